import { causesOf } from '../../evaluate/because.ts'
import { isWhollyKnown } from '../../mark.ts'
import { listOf, stringType } from '../../types.ts'
import { byBytes, list as listFrom, unknown } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'
import { textIn } from '../whole.ts'

export const sort: HclFunction = {
  name: 'sort',
  summary: 'The strings by the bytes of their UTF-8.',
  parameters: [{ name: 'list', type: listOf(stringType) }],
  returns: () => listOf(stringType),

  call([list]) {
    const items = itemsOf(list)
    if (list !== undefined && !isWhollyKnown(list)) {
      const because = causesOf([list])
      return listFrom(
        stringType,
        items.map(() => unknown(stringType, because)),
      )
    }
    const missing = items.findIndex((item) => item.kind === 'null')
    if (missing !== -1) {
      return failed(`given list element ${missing} is null; a null string cannot be sorted`)
    }
    return listFrom(
      stringType,
      items.toSorted((left, right) => byBytes(textIn(left), textIn(right))),
    )
  },
}
