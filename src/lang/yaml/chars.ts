/** The characters that mean something to YAML. */
export const char = {
  tab: 0x09,
  feed: 0x0a,
  return: 0x0d,
  space: 0x20,
  bang: 0x21,
  quote: 0x22,
  hash: 0x23,
  percent: 0x25,
  ampersand: 0x26,
  apostrophe: 0x27,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  dash: 0x2d,
  dot: 0x2e,
  colon: 0x3a,
  less: 0x3c,
  greater: 0x3e,
  question: 0x3f,
  at: 0x40,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  backtick: 0x60,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
  byteOrderMark: 0xfeff,
}

/** A space, tab, line break, or (as NaN) the end of the text. */
export function isBlank(code: number): boolean {
  return !(code > char.space) && (code === char.space || isBreak(code) || code === char.tab || code !== code)
}

/** A line break. */
export function isBreak(code: number): boolean {
  return code === char.feed || code === char.return
}

/** A space or tab. */
export function isSpace(code: number): boolean {
  return code === char.space || code === char.tab
}

/** One of `,[]{}`, which separate inside brackets. */
export function isFlowIndicator(code: number): boolean {
  return (
    code === char.comma ||
    code === char.openBracket ||
    code === char.closeBracket ||
    code === char.openBrace ||
    code === char.closeBrace
  )
}

/** Whether `---` or `...`, and then nothing but blank, stands at an offset. */
export function isMarker(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  if (first !== char.dash && first !== char.dot) return false
  return (
    text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === first && isBlank(text.charCodeAt(at + 3))
  )
}

/** The offset after the line break at an offset; CRLF is one break. */
export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === char.return && text.charCodeAt(at + 1) === char.feed ? at + 2 : at + 1
}

/** The offset of the next line break, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++
  return at
}

/** The offset of the first character that is no space or tab. */
export function afterSpaces(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}
