import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { printed } from './print.ts'
import { refuse } from './refuse.ts'
import type { Budget } from './run.ts'
import { joined, sliced, under, type Piece, type Text } from './text.ts'
import type { GoValue } from './value.ts'

/** What a template has put out so far. */
export class Output {
  readonly #texts: Text[] = []
  readonly #origins: Origins
  readonly #budget: Budget

  constructor(origins: Origins, budget: Budget) {
    this.#origins = origins
    this.#budget = budget
  }

  /** Text of the template itself. */
  written(source: Text, start: number, end: number, condition: OriginId): void {
    this.add(under(sliced(source, start, end), condition))
  }

  /** What an action prints: each piece came through the action. */
  printed(value: GoValue, site: Span, condition: OriginId): void {
    const text = printed(value)
    const hops = new Map<OriginId, OriginId>()
    const pieces = text.pieces.map((piece): Piece => {
      if (piece.origin === 0) return { ...piece, under: this.#both(piece.under, condition, hops) }
      const known = hops.get(piece.origin)
      const hop = known ?? this.#origins.at('action', site, { inputs: [piece.origin], under: condition })
      hops.set(piece.origin, hop)
      return { ...piece, origin: hop }
    })
    this.add({ value: text.value, pieces })
  }

  /** The condition that a text was made under, which may not know of the one around the action yet. */
  #both(own: OriginId, condition: OriginId, known: Map<OriginId, OriginId>): OriginId {
    if (own === 0 || condition === 0) return own || condition
    for (let outer = own; outer !== 0; outer = this.#origins.under(outer)) if (outer === condition) return own
    const made =
      known.get(own) ??
      this.#origins.at('conditional', this.#origins.site(own), { inputs: [own], under: condition })
    known.set(own, made)
    return made
  }

  /** What another template made. */
  add(text: Text): void {
    this.#budget.made -= text.value.length
    if (this.#budget.made < 0) throw refuse('the output is too long')
    if (text.value !== '') this.#texts.push(text)
  }

  text(): Text {
    return joined(this.#texts)
  }
}
