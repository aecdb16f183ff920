import type { Problem } from '../../problem.ts'
import { withMarks } from '../../mark.ts'
import { dynamicType, numberType, tupleOf, type Type } from '../../types.ts'
import { list as listFrom, tuple, typeOf, unknown, type Val } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, itemsOf } from '../taken.ts'
import { positionIn } from '../whole.ts'

export const slice: HclFunction = {
  name: 'slice',
  summary: 'The items from a position up to, without, another.',
  parameters: [
    { name: 'list', type: dynamicType, allowMarked: true },
    { name: 'start_index', type: numberType },
    { name: 'end_index', type: numberType },
  ],

  returns([list, start, end]): Type | Problem {
    const type = list === undefined ? dynamicType : typeOf(list)
    if (type.kind === 'set') return badArgument(0, noPositions)
    if (type.kind !== 'list' && type.kind !== 'tuple') {
      return badArgument(0, 'must be a list or tuple value')
    }
    const bounds = boundsOf(lengthOf(list, type), start, end)
    if ('kind' in bounds) return bounds
    if (type.kind === 'list') return type
    if (bounds.start === undefined || bounds.end === undefined) return dynamicType
    return tupleOf(type.elements.slice(bounds.start, bounds.end))
  },

  call([list, start, end], _, type) {
    if (!isSequence(list)) return unknown(type, [])
    const bounds = boundsOf(list.items.length, start, end)
    if ('kind' in bounds) return bounds
    const items = itemsOf(list).slice(bounds.start, bounds.end)
    return withMarks(list.kind === 'list' ? listFrom(list.element, items) : tuple(items), list.marks)
  },
}

const noPositions =
  'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important'

interface Bounds {
  readonly start: number | undefined
  readonly end: number | undefined
}

function lengthOf(list: Val | undefined, type: Type): number | undefined {
  if (type.kind === 'tuple') return type.elements.length
  return isSequence(list) ? list.items.length : undefined
}

function boundsOf(length: number | undefined, from: Val | undefined, to: Val | undefined): Bounds | Problem {
  const start = boundOf('start', 1, from, length)
  if (typeof start === 'object') return start
  const end = boundOf('end', 2, to, length)
  if (typeof end === 'object') return end
  if (start !== undefined && end !== undefined && start > end) {
    return badArgument(1, 'start index must not be greater than end index')
  }
  return { start, end }
}

function boundOf(
  name: string,
  argument: number,
  value: Val | undefined,
  length: number | undefined,
): number | undefined | Problem {
  if (value?.kind !== 'number') return undefined
  const position = positionIn(value, `invalid ${name} index: `, argument)
  if (typeof position !== 'number') return position
  if (position < 0) return badArgument(argument, `${name} index must not be less than zero`)
  if (length !== undefined && position > length) {
    return badArgument(argument, `${name} index must not be greater than the length of the list`)
  }
  return position
}
