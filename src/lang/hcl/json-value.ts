import { marks } from '../../kernel/value.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { asDouble, compare, formatNumber, fromDouble, isInteger, toDouble, type Num } from './number.ts'
import type { Val } from './value.ts'

/** What a value looks like in `terraform show -json`; unknown ones are left out of objects and null in lists. A number is the nearest double: `valueJsonText` has it exactly. */
export function valueJson(value: Val): unknown {
  switch (value.kind) {
    case 'string':
    case 'bool':
      return value.value
    case 'number':
      return toDouble(value.value)
    case 'null':
      return null
    case 'unknown':
      return undefined
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map((item) => valueJson(item) ?? null)
    case 'map':
    case 'object':
      return fields(value.entries, valueJson)
    default:
      return unreachable(value)
  }
}

/**
 * The same as text, each number with all its digits; undefined for an unknown value. `planned` writes numbers as they
 * come out of a saved plan.
 */
export function valueJsonText(
  value: Val,
  numbers: (value: Num) => string = formatNumber,
): string | undefined {
  switch (value.kind) {
    case 'string':
      return quoted(value.value)
    case 'bool':
      return String(value.value)
    case 'number':
      return numbers(value.value)
    case 'null':
      return 'null'
    case 'unknown':
      return undefined
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map((item) => valueJsonText(item, numbers) ?? 'null').join(',')}]`
    case 'map':
    case 'object':
      return objectText(value.entries, numbers)
    default:
      return unreachable(value)
  }
}

/** A number after it was saved in a plan: fractions that a double holds are doubles then, and there is no -0. */
export function planned(value: Num): string {
  if (typeof value === 'number') return formatNumber(value === 0 ? 0 : value)
  const double = toDouble(value)
  const isDouble = !isInteger(value) && compare(fromDouble(double), value) === 0
  return formatNumber(isDouble ? asDouble(double) : value)
}

function objectText(entries: ReadonlyMap<string, Val>, numbers: (value: Num) => string): string {
  const parts: string[] = []
  for (const [key, entry] of entries) {
    const text = valueJsonText(entry, numbers)
    if (text !== undefined) parts.push(`${quoted(key)}:${text}`)
  }
  return `{${parts.join(',')}}`
}

const plain = /^[ !#-%'-;=?-[\]-~]*$/u
const special = /[<>&\u2028\u2029]/gu

/** As Go writes JSON: also safe inside HTML. */
function quoted(text: string): string {
  if (plain.test(text)) return `"${text}"`
  return JSON.stringify(text).replaceAll(
    special,
    (one) => String.raw`\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Where the value is unknown, as `after_unknown`: true, or a list or object with what of it is. */
export function afterUnknown(value: Val): unknown {
  if (value.kind === 'unknown') return true
  return within(value, afterUnknown)
}

/** Where the value is sensitive, as `after_sensitive`. */
export function afterSensitive(value: Val): unknown {
  if ((value.marks & marks.sensitive) !== 0) return true
  if (value.kind !== 'unknown') return within(value, afterSensitive)
  const { kind } = value.type
  if (kind === 'list' || kind === 'set' || kind === 'tuple') return []
  return kind === 'map' || kind === 'object' ? {} : false
}

/** Lists keep a place for each item; objects only name what is not false. */
function within(value: Val, ask: (part: Val) => unknown): unknown {
  if ('items' in value) return value.items.map(ask)
  if (!('entries' in value)) return false
  return fields(value.entries, (part) => ask(part) || undefined)
}

function fields(entries: ReadonlyMap<string, Val>, ask: (part: Val) => unknown): unknown {
  const made: [string, unknown][] = []
  for (const [key, entry] of entries) {
    const one = ask(entry)
    if (one !== undefined) made.push([key, one])
  }
  return Object.fromEntries(made)
}
