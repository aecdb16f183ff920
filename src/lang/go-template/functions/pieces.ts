import type { Origins } from '../../../kernel/origins.ts'
import { joined, pieceOrigin, type Piece, type Text } from '../text.ts'

/** The same text, each stretch of it changed apart; what isn't changed by it stays as exact as it was. */
export function mapped(text: Text, change: (part: string) => string, origins: Origins): Text {
  const pieces: Piece[] = []
  let start = 0
  let value = ''
  for (const piece of text.pieces) {
    const before = text.value.slice(start, piece.end)
    const after = change(before)
    value += after
    if (after === before) pieces.push({ ...piece, end: value.length })
    else pieces.push(changed(piece, start, value.length, origins))
    start = piece.end
  }
  return { value, pieces }
}

function changed(piece: Piece, start: number, end: number, origins: Origins): Piece {
  const { under, because } = piece
  const made = { end, origin: pieceOrigin(piece, start, origins), under, exact: false }
  return because === undefined ? made : { ...made, because }
}

/** Texts with another between each two of them. */
export function between(texts: readonly Text[], separator: Text | string): Text {
  return joined(texts.flatMap((text, position) => (position === 0 ? [text] : [separator, text])))
}
