import { filePath } from '../kernel/brand.ts'
import type { Span } from '../kernel/span.ts'
import { linesOf, positionAt, rangeOfLine, type Lines, type Position } from '../lang/text/lines.ts'
import { maskExcerpt, type Excerpt } from '../model/mask.ts'
import type { Json } from '../model/json-text.ts'
import type { View } from './view.ts'
import { clean } from './words.ts'

/** The first line of a span, fit to be shown. */
export interface SourceLine {
  readonly position: Position
  readonly endLine: number
  /** Masked, without control characters. */
  readonly text: string
  /** The part of `text` that the span covers. */
  readonly from: number
  readonly to: number
  /** How many lines of the span are not shown. */
  readonly more: number
}

/** The line that a span begins on; undefined for what stands in no file, such as an option of the command line. */
export function sourceLine(view: View, span: Span): SourceLine | undefined {
  const text = view.text(span.file)
  if (text === undefined) return undefined
  const lines = linesFor(text)
  const position = positionAt(text, lines, span.start)
  const end = positionAt(text, lines, Math.max(span.start, span.end - 1))
  const range = partInSight(rangeOfLine(text, lines, position.line), span)
  const excerpt = maskExcerpt(
    view.showSensitive ? undefined : view.secrets(),
    span.file,
    range.start,
    text.slice(range.start, range.end).replace('\uFEFF', ' '),
  )
  const from = shownBefore(excerpt, span.start)
  return {
    position,
    endLine: end.line,
    text: clean(excerpt.text).trimEnd(),
    from,
    to: Math.max(from + 1, shownBefore(excerpt, Math.min(span.end, range.end))),
    more: end.line - position.line,
  }
}

/** A line of a source, masked and fit to be shown. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
  readonly isMarked: boolean
}

/** As many lines of a span as are shown. */
const mostLines = 12

/** The lines of a span, which are marked, with some around them; none for what stands in no file. */
export function sourceLines(view: View, span: Span, margin: number): readonly NumberedLine[] {
  const text = view.text(span.file)
  if (text === undefined) return []
  const lines = linesFor(text)
  const first = positionAt(text, lines, span.start).line
  const last = Math.min(positionAt(text, lines, Math.max(span.start, span.end - 1)).line, first + mostLines)
  const found: NumberedLine[] = []
  for (let number = Math.max(1, first - margin); number <= last + margin; number++) {
    const line = rangeOfLine(text, lines, number)
    const range = partInSight(line, number === first ? span : { ...span, start: line.start, end: line.start })
    if (range.start >= text.length && number > last) break
    const secrets = view.showSensitive ? undefined : view.secrets()
    const excerpt = maskExcerpt(secrets, span.file, range.start, text.slice(range.start, range.end))
    found.push({ number, text: clean(excerpt.text).trimEnd(), isMarked: number >= first && number <= last })
  }
  return found
}

/** A line longer than this is a machine's, and only the part that is meant is shown: the rest may be secret. */
const longestLine = 4000
const longestPart = 400

function partInSight(line: Range, { start, end }: Span): Range {
  if (line.end - line.start <= longestLine) return line
  return { start, end: Math.min(line.end, Math.max(start + 1, end), start + longestPart) }
}

interface Range {
  readonly start: number
  readonly end: number
}

function shownBefore(excerpt: Excerpt, offset: number): number {
  return clean(excerpt.text.slice(0, excerpt.at(offset))).length
}

/** `file:line`, or what stands for a place outside of files. */
export function placeText(view: View, span: Span): string {
  const text = view.text(span.file)
  const packed = packedPlace(view, span)
  if (packed === undefined && isOutsideOfFiles(span)) return clean(span.file.replaceAll(/^<|>$/gu, ''))
  const path = clean(packed ?? view.path(span.file))
  return text === undefined ? path : `${path}:${positionAt(text, linesFor(text), span.start).line}`
}

/** A file in a packed chart, as if that were a folder; what was downloaded lies nowhere that says more than its name. */
function packedPlace(view: View, { file }: Span): string | undefined {
  const [, fetched] = /^<?\.plumbline\/(?:charts|files)\/\w+\/(.+)$/u.exec(file) ?? []
  if (fetched !== undefined) return fetched.replace('.tgz>/', '.tgz/')
  const [, packed, inside] = /^<(.+\.tgz)>\/(.+)$/u.exec(file) ?? []
  if (packed === undefined || inside === undefined) return undefined
  return `${view.path(filePath(packed))}/${inside}`
}

/** `file:line:column`. */
export function placeWithColumn(view: View, span: Span): string {
  const text = view.text(span.file)
  const packed = packedPlace(view, span)
  if (packed === undefined && isOutsideOfFiles(span)) return clean(span.file.replaceAll(/^<|>$/gu, ''))
  const path = clean(packed ?? view.path(span.file))
  if (text === undefined) return path
  const { line, column } = positionAt(text, linesFor(text), span.start)
  return `${path}:${line}:${column}`
}

/** The command line, the environment and the like have texts, but nothing to open. */
export function isOutsideOfFiles({ file }: Span): boolean {
  return file.startsWith('<')
}

/** Lines and columns are 0 for a place in no file. */
export interface SpanJson {
  readonly [name: string]: Json
  readonly file: string
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** A place as it stands in every JSON document. Columns count grapheme clusters from 1; the end is exclusive. */
export function spanJson(view: View, span: Span): SpanJson {
  const text = view.text(span.file)
  const file = view.path(span.file)
  if (text === undefined) return { file, startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 }
  const lines = linesFor(text)
  const start = positionAt(text, lines, span.start)
  const end = positionAt(text, lines, span.end)
  return { file, startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** The line number of a span; 0 outside of files. */
export function lineNumber(view: View, span: Span): number {
  const text = view.text(span.file)
  return text === undefined ? 0 : positionAt(text, linesFor(text), span.start).line
}

let latest: { readonly text: string; readonly lines: Lines } = { text: '', lines: linesOf('') }
const tables = new Map<string, Lines>()

/** The line table of a text; the few texts that one answer points into are kept. */
export function linesFor(text: string): Lines {
  if (latest.text === text) return latest.lines
  const lines = tables.get(text) ?? linesOf(text)
  if (tables.size > 256) tables.clear()
  tables.set(text, lines)
  latest = { text, lines }
  return lines
}
