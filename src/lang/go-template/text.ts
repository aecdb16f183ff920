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
  /**
   * Whether it is all of the value that `origin` stands for, as that is printed; of a gap whether what would stand there begins with a
   * line of its own.
   */
  readonly exact: boolean
  /** Where it is written letter for letter, so that each part of it can be pointed at. */
  readonly written?: Written | undefined
  /** Why it is only a placeholder: what would stand here cannot be known. */
  readonly because?: Cause | undefined
}

/** A place in a file where a text stands letter for letter. */
export interface Written {
  readonly file: FilePath
  readonly start: number
}

/**
 * A string and its pieces, which cover it whole, in order. A piece of no length says what left nothing at its place: an empty value, or,
 * without an origin, a branch that was not taken (a gap).
 */
export interface Text {
  readonly value: string
  readonly pieces: readonly Piece[]
}

export const emptyText: Text = { value: '', pieces: [] }

/** A text that one thing made. */
export function textOf(value: string, origin: OriginId, exact = true, because?: Cause): Text {
  if (value === '' && origin === 0) return emptyText
  return { value, pieces: [{ end: value.length, origin, under: 0, exact, written: undefined, because }] }
}

/** A text as it stands in a file. */
export function writtenText(value: string, written: Written): Text {
  if (value === '') return emptyText
  const piece = { end: value.length, origin: 0, under: 0, exact: true, written, because: undefined }
  return { value, pieces: [piece] }
}

/** A piece that ends elsewhere. All pieces are made with the same fields in one order, which makes them quick to copy. */
function ending(piece: Piece, end: number): Piece {
  const { origin, under: condition, exact, written, because } = piece
  return { end, origin, under: condition, exact, written, because }
}

/** What stands between pieces and was made by nobody. */
function blank(end: number): Piece {
  return { end, origin: 0, under: 0, exact: true, written: undefined, because: undefined }
}

/** Where nothing stands because of a condition. */
export function gap(condition: OriginId, isLine: boolean): Piece {
  return { end: 0, origin: 0, under: condition, exact: isLine, written: undefined, because: undefined }
}

/** Texts one after the other. */
export function joined(texts: readonly (Text | string)[]): Text {
  const [only] = texts
  if (texts.length === 1 && typeof only === 'object') return only
  const pieces: Piece[] = []
  let value = ''
  for (const text of texts) {
    const at = value.length
    if (typeof text === 'string') {
      if (text !== '') pieces.push(blank(at + text.length))
      value += text
    } else {
      for (const piece of text.pieces) pieces.push(at === 0 ? piece : ending(piece, piece.end + at))
      value += text.value
    }
  }
  return { value, pieces }
}

/** The same text with something at the beginning of each line, which nobody made. */
export function indented(text: Text, pad: string): Text {
  if (pad === '') return text
  const { value } = text
  const width = pad.length
  const pieces: Piece[] = [blank(width)]
  let shift = width
  let begin = 0
  for (const piece of text.pieces) {
    let from = begin
    // A line that ends with its piece begins with the next one.
    for (let feed = value.indexOf('\n', begin); feed !== -1 && feed < piece.end;) {
      pieces.push(cut(piece, begin, from, feed + 1, feed + 1 + shift), blank(feed + 1 + shift + width))
      shift += width
      from = feed + 1
      feed = value.indexOf('\n', from)
    }
    if (from < piece.end || begin === piece.end)
      pieces.push(cut(piece, begin, from, piece.end, piece.end + shift))
    begin = piece.end
  }
  return { value: pad + value.replaceAll('\n', `\n${pad}`), pieces: merged(pieces) }
}

