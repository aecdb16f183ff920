import { unreachable } from '../../kernel/unreachable.ts'
import { generalText, type Num } from './number.ts'
import { samplesOf, type Val } from './value.ts'

/**
 * The text that Terraform tells the members of a set apart by, and sorts those by that are no primitives. Values that
 * are equal have the same text; unequal ones may have it too (numbers are told by ten digits).
 */
export function setKey(value: Val): string {
  switch (value.kind) {
    case 'unknown':
      return '?'
    case 'null':
      return '~'
    case 'bool':
      return value.value ? 'T' : 'F'
    case 'number':
      return numberKey(value.value)
    case 'string':
      return quoted(value.value)
    case 'list':
    case 'set':
      return `[${partsKey(value.items)}]`
    case 'tuple':
      return `<${partsKey(value.items)}>`
    case 'object':
      return `<${partsKey(samplesOf(value.entries))}>`
    case 'map':
      return `{${[...value.entries].map(([key, entry]) => `${quoted(key)}:${setKey(entry)};`).join('')}}`
    default:
      return unreachable(value)
  }
}

function partsKey(parts: Iterable<Val>): string {
  let text = ''
  for (const part of parts) text += `${setKey(part)};`
  return text
}

function numberKey(value: Num): string {
  return generalText(value, 10)
}

const safe = /^[ !#-[\]-~]*$/u
const unsafe = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu

/** As Go quotes a string. */
function quoted(text: string): string {
  if (safe.test(text)) return `"${text}"`
  return `"${text.replaceAll(unsafe, escaped)}"`
}

const short: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\u0007': String.raw`\a`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\v': String.raw`\v`,
}

function escaped(character: string): string {
  const known = short[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || code === 0x7f) return String.raw`\x${code.toString(16).padStart(2, '0')}`
  if (code < 0x1_0000) return String.raw`\u${code.toString(16).padStart(4, '0')}`
  return String.raw`\U${code.toString(16).padStart(8, '0')}`
}
