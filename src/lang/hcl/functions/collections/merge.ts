import type { OriginId } from '../../../../kernel/origin.ts'
import type { Marks } from '../../../../kernel/value.ts'
import { friendlyName } from '../../json-type.ts'
import { withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { sameType } from '../../type-relation.ts'
import { dynamicType, objectOf, type Type } from '../../types.ts'
import { inKeyOrder, map, object, typeOf, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { FunctionContext, HclFunction } from '../function.ts'
import { isMapping, taken } from '../taken.ts'

export const merge: HclFunction = {
  name: 'merge',
  summary: 'All entries of maps or objects; of those with one key, the last.',
  parameters: [],
  overrides: true,
  variadic: { name: 'maps', type: dynamicType, allowNull: true, allowDynamic: true, allowMarked: true },

  returns(args) {
    const types = args.map(typeOf)
    for (const type of types) {
      if (type.kind === 'dynamic') return dynamicType
      if (type.kind !== 'map' && type.kind !== 'object') return notMapping(type)
    }
    const [first = objectOf(new Map())] = types
    if (types.every((type) => sameType(type, first))) return first
    const attributes = new Map<string, Type>()
    for (const [at, arg] of args.entries()) {
      const type = types[at] ?? first
      if (type.kind === 'map' && arg.kind === 'unknown') return dynamicType
      for (const [key, attribute] of attributesOf(arg, type)) attributes.set(key, attribute)
    }
    return objectOf(inKeyOrder(attributes))
  },

  call(args, context, type) {
    const entries = new Map<string, Val>()
    const overridden = new Map<string, readonly OriginId[]>()
    let marks: Marks = 0
    for (const arg of args) {
      if (arg.kind === 'null') continue
      if (!isMapping(arg)) return notMapping(typeOf(arg))
      if (arg.kind === 'object' && arg.open !== undefined) return unknown(type, [arg.open])
      marks |= arg.marks
      for (const [key, entry] of arg.entries) {
        const before = entries.get(key)
        if (before !== undefined) overridden.set(key, [before.origin, ...(overridden.get(key) ?? [])])
        entries.set(key, taken(entry, arg))
      }
    }
    for (const [key, losers] of overridden) win(entries, key, losers, context)
    return withMarks(type.kind === 'map' ? map(type.element, entries) : object(entries), marks)
  },
}

/** The entry under a key says which ones it overrode, the strongest first. */
function win(
  entries: Map<string, Val>,
  key: string,
  losers: readonly OriginId[],
  context: FunctionContext,
): void {
  const winner = entries.get(key)
  const told = losers.filter((loser) => loser !== 0)
  if (winner !== undefined && told.length > 0) entries.set(key, context.overriding(winner, told))
}

function notMapping(type: Type): Problem {
  return failed(`arguments must be maps or objects, got "${friendlyName(type)}"`)
}

function attributesOf(value: Val, type: Type): Iterable<readonly [string, Type]> {
  if (value.kind === 'null') return []
  if (type.kind === 'object') return type.attributes
  if (value.kind !== 'map') return []
  return [...value.entries.keys()].map((key) => [key, value.element] as const)
}