/** Pieces that nobody made, one after the other, are one. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const kept: Piece[] = []
  let before: Piece | undefined
  for (const piece of pieces) {
    if (before !== undefined && isBlank(before) && isBlank(piece)) kept.pop()
    kept.push(piece)
    before = piece
  }
  return kept
}

function isBlank({ origin, written, under: condition, exact, because }: Piece): boolean {
  return origin === 0 && written === undefined && condition === 0 && exact && because === undefined
}

/** A part of a text, by UTF-16 offsets. A piece that is cut is no longer exact. */
export function sliced(text: Text, start: number, end: number = text.value.length): Text {
  if (start <= 0 && end >= text.value.length) return text
  const from = Math.max(0, start)
  const to = Math.min(end, text.value.length)
  if (from >= to) return nothingLeft(text, from)
  const pieces: Piece[] = []
  const first = text.pieces.length === 1 ? 0 : pieceFrom(text.pieces, from)
  let begin = first === 0 ? 0 : (text.pieces[first - 1]?.end ?? 0)
  for (let at = first; begin <= to; at++) {
    const piece = text.pieces[at]
    if (piece === undefined || (begin === to && piece.end > to)) break
    const stop = Math.min(piece.end, to)
    pieces.push(cut(piece, begin, Math.max(begin, from), stop, stop - from))
    begin = piece.end
  }
  return { value: text.value.slice(from, to), pieces }
}

/** What is left of a text of which nothing is taken: what stood there, if anything of the user's did. */
function nothingLeft({ pieces }: Text, place: number): Text {
  const piece = pieces[pieceFrom(pieces, place)] ?? pieces.at(-1)
  if (piece === undefined || (piece.origin === 0 && piece.under === 0)) return emptyText
  return { value: '', pieces: [{ ...gap(piece.under, false), origin: piece.origin }] }
}

/** The number of the piece that begins at a place or around it; those of no length count. */
function pieceFrom(pieces: readonly Piece[], place: number): number {
  let at = pieceAt(pieces, place)
  while (at > 0 && pieces[at - 1]?.end === place && (pieces[at - 2]?.end ?? 0) === place) at--
  return at
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

/** The part from `start` to `stop` of a piece that begins at `begin`, as one that ends elsewhere. */
function cut(piece: Piece, begin: number, start: number, stop: number, end: number): Piece {
  const { origin, under: condition, written, because } = piece
  const exact = piece.exact && start === begin && stop === piece.end
  const place =
    written === undefined || start === begin
      ? written
      : { file: written.file, start: written.start + start - begin }
  return { end, origin, under: condition, exact, written: place, because }
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
  const pieces = text.pieces.map(({ end, origin, under: condition, written, because }): Piece => {
    return { end, origin, under: condition, exact: false, written, because }
  })
  return { value: text.value, pieces }
}

/** The same text under a condition, where its pieces aren't under one already. */
export function under(text: Text, condition: OriginId): Text {
  if (condition === 0) return text
  return { value: text.value, pieces: text.pieces.map((piece) => conditioned(piece, condition)) }
}

function conditioned(piece: Piece, condition: OriginId): Piece {
  if (piece.under !== 0) return piece
  const { end, origin, exact, written, because } = piece
  return { end, origin, under: condition, exact, written, because }
}

/** The same text under a condition that its pieces may not know of, whatever they are under already. */
export function underAlso(text: Text, condition: OriginId, origins: Origins): Text {
  if (condition === 0) return text
  const known = new Map<OriginId, OriginId>()
  const pieces = text.pieces.map((piece): Piece => {
    const { end, origin, under: own, exact, written, because } = piece
    const both = known.get(own) ?? bothOf(own, condition, origins)
    known.set(own, both)
    return { end, origin, under: both, exact, written, because }
  })
  return { value: text.value, pieces }
}

/** One condition that says of both. */
export function bothOf(own: OriginId, outer: OriginId, origins: Origins): OriginId {
  if (own === 0 || outer === 0) return own || outer
  for (let one = own; one !== 0; one = origins.under(one)) if (one === outer) return own
  return origins.at('conditional', origins.site(own), { inputs: [own], under: outer })
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
