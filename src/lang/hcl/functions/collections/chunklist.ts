import { dynamicType, listOf, numberType } from '../../types.ts'
import { list as listFrom, typeOf, type Val } from '../../value.ts'
import { withMarks } from '../../mark.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'
import { positionIn } from '../whole.ts'

export const chunklist: HclFunction = {
  name: 'chunklist',
  summary: 'The items in lists of a size each; size 0 makes one of all.',
  parameters: [
    { name: 'list', type: listOf(dynamicType), allowMarked: true },
    { name: 'size', type: numberType, allowMarked: true },
  ],
  returns: ([list]) => listOf(list === undefined ? dynamicType : typeOf(list)),

  call([list, size]) {
    if (list?.kind !== 'list' || size === undefined) return failed('a list is required')
    const length = positionIn(size, 'invalid size: ')
    if (typeof length !== 'number') return length
    if (length < 0) return failed('the size argument must be positive')
    const items = itemsOf(list)
    const step = length === 0 ? Math.max(items.length, 1) : length
    const chunks: Val[] = []
    for (let at = 0; at < items.length; at += step) {
      chunks.push(listFrom(list.element, items.slice(at, at + step)))
    }
    return withMarks(listFrom(typeOf(list), chunks), list.marks | size.marks)
  },
}
