import type { Value } from '../kernel/value.ts'
import { marks } from '../kernel/value.ts'
import { credentialsIn } from './credentials.ts'

/** What stands where a sensitive value would. */
export const sensitiveText = '(sensitive)'

/**
 * The same value with what looks like credentials replaced: a key in a script, a literal where a password is asked
 * for. `name` is what the value is called. What is sensitive anyway is left as it is, since all of it is masked.
 */
export function withoutCredentials(value: Value, name = ''): Value {
  if ((value.marks & marks.sensitive) !== 0) return value
  switch (value.kind) {
    case 'scalar': {
      if (typeof value.scalar !== 'string') return value
      const { scalar: _, outline: __, ...rest } = value
      const text = withoutCredentialsIn(value.scalar, name)
      return text === value.scalar ? value : { ...rest, scalar: text }
    }
    case 'list': {
      const items = value.items.map((item) => withoutCredentials(item, name))
      return items.every((item, at) => item === value.items[at]) ? value : { ...value, items }
    }
    case 'map':
      return withoutThoseIn(value)
    case 'unknown':
    case 'absent':
      return value
  }
}

/** A text with what looks like credentials in it replaced. */
export function withoutCredentialsIn(text: string, name = ''): string {
  let masked = ''
  let from = 0
  for (const { start, end } of credentialsIn(text, name)) {
    masked += text.slice(from, start) + sensitiveText
    from = end
  }
  return from === 0 && masked === '' ? text : masked + text.slice(from)
}

function withoutThoseIn(value: Extract<Value, { readonly kind: 'map' }>): Value {
  let changed = false
  const entries = new Map<string, Value>()
  for (const [key, one] of value.entries) {
    const masked = withoutCredentials(one, nameOf(value.entries, key))
    changed ||= masked !== one
    entries.set(key, masked)
  }
  return changed ? { ...value, entries } : value
}

/** What a member is called: its key; for the value of a pair of name and value, such as a container's variable, that name. */
export function nameOf(entries: ReadonlyMap<string, Value>, key: string): string {
  const other = key === 'value' ? entries.get('name') : key === 'Value' ? entries.get('Name') : undefined
  return other?.kind === 'scalar' && typeof other.scalar === 'string' ? other.scalar : key
}
