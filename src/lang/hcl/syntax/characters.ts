import { isYounger } from './younger.ts'

/** What a character of the ASCII range may begin or continue. */
const ascii = {
  nameStart: 1,
  nameRest: 2,
  digit: 4,
} as const

const classes = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const letter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
  const digit = code >= 0x30 && code <= 0x39
  if (letter || code === 0x5f) classes[code] = ascii.nameStart | ascii.nameRest
  if (digit) classes[code] = ascii.digit | ascii.nameRest
  if (code === 0x2d) classes[code] = ascii.nameRest
}

const idStart = /^\p{ID_Start}$/u
const idContinue = /^\p{ID_Continue}$/u

/** Whether a name may begin with the character at an offset of the text. */
export function startsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 128) return ((classes[code] ?? 0) & ascii.nameStart) !== 0
  return code >= 128 && isIn(idStart, text.codePointAt(at) ?? 0) && !isSpacingMark(code)
}

/** The offset after the name that begins at an offset; the offset itself when none does. */
export function nameEnd(text: string, start: number, limit: number): number {
  if (!startsName(text, start)) return start
  let at = start + (text.charCodeAt(start) < 128 ? 1 : widthAt(text, start))
  while (at < limit) {
    const code = text.charCodeAt(at)
    if (code < 128) {
      if (((classes[code] ?? 0) & ascii.nameRest) === 0) break
      at++
    } else {
      if (!isIn(idContinue, text.codePointAt(at) ?? 0)) break
      at += widthAt(text, at)
    }
  }
  return at
}

function isIn(pattern: RegExp, codePoint: number): boolean {
  return pattern.test(String.fromCodePoint(codePoint)) && !isYounger(codePoint)
}

/** Two Vedic signs that were marks, which no name begins with, until Unicode 11. */
function isSpacingMark(code: number): boolean {
  return code === 0x1cf2 || code === 0x1cf3
}

/** How many UTF-16 units the character at an offset has. */
export function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** White space in Unicode's sense, as strip markers and heredoc indentation see it. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code < 0x2000) return code === 0x85 || code === 0xa0 || code === 0x1680
  return (
    code <= 0x200a ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** Whether a part of a text is exactly a word. */
export function isWord(text: string, start: number, end: number, word: string): boolean {
  return end - start === word.length && text.startsWith(word, start)
}

/** Whether a text has ASCII characters only. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
