import {
  afterBreak,
  afterSpaces,
  char,
  endOfLine,
  isBlank,
  isBreak,
  isFlowIndicator,
  isMarker,
  isSpace,
} from './chars.ts'
import type { Source } from './source.ts'

/** Where the text of a plain scalar ends on its first line. */
// oxlint-disable-next-line complexity -- the hottest loop of all, ordered by how common a character is
export function endOfPlain(text: string, from: number, flow: boolean): number {
  let end = from
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at)
    if (code > char.colon) {
      if (flow && isFlowIndicator(code)) return end
    } else if (code === char.colon) {
      const next = text.charCodeAt(at + 1)
      if (isBlank(next) || (flow && isFlowIndicator(next))) return end
    } else if (isSpace(code)) continue
    else if (code === char.hash) {
      if (at > from && isSpace(text.charCodeAt(at - 1))) return end
    } else if (code === char.comma) {
      if (flow) return end
    } else if (!(code > char.return) && isBlank(code)) return end
    end = at + 1
  }
}

/** Takes a plain scalar further over the lines below it. The source stands at the end of its first line's text. */
export function continuePlain(source: Source, indent: number, flow: boolean): boolean {
  const { text } = source
  let more = false
  for (;;) {
    let at = afterSpaces(text, source.at)
    let line = at
    while (isBreak(text.charCodeAt(at))) {
      line = afterBreak(text, at)
      at = afterSpaces(text, line)
    }
    if (line <= source.at || at >= text.length || endsPlain(text, line, at, flow)) return more
    if (spacesFrom(text, line) < indent) return more
    const end = endOfPlain(text, at, flow)
    if (end === at) return more
    source.at = end
    source.lineStart = line
    more = true
  }
}

function endsPlain(text: string, line: number, at: number, flow: boolean): boolean {
  const code = text.charCodeAt(at)
  return code === char.hash || (at === line && isMarker(text, at)) || (flow && isFlowIndicator(code))
}

function spacesFrom(text: string, line: number): number {
  let at = line
  while (text.charCodeAt(at) === char.space) at++
  return at - line
}

/** Where a quoted scalar ends, if it ends on its line; else where the line ends. */
export function endOfQuoted(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isBreak(code)) return at
    if (code === char.backslash && quote === char.quote && !isBreak(text.charCodeAt(at + 1))) at++
    else if (code === quote) {
      if (quote === char.quote || text.charCodeAt(at + 1) !== quote) return at + 1
      at++
    }
  }
  return text.length
}

/** What came of a quoted scalar: whether it goes over lines. The source stands after it. */
export function quoted(source: Source, indent: number): boolean {
  const { text } = source
  const start = source.at
  const firstLine = source.lineStart
  const quote = text.charCodeAt(start)
  let warned = false
  for (let at = start + 1; ;) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      if (quote === char.quote || text.charCodeAt(at + 1) !== quote) {
        source.at = at + 1
        return source.lineStart !== firstLine
      }
      at += 2
    } else if (code === char.backslash && quote === char.quote) at += escape(source, at)
    else if (isBreak(code)) {
      const line = afterBreak(text, at)
      const stop = lineInQuotes(source, line, indent)
      if (stop === 'end') break
      if (stop === 'warn' && !warned) {
        warned = true
        source.builder.problem('yaml/quoted-indentation', line, endOfLine(text, line))
      }
      source.lineStart = line
      at = line
    } else if (at >= text.length) break
    else at++
  }
  source.lineStart = firstLine
  source.at = endOfLine(text, start)
  source.builder.problem('yaml/unclosed-quote', start, start + 1)
  return false
}

/** Whether a quoted scalar may go on with a line. */
function lineInQuotes(source: Source, line: number, indent: number): 'good' | 'warn' | 'end' {
  const { text } = source
  if (isMarker(text, line)) {
    source.builder.problem('yaml/document-marker', line, line + 3)
    return 'end'
  }
  if (spacesFrom(text, line) >= indent || isBlank(text.charCodeAt(afterSpaces(text, line)))) return 'good'
  return source.strict ? 'end' : 'warn'
}

