import { filePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import type { Source } from './ast.ts'

/** A place in a template: what Go calls it, and the span it stands at where it stands in a file. */
export interface Place {
  readonly name: string
  /** From 1. */
  readonly line: number
  /** Of the line, in characters, from 0, as Go counts (there in bytes). */
  readonly column: number
  readonly span: Span
}

/** A part of a template's text as a place. */
export function placeOf(source: Source, start: number, end: number): Place {
  const { value } = source.text
  const before = value.lastIndexOf('\n', start - 1)
  let line = 1
  for (let at = value.indexOf('\n'); at !== -1 && at < start; at = value.indexOf('\n', at + 1)) line++
  return { name: source.name, line, column: start - before - 1, span: siteOf(source, start, end) }
}

/**
 * Where a part of a template's text stands in a file. A template that came out of a value (`tpl`) has the place where its
 * letters are written; nowhere but in its name where they aren't.
 */
export function siteOf(source: Source, start: number, end: number): Span {
  let begin = 0
  for (const piece of source.text.pieces) {
    if (start < piece.end && piece.written !== undefined) {
      const { file, start: at } = piece.written
      return { file, start: at + start - begin, end: at + Math.min(end, piece.end) - begin }
    }
    if (start < piece.end) break
    begin = piece.end
  }
  return source.around ?? { file: filePath(source.name), start: 0, end: 0 }
}
