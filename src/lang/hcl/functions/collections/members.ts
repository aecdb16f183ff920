import { equal } from '../../equal.ts'
import { setKey } from '../../set-key.ts'
import type { Val } from '../../value.ts'

/** Known values, found again by being equal. */
export interface Members {
  has(value: Val): boolean
  /** Whether it was new. */
  add(value: Val): boolean
}

/** A collection of known values that grows; looking one up does not go over all of them. */
export function membersOf(items: readonly Val[]): Members {
  const texts = new Set<string>()
  const others = new Map<string, Val[]>()
  const members: Members = {
    has(value) {
      if (value.kind === 'string') return texts.has(value.value)
      return others.get(setKey(value))?.some((other) => equal(other, value) === 'yes') === true
    },
    add(value) {
      if (value.kind === 'string') return texts.size < texts.add(value.value).size
      const key = setKey(value)
      const alike = others.get(key)
      if (alike === undefined) others.set(key, [value])
      else if (alike.some((other) => equal(other, value) === 'yes')) return false
      else alike.push(value)
      return true
    },
  }
  for (const item of items) members.add(item)
  return members
}
