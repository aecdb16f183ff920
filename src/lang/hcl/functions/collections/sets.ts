import { convert } from '../../convert.ts'
import { sameType } from '../../type-relation.ts'
import { isWhollyKnown } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { makeSet } from '../../set.ts'
import { dynamicType, setOf, type Type } from '../../types.ts'
import { typeOf, unknown, type Val } from '../../value.ts'
import { unify } from '../../unify.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'
import { membersOf } from './members.ts'

const anySet = setOf(dynamicType)
const several = {
  parameters: [{ name: 'first_set', type: anySet }],
  variadic: { name: 'other_sets', type: anySet },
  returns: commonType,
}

export const setintersection: HclFunction = {
  name: 'setintersection',
  summary: 'What all sets have.',
  ...several,
  call: (args, _, type) => combined(args, type, 'known only', inBoth),
}

export const setunion: HclFunction = {
  name: 'setunion',
  summary: 'What any of the sets has.',
  ...several,
  call: (args, _, type) => combined(args, type, 'unknown too', (left, right) => [...left, ...right]),
}

export const setsubtract: HclFunction = {
  name: 'setsubtract',
  summary: 'What the first set has and the second has not.',
  parameters: [
    { name: 'a', type: anySet },
    { name: 'b', type: anySet },
  ],
  returns: commonType,
  call: (args, _, type) => combined(args, type, 'known only', without),
}

function inBoth(left: readonly Val[], right: readonly Val[]): readonly Val[] {
  const members = membersOf(right)
  return left.filter((item) => members.has(item))
}

function without(left: readonly Val[], right: readonly Val[]): readonly Val[] {
  const members = membersOf(right)
  return left.filter((item) => !members.has(item))
}

/** A set of a type for the elements of all; an empty set of no type takes any. */
function commonType(args: readonly Val[]): Type | Problem {
  const elements: Type[] = []
  for (const arg of args) {
    const type = typeOf(arg)
    if (type.kind !== 'set') continue
    const isOpen = type.element.kind === 'dynamic' && arg.kind === 'set' && arg.items.length === 0
    if (!isOpen) elements.push(type.element)
  }
  if (elements.length === 0) return anySet
  const element = unify(elements)
  return element === undefined ? failed('given sets must all have compatible element types') : setOf(element)
}

type Combine = (left: readonly Val[], right: readonly Val[]) => readonly Val[]

function combined(
  args: readonly Val[],
  type: Type,
  takes: 'known only' | 'unknown too',
  combine: Combine,
): Val | Problem {
  let items: readonly Val[] | undefined
  // A set of nulls alone keeps its open type where the others have no type in common with it but that.
  let kind: Type | undefined
  for (const [at, arg] of args.entries()) {
    const set = convert(arg, type)
    if (set.kind === 'problem') return badArgument(at, set.detail)
    if (takes === 'known only' && !isWhollyKnown(set)) return unknown(type, [])
    if (!sameType(typeOf(set), kind ?? typeOf(set)))
      return failed('given sets must all have the same element type')
    kind = typeOf(set)
    items = items === undefined ? itemsOf(set) : combine(items, itemsOf(set))
  }
  return makeSet(type.kind === 'set' ? type.element : dynamicType, items ?? [])
}
