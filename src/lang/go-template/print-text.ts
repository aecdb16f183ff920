import { hexVerb, type Flags } from './print-scalar.ts'
import { fitsBackquotes, quoted } from './quoted.ts'
import { emptyText, joined, sliced, textOf, type Piece, type Text } from './text.ts'

/** A text in quotes. What the quotes change nothing of keeps its pieces whole. */
export function quotedText(text: Text, flags: Pick<Flags, 'sharp' | 'plus'>): Text {
  if (flags.sharp && fitsBackquotes(text.value)) return enclosed('`', text)
  const shown = flags.plus ? 'ascii' : 'printable'
  return enclosed(
    '"',
    changed(text, (part) => quoted(part, shown).slice(1, -1)),
  )
}

/** The bytes of a text as pairs of hexadecimal digits, each made by the piece of its byte. */
export function hexText(text: Text, verb: 'x' | 'X', flags: Flags): Text {
  const { sharp, space, precision } = flags
  const encoder = new TextEncoder()
  const value = hexVerb(encoder.encode(text.value), verb, flags)
  const start = sharp ? 2 : 0
  const pieces: Piece[] = []
  let bytes = 0
  let at = 0
  for (const piece of text.pieces) {
    bytes += encoder.encode(text.value.slice(at, piece.end)).length
    const length = piece.end - at
    at = piece.end
    const taken = Math.min(bytes, precision ?? bytes)
    const end = Math.min(space ? taken * (start + 3) - 1 : start + taken * 2, value.length)
    pieces.push(...remade(piece, length, pieces.at(-1)?.end ?? 0, end))
  }
  return value === '' ? emptyText : { value, pieces }
}

/** A text of which each part is changed without regard to its neighbours. A piece that stays as it is stays exact. */
export function changed(text: Text, change: (part: string) => string): Text {
  if (change(text.value) === text.value) return text
  const pieces: Piece[] = []
  let value = ''
  let at = 0
  for (const piece of text.pieces) {
    const part = text.value.slice(at, piece.end)
    const made = change(part)
    at = piece.end
    const begin = value.length
    value += made
    if (made === part) pieces.push({ ...piece, end: value.length })
    else pieces.push(...remade(piece, part.length, begin, value.length))
  }
  return { value, pieces }
}

function enclosed(quote: string, text: Text): Text {
  const mark = textOf(quote, 0, false)
  return joined([mark, sliced(text, 0), mark])
}

/**
 * A piece whose letters aren't those that are written any more. Only its place as a whole can be pointed at, and nothing
 * behind it: what has more letters than are written is several pieces.
 */
function remade(piece: Piece, length: number, begin: number, end: number): readonly Piece[] {
  if (piece.written === undefined) return [{ ...piece, end: Math.max(begin, end), exact: false }]
  const pieces: Piece[] = []
  for (let at = begin; at < end; at += length)
    pieces.push({ ...piece, end: Math.min(at + length, end), exact: false })
  return pieces
}
