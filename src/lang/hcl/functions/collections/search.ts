import { equal } from '../../equal.ts'
import { fromLength } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { boolType, dynamicType, numberType } from '../../types.ts'
import { bool, number, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'

export const contains: HclFunction = {
  name: 'contains',
  summary: 'Whether a list, tuple or set has an item equal to a value.',
  parameters: [
    { name: 'list', type: dynamicType },
    { name: 'value', type: dynamicType },
  ],
  returns: () => boolType,

  call([list, value]) {
    if (list === undefined || value === undefined || !('items' in list)) {
      return failed('argument must be list, tuple, or set')
    }
    let undecided = false
    for (const item of itemsOf(list)) {
      const answer = equal(value, item)
      if (answer === 'yes') return bool(true)
      undecided ||= answer === 'unknown'
    }
    return undecided ? unknown(boolType, []) : bool(false)
  },
}

export const index: HclFunction = {
  name: 'index',
  summary: 'The position of the first item that is equal to a value.',
  parameters: [
    { name: 'list', type: dynamicType },
    { name: 'value', type: dynamicType },
  ],
  returns: () => numberType,

  call([list, value]): Val | Problem {
    if (value === undefined || (list?.kind !== 'list' && list?.kind !== 'tuple')) {
      return failed('argument must be a list or tuple')
    }
    const items = itemsOf(list)
    if (items.length === 0) return failed('cannot search an empty list')
    for (let at = 0; at < items.length; at++) {
      const answer = equal(items[at] ?? value, value)
      if (answer === 'unknown') return unknown(numberType, [])
      if (answer === 'yes') return number(fromLength(at))
    }
    return failed('item not found')
  },
}
