import type { Marks } from '../../../../kernel/value.ts'
import { withMarks } from '../../mark.ts'
import { dynamicType, tupleOf } from '../../types.ts'
import { tuple, typeOf, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, lengthOf, taken, type Sequence } from '../taken.ts'

export const flatten: HclFunction = {
  name: 'flatten',
  summary: 'The items of the lists inside a list, at every depth, in one list.',
  parameters: [{ name: 'list', type: dynamicType, allowMarked: true }],

  returns([list]) {
    const kind = list === undefined ? 'dynamic' : typeOf(list).kind
    if (kind !== 'list' && kind !== 'set' && kind !== 'tuple') {
      return failed('can only flatten lists, sets and tuples')
    }
    const flat = isSequence(list) ? flattened(list) : undefined
    return flat?.known === true ? tupleOf(flat.items.map(typeOf)) : dynamicType
  },

  call([list], _, type) {
    const flat = isSequence(list) ? flattened(list) : { items: [], marks: list?.marks ?? 0, known: false }
    return withMarks(flat.known ? tuple(flat.items) : unknown(type, []), flat.marks)
  },
}

interface Flat {
  readonly items: readonly Val[]
  readonly marks: Marks
  /** Whether its length is: not when it holds a list of unknown length, or what may turn out to be a list. */
  readonly known: boolean
}

/** Walks with a list of its own: lists may be nested deeper than the stack. */
function flattened(list: Sequence): Flat {
  const items: Val[] = []
  let { marks } = list
  let known = lengthOf(list) !== undefined
  const open = [{ list, at: 0 }]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const item = top.list.items[top.at++]
    if (item === undefined) {
      open.pop()
      continue
    }
    const own = taken(item, top.list)
    if (isSequence(own)) {
      marks |= own.marks
      known &&= lengthOf(own) !== undefined
      open.push({ list: own, at: 0 })
    } else if (own.kind === 'unknown' && mayBeList(own)) {
      marks |= own.marks
      known = false
    } else items.push(own)
  }
  return { items, marks, known }
}

function mayBeList(value: Val): boolean {
  const { kind } = typeOf(value)
  return kind === 'dynamic' || kind === 'list' || kind === 'set' || kind === 'tuple'
}
