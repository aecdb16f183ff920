import type { Marks } from '../../../../kernel/value.ts'
import { convert } from '../../convert.ts'
import { withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { makeSet } from '../../set.ts'
import { dynamicType, listOf, setOf, tupleOf, type Type } from '../../types.ts'
import { list, tuple, typeOf, unknown, type Val } from '../../value.ts'
import { unify } from '../../unify.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, itemsOf, lengthOf } from '../taken.ts'

/** More combinations than these are a problem rather than all the memory. */
const most = 10_000_000

export const setproduct: HclFunction = {
  name: 'setproduct',
  summary: 'Every combination of one item of each set.',
  parameters: [],
  variadic: { name: 'sets', type: dynamicType, allowUnknown: true, allowMarked: true },

  returns(args) {
    if (args.length < 2) return failed('at least two arguments are required')
    const elements: Type[] = []
    for (const [at, arg] of args.entries()) {
      const element = elementOf(typeOf(arg), at)
      if (element.kind === 'problem') return element
      elements.push(element)
    }
    const ordered = args.every((arg) => typeOf(arg).kind !== 'set')
    return ordered ? listOf(tupleOf(elements)) : setOf(tupleOf(elements))
  },

  call(args, _, type) {
    if ((type.kind !== 'list' && type.kind !== 'set') || type.element.kind !== 'tuple')
      return failed('a set or a list is required')
    const marks = args.reduce<Marks>((all, arg) => all | arg.marks, 0)
    const total = totalOf(args)
    if (total === undefined) return withMarks(unknown(type, []), marks)
    if (total * args.length > most) return failed(`the product would have ${total} elements`)
    const rows = combinations(args, type.element.elements)
    if (!Array.isArray(rows)) return rows as Problem
    const items = rows.map((row: readonly Val[]) => tuple(row))
    return type.kind === 'list'
      ? withMarks(list(type.element, items), marks)
      : makeSet(type.element, items, 0, marks)
  },
}

function elementOf(type: Type, at: number): Type | Problem {
  if (type.kind === 'set' || type.kind === 'list') return type.element
  if (type.kind !== 'tuple') return badArgument(at, 'a set or a list is required')
  if (type.elements.length === 0) return dynamicType
  return unify(type.elements) ?? badArgument(at, 'all elements must be of the same type')
}

function totalOf(args: readonly Val[]): number | undefined {
  let total = 1
  for (const arg of args) {
    const length = isSequence(arg) ? lengthOf(arg) : undefined
    if (length === undefined) return undefined
    total *= length
  }
  return total
}

function combinations(args: readonly Val[], types: readonly Type[]): readonly (readonly Val[])[] | Problem {
  let rows: (readonly Val[])[] = [[]]
  for (const [at, arg] of args.entries()) {
    const items: Val[] = []
    for (const item of itemsOf(arg)) {
      const value = convert(item, types[at] ?? dynamicType)
      if (value.kind === 'problem') return badArgument(at, value.detail)
      items.push(value)
    }
    rows = rows.flatMap((row) => items.map((item) => [...row, item]))
  }
  return rows
}
