import type { Marks } from '../../../../kernel/value.ts'
import { convert } from '../../convert.ts'
import { withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, stringType, type Type } from '../../types.ts'
import { typeOf, unknown, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { quoted } from '../quoted.ts'
import { isMapping, taken } from '../taken.ts'

export const lookup: HclFunction = {
  name: 'lookup',
  summary: 'The value of a key in a map or object, or a default.',
  parameters: [
    { name: 'inputMap', type: dynamicType, allowMarked: true, allowUnknown: true },
    { name: 'key', type: stringType, allowMarked: true, allowUnknown: true },
  ],
  variadic: {
    name: 'default',
    type: dynamicType,
    allowNull: true,
    allowUnknown: true,
    allowDynamic: true,
    allowMarked: true,
  },
  refine: () => undefined,

  returns(args) {
    const [from, key, fallback] = args
    if (args.length > 3) return failed(`lookup() takes two or three arguments, got ${args.length}`)
    const type = from === undefined ? dynamicType : typeOf(from)
    if (type.kind === 'object') return attributeType(type.attributes, key, fallback)
    if (type.kind !== 'map') return badArgument(0, 'lookup() requires a map as the first argument')
    if (fallback === undefined || convert(fallback, type.element).kind !== 'problem') return type.element
    return badArgument(2, 'the default value must have the same type as the map elements')
  },

  call([from, key, fallback], _, type) {
    if (from === undefined || key === undefined) return failed('a map and a key are required')
    const marks = from.marks | key.marks
    if (!isMapping(from) || key.kind !== 'string') return withMarks(unknown(type, []), marks)
    const found = from.entries.get(key.value)
    return found === undefined
      ? instead(fallback, type, key.value, [marks, key.marks])
      : withMarks(taken(found, from), marks)
  },
}

function attributeType(
  attributes: ReadonlyMap<string, Type>,
  key: Val | undefined,
  fallback: Val | undefined,
): Type | Problem {
  if (key?.kind !== 'string') return dynamicType
  const type = attributes.get(key.value) ?? (fallback === undefined ? undefined : typeOf(fallback))
  return type ?? badArgument(0, `the given object has no attribute ${quoted(key.value)}`)
}

function instead(
  fallback: Val | undefined,
  type: Type,
  key: string,
  [marks, keyMarks]: readonly [Marks, Marks],
): Val | Problem {
  if (fallback === undefined) {
    const shown = keyMarks === 0 ? JSON.stringify(key) : '(sensitive value)'
    return failed(`lookup failed to find key ${shown}`)
  }
  const value = convert(fallback, type)
  return value.kind === 'problem' ? badArgument(2, value.detail) : withMarks(value, marks)
}
