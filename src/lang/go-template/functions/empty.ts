import { isTrue, type GoValue } from '../value.ts'

/** Whether a value is Go's zero or holds nothing; a struct never is. */
export function isEmpty(value: GoValue): boolean {
  return value.kind !== 'object' && !isTrue(value)
}
