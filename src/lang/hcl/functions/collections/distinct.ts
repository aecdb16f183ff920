import { isWhollyKnown } from '../../mark.ts'
import { dynamicType, listOf } from '../../types.ts'
import { list as listFrom, typeOf, unknown } from '../../value.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'
import { membersOf } from './members.ts'

export const distinct: HclFunction = {
  name: 'distinct',
  summary: 'Each item once, where it comes first.',
  parameters: [{ name: 'list', type: listOf(dynamicType) }],
  returns: ([list]) => (list === undefined ? listOf(dynamicType) : typeOf(list)),

  call([list], _, type) {
    if (list?.kind !== 'list' || !isWhollyKnown(list)) return unknown(type, [])
    const seen = membersOf([])
    return listFrom(
      list.element,
      itemsOf(list).filter((item) => seen.add(item)),
    )
  },
}
