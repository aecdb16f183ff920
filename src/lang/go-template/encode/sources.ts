import type { OriginId } from '../../../kernel/origin.ts'
import { withCause } from '../functions/placeholder.ts'
import { pieceOrigin, sliced, textOf, unknownIn, type Piece, type Text } from '../text.ts'
import type { Call, GoValue } from '../value.ts'

/** Says what made the parts of a text that is read as a value. */
export class Sources {
  readonly #text: Text
  readonly #call: Call
  readonly #known = new Map<string, OriginId>()
  #all: OriginId | undefined

  constructor(text: Text, call: Call) {
    this.#text = text
    this.#call = call
  }

  /** The origin of what the whole text made. */
  get all(): OriginId {
    this.#all ??= this.#call.made([{ kind: 'string', text: this.#text }])
    return this.#all
  }

  /** The origin of what isn't written at all: nothing makes it, but it is not there because of the text. */
  get #missing(): OriginId {
    if (this.all === 0) return 0
    const { origins, site, under } = this.#call
    return origins.at('shape', site, {
      under: origins.at('conditional', site, { inputs: [this.all], under }),
    })
  }

  /** The origin of a scalar that stands in a stretch: that of its piece where it is all of it, else it was computed. */
  origin(start: number, end: number): OriginId {
    const inside = this.#inside(start, end)
    const [only] = inside
    if (only === undefined) return this.#missing
    const { piece, from } = only
    if (inside.length === 1 && piece.written !== undefined) {
      const { file, start: written } = piece.written
      const at = written + Math.max(start, from) - from
      const length = Math.min(end, piece.end) - Math.max(start, from)
      return this.#call.origins.add('literal', file, at, at + length, { under: piece.under })
    }
    if (inside.length === 1 && piece.exact && from >= start && piece.end <= end) return piece.origin
    return this.#computed(inside)
  }

  /** A value that is no string and was read from a stretch: a placeholder where that is one. */
  marked<Value extends GoValue>(value: Value, start: number, end: number): Value {
    const because = unknownIn(sliced(this.#text, start, end))
    return because === undefined ? value : withCause(value, because)
  }

  /** A string that stands in a stretch: the stretch itself where it is written there letter for letter. */
  string(value: string, start: number, end: number): Text {
    const part = sliced(this.#text, start, end)
    if (part.value === value) return part
    return textOf(value, this.origin(start, end), true, unknownIn(part))
  }

  /** The pieces of a stretch, but those that are only blanks between others. */
  #inside(start: number, end: number): readonly Standing[] {
    const all: Standing[] = []
    const { pieces, value } = this.#text
    for (let at = this.#first(start); at < pieces.length; at++) {
      const piece = pieces[at]
      const from = pieces[at - 1]?.end ?? 0
      if (piece === undefined || from >= end) break
      if (value.slice(Math.max(from, start), Math.min(piece.end, end)).trim() !== '')
        all.push({ piece, from })
    }
    return all
  }

  /** The piece in which an offset lies. */
  #first(offset: number): number {
    const { pieces } = this.#text
    let low = 0
    let high = pieces.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pieces[middle]?.end ?? 0) > offset) high = middle
      else low = middle + 1
    }
    return low
  }

  #computed(inside: readonly Standing[]): OriginId {
    const { origins, site, under } = this.#call
    const found = inside.map(({ piece, from }) =>
      piece.written === undefined ? piece.origin : pieceOrigin(piece, from, origins),
    )
    const inputs = [...new Set(found)].filter((origin) => origin !== 0)
    if (inputs.length === 0) return 0
    const name = inputs.join(' ')
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const made = origins.at('call', site, { inputs, under })
    this.#known.set(name, made)
    return made
  }
}

interface Standing {
  readonly piece: Piece
  /** Where it begins. */
  readonly from: number
}
