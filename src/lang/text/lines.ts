/** Where each line of a text begins. Line `n` (1-based) begins at `starts[n - 1]`; only a line feed ends a line. */
export interface Lines {
  readonly starts: Int32Array
}

/** A place as people say it: both are 1-based; columns count grapheme clusters, as editors and Terraform do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The line table of a text. A text always has at least one line; a final line feed begins one more, empty, line. */
export function linesOf(text: string): Lines {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  const starts = new Int32Array(count)
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts[line++] = at + 1
  return { starts }
}

/** The 1-based line that holds an offset. The line feed belongs to the line that it ends. */
export function lineOf(lines: Lines, offset: number): number {
  const { starts } = lines
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/**
 * Line and column of a UTF-16 offset. An offset inside a grapheme cluster has that cluster's column; offsets outside
 * the text are taken as its first or last; a byte order mark at the start of the text has no column of its own.
 * Far into a line that only a machine would write, columns are UTF-16 units: nobody counts there, and counting is slow.
 */
export function positionAt(text: string, lines: Lines, offset: number): Position {
  const inside = Math.min(Math.max(offset, 0), text.length)
  const line = lineOf(lines, inside)
  const { start, end } = rangeOfLine(text, lines, line)
  const first = start === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : start
  if (inside - first > furthestCounted) return { line, column: inside - first + 1 }
  return { line, column: clustersBefore(text, first, Math.max(first, inside), end) + 1 }
}

/** The offsets of a line without its line ending; an empty range at the end of the text for a line that isn't there. */
export function rangeOfLine(
  text: string,
  lines: Lines,
  line: number,
): { readonly start: number; readonly end: number } {
  const start = line < 1 ? undefined : lines.starts[line - 1]
  if (start === undefined) return { start: text.length, end: text.length }
  const next = lines.starts[line]
  if (next === undefined) return { start, end: text.length }
  const end = next - 1
  return { start, end: end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end }
}

/** Where the line of an offset begins and ends, without its line break. */
export function lineRange(text: string, offset: number): { readonly start: number; readonly end: number } {
  const end = text.indexOf('\n', offset)
  return {
    start: offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1,
    end: end === -1 ? text.length : end,
  }
}

/** The text of a line without its line ending; empty for a line that isn't there. */
export function lineAt(text: string, lines: Lines, line: number): string {
  const { start, end } = rangeOfLine(text, lines, line)
  return text.slice(start, end)
}

/** How many bytes of UTF-8 come before an offset; half a surrogate pair counts with the pair's start. */
export function byteOffsetAt(text: string, offset: number): number {
  let bytes = 0
  const end = Math.min(offset, text.length)
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (!isHigh(code) || !isLow(text.charCodeAt(at + 1))) bytes += 3
    else if (at + 1 < end) {
      bytes += 4
      at++
    }
  }
  return bytes
}

const furthestCounted = 20_000
const byteOrderMark = 0xfeff
const carriageReturn = 0x0d
let segmenter: Intl.Segmenter | undefined

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}

/**
 * Counts the clusters that end at or before `offset`. Two neighbours in ASCII are always two clusters (a line holds
 * no line endings), so only the stretches around other characters go through the segmenter, which is slow.
 */
function clustersBefore(text: string, start: number, offset: number, end: number): number {
  let count = 0
  let at = start
  while (at < offset) {
    const stretch = endOfStretch(text, at, end)
    if (stretch === at + 1) count++
    else count += segmentsBefore(text.slice(at, stretch), offset - at)
    at = Math.max(stretch, at + 1)
  }
  return count
}

/** The nearest offset after `start` that lies between two ASCII characters. */
function endOfStretch(text: string, start: number, end: number): number {
  let at = start + 1
  while (at < end && (text.charCodeAt(at - 1) > 0x7f || text.charCodeAt(at) > 0x7f)) at++
  return at
}

function segmentsBefore(stretch: string, offset: number): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let count = 0
  for (const { index, segment } of segmenter.segment(stretch)) {
    if (index + segment.length > offset) break
    count++
  }
  return count
}
