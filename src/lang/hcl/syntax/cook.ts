import { isAscii, isSpace } from './characters.ts'

/** How a template is written: decides escapes, and what a strip marker takes. */
export type TemplateStyle = 0 | 1 | 2 | 3

export const templateStyle = {
  quoted: 0,
  heredoc: 1,
  /** `<<-`: loses the smallest indentation. */
  flush: 2,
  /** A template file, or a string of the JSON syntax. */
  bare: 3,
} as const

/** Which sides of a literal part the markers next to it strip. */
export interface Strip {
  readonly left: boolean
  readonly right: boolean
}

/** The text that a literal part stands for: escapes read, stripped, and in NFC. */
export function cookText(source: string, style: TemplateStyle, strip: Strip): string {
  const text = unescape(source, style)
  if (!strip.left && !strip.right) return composed(text)
  if (style === templateStyle.quoted) return composed(stripped(text, strip))
  return composed(strippedLines(linesOf(text), strip).join(''))
}

/** The lines of a literal part, each with its newline, after stripping: what `<<-` counts indentation over. */
export function cookLines(source: string, strip: Strip): string[] {
  return strippedLines(linesOf(unescape(source, templateStyle.flush)), strip)
}

export function composed(text: string): string {
  return isAscii(text) ? text : text.normalize('NFC')
}

/** A marker strips the one line next to it, no further. */
function strippedLines(lines: readonly string[], { left, right }: Strip): string[] {
  const last = lines.length - 1
  return lines.map((line, index) => {
    const isLast = right && index === last
    // HCL reads a lone `$` or `%` with the character after it as one token; a newline right after is the next one,
    // and that is all a marker then strips.
    if (isLast && endsInPair(line))
      return stripped(line.slice(0, -newlineOf(line)), { left: left && index === 0, right: false })
    return stripped(line, { left: left && index === 0, right: isLast })
  })
}

/** How many characters the newline at the end of a line has. */
function newlineOf(line: string): number {
  return line.endsWith('\r\n') ? 2 : 1
}

function endsInPair(line: string): boolean {
  if (!line.endsWith('\n')) return false
  const end = line.length - newlineOf(line)
  for (let at = 0; at < end; at++) {
    const one = line[at]
    if ((one !== '$' && one !== '%') || line[at + 1] === '{') continue
    at++
    if (at === end - 1) return true
  }
  return false
}

function stripped(text: string, { left, right }: Strip): string {
  let start = 0
  let end = text.length
  if (left) start = indentOf(text)
  if (right) while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** How many white space characters a text begins with. */
export function indentOf(text: string): number {
  let at = 0
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

function linesOf(text: string): string[] {
  const lines: string[] = []
  let from = 0
  while (from < text.length) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline + 1
    lines.push(text.slice(from, to))
    from = to
  }
  return lines
}

const doubled = /\$\$\{|%%\{/gu
const quotedEscape = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|\$\$\{|%%\{/gu
const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

function unescape(source: string, style: TemplateStyle): string {
  if (style !== templateStyle.quoted) return source.replace(doubled, (found) => found.slice(1))
  return source.replace(quotedEscape, (found, four?: string, eight?: string, selector?: string) => {
    const hex = four ?? eight
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16)) ?? ''
    if (selector === undefined) return found.slice(1)
    return simpleEscapes[selector] ?? selector
  })
}

/** A code point as text; nothing when it is a surrogate or none at all. */
function characterOf(code: number): string | undefined {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code)
}

/** Where the first invalid escape of a quoted text is; -1 when all are well. */
export function invalidEscape(text: string, start: number, end: number): number {
  for (let at = text.indexOf('\\', start); at !== -1 && at < end; at = text.indexOf('\\', at)) {
    const length = escapeLength(text, at, end)
    if (length === 0) return at
    at += length
  }
  return -1
}

function escapeLength(text: string, at: number, end: number): number {
  const selector = text[at + 1] ?? ''
  const digits = selector === 'u' ? 4 : selector === 'U' ? 8 : 0
  if (digits === 0) return at + 1 < end && Object.hasOwn(simpleEscapes, selector) ? 2 : 0
  const hex = text.slice(at + 2, Math.min(at + 2 + digits, end))
  if (hex.length < digits || !/^[\da-fA-F]+$/u.test(hex)) return 0
  return characterOf(Number.parseInt(hex, 16)) === undefined ? 0 : 2 + digits
}
