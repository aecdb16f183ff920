import { convert } from '../../convert.ts'
import { friendlyName } from '../../json-type.ts'
import { isWhollyKnown } from '../../mark.ts'
import { add, type Num } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, numberType } from '../../types.ts'
import { number, typeOf, unknown, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isMapping, isSequence } from '../taken.ts'

export const sum: HclFunction = {
  name: 'sum',
  summary: 'The numbers of a list added up.',
  parameters: [{ name: 'list', type: dynamicType }],
  returns: () => numberType,

  call([list]) {
    if (!isSequence(list)) return notList(list)
    if (list.items.length === 0) return badArgument(0, 'cannot sum an empty list')
    if (!isWhollyKnown(list)) return unknown(numberType, [])
    let total: Num | undefined
    for (const item of list.items) {
      const value = item.kind === 'null' ? item : convert(item, numberType)
      if (value.kind !== 'number')
        return badArgument(0, 'argument must be list, set, or tuple of number values')
      const next: Num | Problem = total === undefined ? value.value : add(total, value.value)
      if (typeof next === 'object' && 'kind' in next)
        return failed("can't compute sum of opposing infinities")
      total = next
    }
    return number(total ?? 0)
  },
}

function notList(value: Val | undefined): Problem {
  if (!isMapping(value)) return badArgument(0, 'cannot sum noniterable')
  if (value.entries.size === 0) return badArgument(0, 'cannot sum an empty list')
  return badArgument(0, `argument must be list, set, or tuple. Received ${friendlyName(typeOf(value))}`)
}
