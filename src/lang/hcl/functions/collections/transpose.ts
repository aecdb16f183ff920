import { isWhollyKnown } from '../../mark.ts'
import { listOf, mapOf, stringType } from '../../types.ts'
import { list, map, string, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isMapping, itemsOf } from '../taken.ts'
import { textIn } from '../whole.ts'

const keyLists = listOf(stringType)
const type = mapOf(keyLists)

export const transpose: HclFunction = {
  name: 'transpose',
  summary: 'A map from keys to lists turned round: from what was in the lists to the keys.',
  parameters: [{ name: 'values', type }],
  returns: () => type,

  call([given]) {
    if (!isMapping(given) || !isWhollyKnown(given)) return unknown(type, [])
    const turned = new Map<string, Val[]>()
    for (const [key, items] of given.entries) {
      if (items.kind === 'null') return failed('input must not contain null list')
      for (const item of itemsOf(items)) {
        if (item.kind === 'null') return failed('input list must not contain null string')
        const keys = turned.get(textIn(item))
        if (keys === undefined) turned.set(textIn(item), [string(key)])
        else keys.push(string(key))
      }
    }
    return map(keyLists, new Map([...turned].map(([key, keys]) => [key, list(stringType, keys)])))
  },
}
