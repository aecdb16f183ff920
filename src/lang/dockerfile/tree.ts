import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** A Dockerfile's instructions in the order of the text. What lies between them is comments and blank lines. */
export interface Dockerfile {
  readonly file: FilePath
  readonly text: string
  /** The character that continues a line and takes the meaning from the next one: a backslash, or a backtick. */
  readonly escape: string
  /** By name in lower case: `syntax`, `escape`, `check`. */
  readonly directives: ReadonlyMap<string, Directive>
  readonly instructions: readonly Instruction[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A parser directive such as `# syntax=docker/dockerfile:1`. */
export interface Directive {
  readonly value: string
  /** The place of the value. */
  readonly span: Span
}

/** An instruction, its line continuations taken out. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string
  readonly keywordSpan: Span
  /** From the keyword to the end of the last line, here-documents included. */
  readonly span: Span
  readonly flags: readonly Flag[]
  /** All that follows the flags. */
  readonly rest: Piece
  /** The strings of the JSON form; undefined where that isn't used. */
  readonly exec: readonly ExecItem[] | undefined
  readonly heredocs: readonly Heredoc[]
  /** What ONBUILD defers. */
  readonly trigger: Instruction | undefined
}

/** `--name=value`; without a value where none is written. */
export interface Flag {
  readonly name: string
  readonly value: Piece | undefined
  readonly span: Span
}

/** One string of the JSON form. */
export interface ExecItem {
  readonly text: string
  readonly span: Span
}

/** `name=value` of ENV, LABEL and ARG; the old form of ENV and LABEL has a blank between the two. */
export interface Pair {
  readonly name: Piece
  readonly value: Piece | undefined
}

/** A here-document: its lines stand after the instruction. */
export interface Heredoc {
  readonly name: string
  /** Its lines with their line breaks, without the tabs that `<<-` takes away. */
  readonly content: Piece
  /** The place of the content. */
  readonly span: Span
  /** Variables in it are replaced, since its name has no quotes. */
  readonly expand: boolean
}

/** An instruction's text without its line continuations, and where each stretch of it stands in the file. */
export interface LogicalLine {
  readonly file: FilePath
  readonly text: string
  /** Offsets in `text` where a stretch begins, ascending; the first is 0. */
  readonly froms: readonly number[]
  /** The places of those in the file. */
  readonly places: readonly number[]
}

/** A part of a logical line. */
export interface Piece {
  readonly line: LogicalLine
  readonly start: number
  readonly end: number
}

/** The letters of a piece. */
export function pieceText({ line, start, end }: Piece): string {
  return line.text.slice(start, end)
}

/** The place of a piece, or of a part of it, in the file. */
export function pieceSpan({ line, start, end }: Piece, from = 0, to: number = end - start): Span {
  const first = placeOf(line, start + from)
  return { file: line.file, start: first, end: to > from ? placeOf(line, start + to - 1) + 1 : first }
}

/** A piece without the blanks around it. */
export function trimmed({ line, start, end }: Piece): Piece {
  let first = start
  let last = end
  while (first < last && isBlank(line.text.charCodeAt(first))) first++
  while (last > first && isBlank(line.text.charCodeAt(last - 1))) last--
  return { line, start: first, end: last }
}

export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function placeOf({ froms, places }: LogicalLine, offset: number): number {
  let low = 0
  let high = froms.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((froms[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return (places[low] ?? 0) + offset - (froms[low] ?? 0)
}
