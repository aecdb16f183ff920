import { friendlyName } from '../../json-type.ts'
import { dynamicType, numberType, type Type } from '../../types.ts'
import type { Problem } from '../../problem.ts'
import { typeOf, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { handedOn, isSequence } from '../taken.ts'
import { wrappedIn } from '../whole.ts'

export const element: HclFunction = {
  name: 'element',
  summary: 'The item at a position, starting again at the front behind the last one.',
  parameters: [
    { name: 'list', type: dynamicType, allowMarked: true },
    { name: 'index', type: numberType },
  ],
  refine: () => undefined,

  returns([list, index]) {
    const type = list === undefined ? dynamicType : typeOf(list)
    if (type.kind === 'list') return type.element
    if (type.kind === 'tuple') return elementOf(type.elements, index)
    return failed(`cannot read elements from ${friendlyName(type)}`)
  },

  call([list, index], _, type) {
    if (!isSequence(list)) return unknown(type, [])
    const { length } = list.items
    // A position that cannot be one is told first.
    const at = wrappedIn(index, length || 1, 'invalid index: ')
    if (typeof at !== 'number') return at
    const item = list.items.at(at)
    return item === undefined ? failed(empty) : handedOn(item, list)
  },
}

const empty = 'cannot use element function with an empty list'

function elementOf(elements: readonly Type[], index: Val | undefined): Type | Problem {
  if (index?.kind !== 'number') return dynamicType
  if (elements.length === 0) return failed(empty)
  const wrapped = wrappedIn(index, elements.length, 'invalid index: ')
  if (typeof wrapped !== 'number') return wrapped
  return elements[wrapped] ?? failed(`a tuple has no element ${wrapped}; only lists count from their end`)
}
