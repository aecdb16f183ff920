import { friendlyName } from '../../json-type.ts'
import { withMarks } from '../../mark.ts'
import { dynamicType, listOf, tupleOf } from '../../types.ts'
import { list as listFrom, tuple, typeOf, unknown } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, itemsOf } from '../taken.ts'

export const reverse: HclFunction = {
  name: 'reverse',
  summary: 'The items from the last to the first.',
  parameters: [{ name: 'list', type: dynamicType, allowMarked: true }],

  returns([list]) {
    const type = list === undefined ? dynamicType : typeOf(list)
    if (type.kind === 'tuple') return tupleOf(type.elements.toReversed())
    if (type.kind === 'list' || type.kind === 'set') return listOf(type.element)
    return badArgument(0, `can only reverse list or tuple values, not ${friendlyName(type)}`)
  },

  call([list], _, type) {
    if (!isSequence(list)) return unknown(type, [])
    const items = itemsOf(list).toReversed()
    return withMarks(type.kind === 'list' ? listFrom(type.element, items) : tuple(items), list.marks)
  },
}
