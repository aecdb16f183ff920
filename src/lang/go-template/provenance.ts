import { filePath } from '../../kernel/brand.ts'
import { steps, type OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Cause } from '../../kernel/value.ts'
import { pieceOrigin, type Piece, type Text } from './text.ts'

/** A piece, and where it begins in its text. */
interface Part {
  readonly piece: Piece
  readonly start: number
}

/** What made each stretch of a text that a template put out, asked by offsets. */
export class Provenance {
  readonly #text: Text
  readonly #origins: Origins
  readonly #starts: number[]
  readonly #scalars = new Map<number, { readonly origin: OriginId; readonly because?: Cause }>()

  constructor(text: Text, origins: Origins) {
    this.#text = text
    this.#origins = origins
    let start = 0
    this.#starts = text.pieces.map(({ end }) => {
      const begin = start
      start = end
      return begin
    })
  }

  /** What made the scalar that stands here, with its quotes or block header. */
  scalar(start: number, end: number): { readonly origin: OriginId; readonly because?: Cause } {
    const known = this.#scalars.get(start)
    if (known !== undefined) return known
    const made = this.#scalarMade(start, end)
    this.#scalars.set(start, made)
    return made
  }

  /** What a key was made from, unless it is one of a collection that was printed as it is. */
  key(start: number, end: number): OriginId {
    const made = this.#parts(start, end).filter(({ piece }) => piece.origin !== 0 && piece.end > start)
    const inputs = [...new Set(made.map(({ piece }) => piece.origin))].filter((one) => !this.#isOfItself(one))
    const [first, second] = inputs
    if (first === undefined || second === undefined) return first ?? 0
    return this.#origins.at('template', this.site(start, end), { inputs })
  }

  /** Whether a key is there because what it names is. */
  #isOfItself(origin: OriginId): boolean {
    const origins = this.#origins
    let id = origin
    while (steps[origins.step(id)].identity && origins.inputs(id).length === 1)
      id = origins.inputs(id)[0] ?? 0
    return origins.step(id) === 'construct' || origins.step(id) === 'shape'
  }

  /** A collection exists because of the first thing in it, and what that is under. */
  collection(start: number, end: number, parts: readonly OriginId[]): OriginId {
    const [first] = this.#parts(start, Math.min(start + 1, end))
    const under = first === undefined ? 0 : this.#conditionOf(first.piece)
    return this.#origins.at('construct', this.site(start, end), { inputs: parts, under })
  }

  /** Where in a file a stretch comes from: the text itself where it is written, else the action that made its beginning. */
  site(start: number, end: number): Span {
    const stop = Math.max(end, start + 1)
    const begin = this.#indexAt(start)
    let index = begin
    while (this.#isPart(index, stop) && this.#isBlankAt(index, start, end)) index++
    const first = this.#partAt(this.#isPart(index, stop) ? index : begin, stop)
    if (first === undefined || (first.piece.written === undefined && first.piece.origin === 0))
      return { file: filePath(''), start: 0, end: 0 }
    const from = this.#placeOf(first, start)
    if (first.piece.written === undefined) return from
    const last = this.#lastIn(from.file, begin, stop)
    const to = last === undefined ? from : this.#placeOf(last, last.start, end)
    return { ...from, end: Math.max(from.end, to.end) }
  }

  /** The last part of a stretch that is written in a file. */
  #lastIn(file: Span['file'], begin: number, stop: number): Part | undefined {
    const { pieces } = this.#text
    for (let index = Math.min(this.#holding(stop - 1), pieces.length - 1); index >= begin; index--)
      if (pieces[index]?.written?.file === file) return this.#partAt(index, stop)
    return undefined
  }

  #isPart(index: number, stop: number): boolean {
    return index < this.#text.pieces.length && this.#startOf(index) < stop
  }

  #startOf(index: number): number {
    return this.#starts[index] ?? 0
  }

  #partAt(index: number, stop: number): Part | undefined {
    const piece = this.#text.pieces[index]
    const start = this.#startOf(index)
    return piece === undefined || start >= stop ? undefined : { piece, start }
  }

  #isBlankAt(index: number, start: number, end: number): boolean {
    const piece = this.#text.pieces[index]
    if (piece === undefined) return false
    // Where nothing stands there is nothing to point at, unless an empty value does.
    if (piece.end === this.#startOf(index) && piece.origin === 0) return true
    return this.#isBlank(piece, this.#startOf(index), start, end)
  }

  /** The lines of the text, each with what made its value: the last thing in it that a template put in, else what is written. */
  lines(): readonly { readonly text: string; readonly origin: OriginId }[] {
    let start = 0
    return this.#text.value.split('\n').map((text) => {
      const [from, to] = [start, start + text.length]
      start = to + 1
      const bare = text.trim()
      // What opens a collection says nothing that the lines in it don't say better.
      if (bare === '' || bare === '---' || bare.startsWith('#') || bare.endsWith(':'))
        return { text, origin: 0 }
      const after = from + (beforeValue.exec(text)?.[0].length ?? 0)
      return { text, origin: this.scalar(after === to ? from : after, to).origin }
    })
  }

  #scalarMade(start: number, end: number): { readonly origin: OriginId; readonly because?: Cause } {
    const index = this.#indexAt(start)
    const only = this.#text.pieces[index]
    if (only !== undefined && only.end >= end && end > start && this.#text.pieces[index + 1]?.end !== end)
      return this.#madeByOne(only, this.#starts[index] ?? 0, start, end)
    const quoted = end - start >= 2 && /["']/u.test(this.#text.value.charAt(start))
    const [from, to] = quoted ? [start + 1, end - 1] : [start, start === end ? this.#nextLetter(end) : end]
    const inner = this.#parts(from, to).filter((part) => start === end || !isLineGap(part))
    const filled = inner.filter((part) => !this.#isBlank(part.piece, part.start, start, end))
    const parts = filled.length > 0 ? filled : inner.length > 0 ? inner : this.#parts(start, end)
    const because = parts.find(({ piece }) => piece.because !== undefined)?.piece.because
    const origin = this.#originOf(parts, start, end)
    return because === undefined ? { origin } : { origin, because }
  }

  /** Most scalars lie in one piece: what the others would come to is said at once. */
  #madeByOne(
    piece: Piece,
    at: number,
    start: number,
    end: number,
  ): { readonly origin: OriginId; readonly because?: Cause } {
    const { because } = piece
    const origin = this.#originInOne(piece, at, start, end)
    return because === undefined ? { origin } : { origin, because }
  }

  #originInOne(piece: Piece, at: number, start: number, end: number): OriginId {
    const { written, origin } = piece
    const under = this.#conditionOf(piece)
    if (written !== undefined) {
      const from = written.start + start - at
      return this.#origins.add('literal', written.file, from, from + end - start, { under })
    }
    if (origin === 0) return this.#origins.add('builtin', filePath(''), 0, 0, { under })
    if (piece.exact && this.#isWhole({ piece, start: at }, start, end)) return origin
    return this.#origins.at('template', this.#origins.site(origin), { inputs: [origin], under })
  }

  /** Where something stands again after an empty scalar: what left nothing until there might have been the scalar. */
  #nextLetter(from: number): number {
    const pattern = /\S/gu
    pattern.lastIndex = from
    return pattern.exec(this.#text.value)?.index ?? this.#text.value.length
  }

  #originOf(all: readonly Part[], start: number, end: number): OriginId {
    const gaps = all.filter(({ piece, start: at }) => piece.end === at)
    const full = all.filter(({ piece, start: at }) => piece.end > at)
    const [only, second] = full.length === 0 ? gaps : full
    if (only?.piece.exact === true && second === undefined && this.#isWhole(only, start, end)) {
      const { origin } = only.piece
      if (origin !== 0) return this.#underGaps(origin, full.length === 0 ? [] : gaps)
    }
    return this.#composed(all, start, end)
  }

  /** What is one whole value, but would not be if what left nothing beside it had put out something. */
  #underGaps(origin: OriginId, gaps: readonly Part[]): OriginId {
    if (gaps.length === 0) return origin
    const origins = this.#origins
    const inputs = [...new Set(gaps.map(({ piece }) => piece.origin || piece.under))]
    const own = origins.under(origin)
    const under = origins.at('conditional', origins.site(inputs[0] ?? origin), { inputs, under: own })
    return origins.at('action', origins.site(origin), { inputs: [origin], under })
  }

  #composed(parts: readonly Part[], start: number, end: number): OriginId {
    const [first] = parts
    const site = this.site(start, end)
    if (first === undefined) return this.#origins.at('literal', site)
    const made = parts.filter(({ piece }) => piece.written === undefined && piece.origin !== 0)
    const under = this.#conditions(parts)
    if (made.length === 0) return this.#origins.at(site.file === '' ? 'builtin' : 'literal', site, { under })
    const inputs = [...new Set(made.map(({ piece, start: at }) => pieceOrigin(piece, at, this.#origins)))]
    return this.#origins.at('template', site, { inputs, under })
  }

  /** Whether a piece is all of what stands here, but for quotes. */
  #isWhole({ piece, start: at }: Part, start: number, end: number): boolean {
    return at <= start + 1 && piece.end >= end - 1 && at >= start && piece.end <= end
  }

  /** The one condition of all parts; several are one that depends on each. */
  #conditions(parts: readonly Part[]): OriginId {
    const found = new Set(parts.map(({ piece }) => this.#conditionOf(piece)))
    found.delete(0)
    const [only = 0, second] = found
    if (second === undefined) return only
    return this.#origins.at('conditional', this.#origins.site(only), { inputs: [...found] })
  }

  #conditionOf({ under, origin }: Piece): OriginId {
    return under === 0 && origin !== 0 ? this.#origins.under(origin) : under
  }

  /** Whether a part says nothing of where a stretch comes from: it is white space, or nothing of the user's made it. */
  #isBlank(piece: Piece, at: number, start: number, end: number): boolean {
    if (piece.origin === 0 && piece.written === undefined) return piece.under === 0
    if (piece.end === at) return false
    const { value } = this.#text
    const stop = Math.min(piece.end, end)
    for (let here = Math.max(at, start); here < stop; here++) {
      const code = value.charCodeAt(here)
      if (code > 0x20 && code < 0x7f) return false
      if (code > 0x20 && value.charAt(here).trim() !== '') return false
      if (code < 0x09 || (code > 0x0d && code < 0x20)) return false
    }
    return true
  }

  #placeOf({ piece, start: at }: Part, from: number, to: number = piece.end): Span {
    const { written, origin } = piece
    if (written === undefined) return this.#origins.site(origin)
    const begin = Math.max(from, at)
    const start = written.start + begin - at
    return { file: written.file, start, end: start + Math.max(0, Math.min(to, piece.end) - begin) }
  }

  /** The pieces that a stretch touches, those of no length at its ends too. */
  #parts(start: number, end: number): readonly Part[] {
    const { pieces } = this.#text
    const found: Part[] = []
    const [first, last] = [this.#indexAt(start), Math.max(end, start + 1)]
    for (let at = first; at < pieces.length; at++) {
      const piece = pieces[at]
      const begin = this.#starts[at] ?? 0
      if (piece === undefined || begin > last || (begin === last && piece.end > begin)) break
      if (piece.end > begin || begin <= end) found.push({ piece, start: begin })
    }
    const gaps = found.filter((part) => part.piece.end === part.start)
    return start === end && gaps.length > 0 ? gaps : found
  }

  /** The first piece that begins or stands at an offset; those of no length come before the one that holds it. */
  #indexAt(offset: number): number {
    let index = this.#holding(offset)
    while (index > 0 && this.#starts[index - 1] === offset) index--
    return index
  }

  #holding(offset: number): number {
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#text.pieces[middle]?.end ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Whether nothing stands here where otherwise a line of its own would begin. */
function isLineGap({ piece, start }: Part): boolean {
  return piece.origin === 0 && piece.end === start && piece.exact
}

/** Indentation, dashes of lists, and a key. */
const beforeValue = /^\s*(?:-\s+)*(?:(?:[^\s:"']+|"[^"]*"|'[^']*'):\s+(?=\S))?/u
