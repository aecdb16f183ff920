import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import { pieceOrigin, type Piece, type Text } from '../text.ts'

/** A text that is being written: values in it keep their pieces, what stands around them is that of the collection. */
export class Pieced {
  readonly #origins: Origins
  readonly #pieces: Piece[] = []
  #value = ''
  /** What was put since the last mark. */
  #since = ''
  #structural: Piece | undefined

  constructor(origins: Origins) {
    this.#origins = origins
  }

  get value(): string {
    return this.#value
  }

  /** What was written, all of it; `around` made what isn't marked yet. */
  text(around: OriginId): Text {
    this.structure(around)
    return { value: this.#value, pieces: this.#pieces }
  }

  put(text: string): void {
    this.#value += text
    this.#since += text
  }

  /** Marks what was put since the last mark as made by a collection. */
  structure(around: OriginId): void {
    const last = this.#pieces.at(-1)
    // What stands around two values of one collection is one piece.
    if (last !== undefined && last === this.#structural && last.origin === around) this.#pieces.pop()
    this.#seal({ end: 0, origin: around, under: 0, exact: false })
    this.#structural = this.#pieces.at(-1)
  }

  /** Writes a text character by character, and marks what each of its pieces became. */
  content(text: Text, around: OriginId, change: (one: string) => string = same): void {
    this.written(text, around, (one) => this.put(change(one)))
  }

  /** The same where what writes a character does it itself; it is told where the character stands. */
  written(text: Text, around: OriginId, write: (one: string, at: number) => void): void {
    this.structure(around)
    let start = 0
    for (const piece of text.pieces) {
      let at = start
      for (const one of text.value.slice(start, piece.end)) {
        write(one, at)
        at += one.length
      }
      this.#seal(this.#rewritten(piece, start, text.value), piece.end === start)
      start = piece.end
    }
  }

  #seal(piece: Piece, isEmpty = false): void {
    const end = this.#value.length
    if (isEmpty || end > (this.#pieces.at(-1)?.end ?? 0)) {
      const { origin, under, exact, written, because } = piece
      this.#pieces.push({ end, origin, under, exact, written, because })
    }
    this.#since = ''
  }

  /** A piece that reads back as itself is as exact as before, though its letters may not stand where they stood. */
  #rewritten(piece: Piece, start: number, value: string): Piece {
    if (piece.written === undefined || this.#since === value.slice(start, piece.end)) return piece
    return { ...piece, origin: pieceOrigin(piece, start, this.#origins), written: undefined }
  }
}

function same(one: string): string {
  return one
}