/** The last is none of YAML's own, but all readers of Go take it. */
const simpleEscapes = new Set(Array.from('0abtnvfre "/\\N_LP\t\'', (one) => one.charCodeAt(0)))
const hexDigits: Readonly<Record<number, number>> = { 0x78: 2, 0x75: 4, 0x55: 8 }

/** The length of the escape at an offset; a line break after the backslash is left to the caller. */
function escape(source: Source, at: number): number {
  const code = source.text.charCodeAt(at + 1)
  if (simpleEscapes.has(code)) return 2
  if (isBreak(code)) return 1
  const digits = hexDigits[code] ?? 0
  const hex = source.text.slice(at + 2, at + 2 + digits)
  const good = digits > 0 && /^[\da-fA-F]+$/u.test(hex) && hex.length === digits
  if (good && Number.parseInt(hex, 16) <= 0x10ffff) return 2 + digits
  source.builder.problem('yaml/invalid-escape', at, Math.min(at + 2, source.text.length))
  return 1
}

/** A block scalar: where it ends, and how many spaces its lines have before their text. */
export interface BlockScalar {
  readonly end: number
  readonly indent: number
}

/** Reads a block scalar inside a block of an indentation (-1 for a document's root). The source stands after it. */
export function blockScalar(source: Source, parent: number): BlockScalar {
  const { text } = source
  const header = headerOf(source)
  const first = isBreak(source.code) ? afterBreak(text, source.at) : source.at
  const indent = header.digit > 0 ? Math.max(parent, 0) + header.digit : detect(source, first, parent)
  const lines = linesOfBlock(text, first, indent)
  if (header.keep && lines.after > first) {
    source.at = lines.after
    source.lineStart = isBreak(text.charCodeAt(lines.after - 1)) ? lines.after : lines.lastStart
  } else if (lines.end > first) {
    source.at = lines.end
    source.lineStart = lines.lastStart
  } else source.at = header.end
  return { end: source.at, indent }
}

interface BlockLines {
  /** Where the last line that isn't blank starts and ends. */
  readonly lastStart: number
  readonly end: number
  /** Where the line after the block starts. */
  readonly after: number
}

function linesOfBlock(text: string, first: number, indent: number): BlockLines {
  let end = first
  let lastStart = first
  for (let line = first; ;) {
    let at = line
    while (at - line < indent && text.charCodeAt(at) === char.space) at++
    const stop = endOfLine(text, at)
    if (stop > at) {
      if (endsBlock(text, line, at, at - line < indent)) return { lastStart, end, after: line }
      end = stop
      lastStart = line
    }
    if (stop >= text.length) return { lastStart, end, after: stop }
    line = afterBreak(text, stop)
  }
}

function endsBlock(text: string, line: number, at: number, short: boolean): boolean {
  return short || (at === line && isMarker(text, at))
}

function headerOf(source: Source): { readonly digit: number; readonly keep: boolean; readonly end: number } {
  const { text, builder } = source
  let at = source.at + 1
  let digit = 0
  let chomp = 0
  for (; ; at++) {
    const code = text.charCodeAt(at)
    if (digit === 0 && code > 0x30 && code <= 0x39) digit = code - 0x30
    else if (chomp === 0 && (code === char.plus || code === char.dash)) chomp = code
    else break
  }
  const after = afterSpaces(text, at)
  const stop = endOfLine(text, at)
  if (after > at && text.charCodeAt(after) === char.hash) builder.comment(after, stop)
  else if (after < stop) builder.problem('yaml/block-scalar-header', after, stop)
  source.at = stop
  return { digit, keep: chomp === char.plus, end: at }
}

/** The indentation of the first line that isn't blank; more than any line when the text is empty. */
function detect(source: Source, from: number, parent: number): number {
  const { text } = source
  let longest = 0
  let longestAt = from
  for (let line = from; ;) {
    const spaces = spacesFrom(text, line)
    const at = line + spaces
    if (!isBreak(text.charCodeAt(at))) {
      if (at >= text.length) return Math.max(longest, spaces, parent + 1)
      if (spaces <= parent || isMarker(text, line)) return Math.max(longest, parent + 1)
      if (longest > spaces)
        source.builder.problem('yaml/block-scalar-indentation', longestAt, longestAt + longest)
      return spaces
    }
    if (spaces > longest) {
      longest = spaces
      longestAt = line
    }
    line = afterBreak(text, at)
  }
}
