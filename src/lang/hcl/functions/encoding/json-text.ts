import { unreachable } from '../../../../kernel/unreachable.ts'
import { valueJsonText } from '../../json-value.ts'
import { formatNumber } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { string, type Val } from '../../value.ts'
import { failed } from '../failure.ts'

/** A wholly known value as JSON: compact, keys in byte order, numbers with all their digits. */
export function jsonText(value: Val): string | Problem {
  if (hasInfinity(value)) return failed('cannot serialize infinity as JSON')
  return valueJsonText(value) ?? 'null'
}

/** A string as JSON. */
export function jsonString(text: string): string {
  return valueJsonText(string(text)) ?? ''
}

function hasInfinity(value: Val): boolean {
  const open: Val[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    switch (one.kind) {
      case 'number':
        if (/[Inp]/u.test(formatNumber(one.value))) return true
        break
      case 'list':
      case 'set':
      case 'tuple':
        open.push(...one.items)
        break
      case 'map':
      case 'object':
        open.push(...one.entries.values())
        break
      case 'string':
      case 'bool':
      case 'null':
      case 'unknown':
        break
      default:
        unreachable(one)
    }
  }
  return false
}
