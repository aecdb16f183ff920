import type { FilePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Cause } from '../../kernel/value.ts'

/** A stretch of a text, and what made it. */
export interface Piece {
  /** Where it ends in its text; it begins where the one before it ends. */
  readonly end: number
  /** What made it; 0 where it is `written`, or where nothing of the user's made it. */
  readonly origin: OriginId
  /** The innermost condition or loop that let it exist; 0 for none. */
  readonly under: OriginId
  /** Whether it is all of the value that `origin` stands for, as that is printed. */
  readonly exact: boolean
  /** Where it is written letter for letter, so that each part of it can be pointed at. */
  readonly written?: Written
  /** Why it is only a placeholder: what would stand here cannot be known. */
  readonly because?: Cause
}

/** A place in a file where a text stands letter for letter. */
export interface Written {
  readonly file: FilePath
  readonly start: number
}

/** A string and its pieces, which cover it whole, in order. The empty string has none. */
export interface Text {
  readonly value: string
  readonly pieces: readonly Piece[]
}

export const emptyText: Text = { value: '', pieces: [] }

/** A text that one thing made. */
export function textOf(value: string, origin: OriginId, exact = true, because?: Cause): Text {
  if (value === '') return emptyText
  const piece = { end: value.length, origin, under: 0, exact }
  return { value, pieces: [because === undefined ? piece : { ...piece, because }] }
}

/** A text as it stands in a file. */
export function writtenText(value: string, written: Written): Text {
  if (value === '') return emptyText
  return { value, pieces: [{ end: value.length, origin: 0, under: 0, exact: true, written }] }
}

/** Texts one after the other. */
export function joined(texts: readonly (Text | string)[]): Text {
  const [only] = texts
  if (texts.length === 1 && typeof only === 'object') return only
  const pieces: Piece[] = []
  let at = 0
  let value = ''
  for (const text of texts) {
    if (typeof text === 'string') {
      if (text !== '') pieces.push({ end: at + text.length, origin: 0, under: 0, exact: true })
      value += text
    } else {
      for (const piece of text.pieces) pieces.push(at === 0 ? piece : { ...piece, end: piece.end + at })
      value += text.value
    }
    at = value.length
  }
  return { value, pieces }
}

/** A part of a text, by UTF-16 offsets. A piece that is cut is no longer exact. */
export function sliced(text: Text, start: number, end: number = text.value.length): Text {
  if (start <= 0 && end >= text.value.length) return text
  const from = Math.max(0, start)
  const to = Math.min(end, text.value.length)
  if (from >= to) return emptyText
  const pieces: Piece[] = []
  const first = pieceAt(text.pieces, from)
  let begin = text.pieces[first - 1]?.end ?? 0
  for (let at = first; begin < to; at++) {
    const piece = text.pieces[at]
    if (piece === undefined) break
    pieces.push(cut(piece, begin, from, to))
    begin = piece.end
  }
  return { value: text.value.slice(from, to), pieces }
}

/** The number of the piece that a place lies in; texts of thousands of pieces are cut at thousands of places. */
function pieceAt(pieces: readonly Piece[], place: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.end ?? 0) > place) high = middle
    else low = middle + 1
  }
  return low
}

function cut(piece: Piece, begin: number, from: number, to: number): Piece {
  const start = Math.max(begin, from)
  const end = Math.min(piece.end, to)
  const whole = start === begin && end === piece.end
  const { written } = piece
  return {
    ...piece,
    end: end - from,
    exact: whole && piece.exact,
    ...(written === undefined
      ? {}
      : { written: { file: written.file, start: written.start + start - begin } }),
  }
}

/** The same text with parts replaced: each `[start, end, instead]`, in order and apart. */
export function replaced(
  text: Text,
  parts: readonly (readonly [start: number, end: number, instead: Text | string])[],
): Text {
  if (parts.length === 0) return text
  const all: (Text | string)[] = []
  let at = 0
  for (const [start, end, instead] of parts) {
    all.push(sliced(text, at, start), instead)
    at = end
  }
  all.push(sliced(text, at))
  return joined(all)
}

/** The same text, all of it made by a function: no piece is exact any more. */
export function inexact(text: Text): Text {
  return { value: text.value, pieces: text.pieces.map((piece) => ({ ...piece, exact: false })) }
}

/** The same text under a condition, where its pieces aren't under one already. */
export function under(text: Text, condition: OriginId): Text {
  if (condition === 0) return text
  const pieces = text.pieces.map((piece) => (piece.under === 0 ? { ...piece, under: condition } : piece))
  return { value: text.value, pieces }
}

/** What made a piece, as an origin; `start` is where the piece begins in its text. */
export function pieceOrigin(piece: Piece, start: number, origins: Origins): OriginId {
  const { written, origin } = piece
  if (written === undefined) return origin
  const { file } = written
  return origins.add('literal', file, written.start, written.start + piece.end - start, {
    under: piece.under,
  })
}

/** Why a text is only a placeholder, where a piece of it is. */
export function unknownIn(text: Text): Cause | undefined {
  return text.pieces.find(({ because }) => because !== undefined)?.because
}
