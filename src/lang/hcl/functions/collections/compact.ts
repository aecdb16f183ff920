import { isWhollyKnown } from '../../mark.ts'
import { listOf, stringType } from '../../types.ts'
import { list as listFrom, unknown } from '../../value.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'

export const compact: HclFunction = {
  name: 'compact',
  summary: 'The strings that are neither null nor empty.',
  parameters: [{ name: 'list', type: listOf(stringType) }],
  returns: () => listOf(stringType),

  call([list], _, type) {
    if (list === undefined || !isWhollyKnown(list)) return unknown(type, [])
    return listFrom(
      stringType,
      itemsOf(list).filter((item) => item.kind === 'string' && item.value !== ''),
    )
  },
}
