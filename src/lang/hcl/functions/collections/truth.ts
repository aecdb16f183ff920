import { boolType, listOf } from '../../types.ts'
import { bool, unknown } from '../../value.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'

const parameters = [{ name: 'list', type: listOf(boolType) }]

export const alltrue: HclFunction = {
  name: 'alltrue',
  summary: 'Whether every item is true; an empty list is.',
  parameters,
  returns: () => boolType,

  call([list]) {
    for (const item of itemsOf(list)) {
      if (item.kind === 'unknown') return unknown(boolType, [])
      if (item.kind !== 'bool' || !item.value) return bool(false)
    }
    return bool(true)
  },
}

export const anytrue: HclFunction = {
  name: 'anytrue',
  summary: 'Whether any item is true; an empty list has none.',
  parameters,
  returns: () => boolType,

  call([list]) {
    const items = itemsOf(list)
    if (items.some((item) => item.kind === 'bool' && item.value)) return bool(true)
    return items.some((item) => item.kind === 'unknown') ? unknown(boolType, []) : bool(false)
  },
}
