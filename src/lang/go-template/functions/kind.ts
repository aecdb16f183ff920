import { unreachable } from '../../../kernel/unreachable.ts'
import type { GoObject, GoValue } from '../value.ts'

/** What Go's `reflect` calls the kind of a value. */
export function kindOf(value: GoValue): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid'
    case 'bool':
    case 'string':
    case 'map':
      return value.kind
    case 'int':
      return value.type === 'time.Duration' ? 'int64' : value.type
    case 'float':
      return 'float64'
    case 'bytes':
    case 'list':
      return 'slice'
    case 'object':
      return kindOfObject(value)
    default:
      return unreachable(value)
  }
}

function kindOfObject({ type }: GoObject): string {
  if (type.startsWith('*')) return 'ptr'
  if (type === 'time.Month' || type === 'time.Weekday') return 'int'
  if (type.endsWith('.files')) return 'map'
  if (type.endsWith('.VersionSet')) return 'slice'
  return 'struct'
}
