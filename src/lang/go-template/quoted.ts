/** Which characters a quoted text shows as they are: all that can be printed, or only those of ASCII. */
export type Shown = 'printable' | 'ascii'

/**
 * A text between double quotes with Go's escapes, as `strconv.Quote` writes it.
 *
 * See https://pkg.go.dev/strconv#Quote.
 */
export function quoted(text: string, shown: Shown = 'printable'): string {
  return between('"', text, shown)
}

/** A character between single quotes with Go's escapes, as `strconv.QuoteRune` writes it. */
export function quotedCharacter(character: string, shown: Shown): string {
  return between("'", character, shown)
}

/** Whether a text can stand between backquotes as it is. */
export function fitsBackquotes(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if ((code < 0x20 && code !== 0x09) || code === 0x60 || code === 0x7f || code === 0xfeff) return false
  }
  return true
}

/** Whether Go thinks that a character leaves ink: letters, marks, numbers, punctuation, symbols and the blank. */
export function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)
}

function between(quote: '"' | "'", text: string, shown: Shown): string {
  let made: string = quote
  for (const one of text) made += one === quote || one === '\\' ? `\\${one}` : escaped(one, shown)
  return made + quote
}

const short: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

function escaped(one: string, shown: Shown): string {
  const code = one.codePointAt(0) ?? 0
  if (isPrintable(one) && (shown === 'printable' || code < 0x80)) return one
  const letter = short[one]
  if (letter !== undefined) return letter
  const digits = code.toString(16)
  if (code < 0x20 || code === 0x7f) return `\\x${digits.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
