import { cost } from './functions/cost.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { printed } from './print.ts'
import { refuse } from './refuse.ts'
import type { Budget } from './run.ts'
import { bothOf, gap, joined, sliced, under, type Piece, type Text } from './text.ts'
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

  /** How many texts were put out. */
  get count(): number {
    return this.#texts.length
  }

  /** Text of the template itself. */
  written(source: Text, start: number, end: number, condition: OriginId): void {
    this.add(under(sliced(source, start, end), condition))
  }

  /** What an action prints: each piece came through the action. */
  printed(value: GoValue, site: Span, condition: OriginId): void {
    const text = printed(value)
    const hops = new Hops(this.#origins, site, condition)
    this.add({ value: text.value, pieces: text.pieces.map((piece) => hops.through(piece)) })
  }

  /** A place where a branch put out nothing, as it was not taken: with another condition there would be something. */
  nothing(condition: OriginId, isLine: boolean): void {
    if (condition !== 0) this.add({ value: '', pieces: [gap(condition, isLine)] })
  }

  /** What another template made. */
  add(text: Text): void {
    this.#budget.made -= text.value.length + text.pieces.length * cost.piece
    if (this.#budget.made < 0) throw refuse('the output is too long')
    if (text.pieces.length > 0) this.#texts.push(text)
  }

  text(): Text {
    return joined(this.#texts)
  }
}

/** The ways of pieces through one action. */
class Hops {
  readonly #origins: Origins
  readonly #site: Span
  readonly #condition: OriginId
  readonly #known = new Map<OriginId, Map<OriginId, OriginId>>()
  readonly #conditions = new Map<OriginId, OriginId>()

  constructor(origins: Origins, site: Span, condition: OriginId) {
    this.#origins = origins
    this.#site = site
    this.#condition = condition
  }

  through(piece: Piece): Piece {
    const { end, origin, under: own, exact, written, because } = piece
    const condition = this.#both(own)
    if (origin !== 0)
      return { end, origin: this.#hop(origin, condition), under: condition, exact, written, because }
    return condition === own ? piece : { end, origin, under: condition, exact, written, because }
  }

  #hop(origin: OriginId, condition: OriginId): OriginId {
    const ways = this.#known.get(origin) ?? new Map<OriginId, OriginId>()
    const known = ways.get(condition)
    if (known !== undefined) return known
    const made = this.#origins.at('action', this.#site, { inputs: [origin], under: condition })
    this.#known.set(origin, ways.set(condition, made))
    return made
  }

  /** The condition that a text was made under, which may not know of the one around the action yet. */
  #both(own: OriginId): OriginId {
    const known = this.#conditions.get(own)
    if (known !== undefined) return known
    const made = bothOf(own, this.#condition, this.#origins)
    this.#conditions.set(own, made)
    return made
  }
}
