import { convert } from '../../convert.ts'
import { equal, type Answer } from '../../equal.ts'
import { isWhollyKnown } from '../../mark.ts'
import { dynamicType, listOf, type Type } from '../../types.ts'
import { list, typeOf, unknown, type Val } from '../../value.ts'
import { unify } from '../../unify.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'
import { membersOf } from './members.ts'

export const matchkeys: HclFunction = {
  name: 'matchkeys',
  summary: 'The values whose key, at the same position in another list, is one of a third.',
  parameters: ['values', 'keys', 'searchset'].map((name) => ({ name, type: listOf(dynamicType) })),

  returns([values, keys, searchset]) {
    if (unified(keys, searchset) === undefined) return failed(differ)
    return values === undefined ? listOf(dynamicType) : typeOf(values)
  },

  call([values, keys, searchset], _, type) {
    const common = unified(keys, searchset)
    if (values?.kind !== 'list' || keys === undefined || searchset === undefined || common === undefined) {
      return failed(differ)
    }
    const among = convert(keys, common)
    const wanted = convert(searchset, common)
    if (among.kind !== 'list' || wanted.kind !== 'list') return failed(differ)
    if (values.items.length !== among.items.length) {
      return failed('length of keys and values should be equal')
    }
    if (wanted.items.length === 0) return list(values.element, [])
    if (!isWhollyKnown(values) || !isWhollyKnown(among)) return unknown(type, [])
    return list(values.element, matching(itemsOf(values), among.items, wanted.items))
  },
}

const differ = 'keys and searchset must be of the same type'

function unified(keys: Val | undefined, searchset: Val | undefined): Type | undefined {
  return keys === undefined || searchset === undefined ? undefined : unify([typeOf(keys), typeOf(searchset)])
}

/** Nothing at all as soon as a key would have to be compared with what is not known, as Terraform has it. */
function matching(values: readonly Val[], keys: readonly Val[], wanted: readonly Val[]): readonly Val[] {
  const firstOpen = wanted.findIndex((one) => !isWhollyKnown(one))
  const members = membersOf(firstOpen === -1 ? wanted : wanted.slice(0, firstOpen))
  const open = firstOpen === -1 ? [] : wanted.slice(firstOpen)
  const found: Val[] = []
  for (const [at, key] of keys.entries()) {
    const answer = members.has(key) ? 'yes' : amongOpen(key, open)
    if (answer === 'unknown') return []
    const value = values[at]
    if (answer === 'yes' && value !== undefined) found.push(value)
  }
  return found
}

function amongOpen(key: Val, open: readonly Val[]): Answer {
  for (const one of open) {
    const answer = equal(key, one)
    if (answer !== 'no') return answer
  }
  return 'no'
}
