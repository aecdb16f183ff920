import type { FilePath } from './brand.ts'
import { steps, type Origin, type OriginId, type OriginLinks, type Step } from './origin.ts'
import type { Span } from './span.ts'

const stepNames = Object.keys(steps) as Step[]
const stepNumber = new Map(stepNames.map((name, position) => [name, position]))
const nothing: readonly OriginId[] = []
const width = 8
/** Columns of a row: file, start, end, step, through, under, inputs (row of `lists` or a single id), losers. */
const column = { file: 0, start: 1, end: 2, step: 3, through: 4, under: 5, inputs: 6, losers: 7 }

/**
 * The append-only table of one reading's origins. Rows live in one typed array (32 bytes each), lists in another;
 * objects are made when asked for. Row 0 is "no origin".
 */
export class Origins {
  /** The table made before this one: the roots of an estate are alike, so the next begins as large as the last became. */
  static #last: WeakRef<Origins> | undefined
  #rows: Int32Array<ArrayBuffer>
  #count = 1
  #lists: Int32Array<ArrayBuffer>
  #listsEnd = 1
  readonly #files: FilePath[] = []
  readonly #fileNumbers = new Map<FilePath, number>()
  #lastFile: FilePath | undefined
  #lastNumber = 0

  constructor() {
    const last = Origins.#last?.deref() ?? this
    this.#rows = new Int32Array(roomFor(last.#count) * width)
    this.#lists = new Int32Array(roomFor(last.#listsEnd))
    Origins.#last = new WeakRef(this)
  }

  /** How many origins there are. */
  get size(): number {
    return this.#count - 1
  }

  /** Adds a node for what `step` made at `file:start-end`, and gives its id. */
  add(step: Step, file: FilePath, start: number, end: number, links?: OriginLinks): OriginId {
    const id = this.#count++
    const at = id * width
    if (at + width > this.#rows.length) this.#rows = grown(this.#rows, at + width)
    const rows = this.#rows
    rows[at + column.file] = this.#fileNumber(file)
    rows[at + column.start] = start
    rows[at + column.end] = end
    rows[at + column.step] = stepNumber.get(step) ?? 0
    if (links === undefined) return id
    rows[at + column.through] = links.through ?? 0
    rows[at + column.under] = links.under ?? 0
    if (links.inputs !== undefined) rows[at + column.inputs] = this.#list(links.inputs)
    if (links.losers !== undefined) rows[at + column.losers] = this.#list(links.losers)
    return id
  }

  /** Adds a node for a span. */
  at(step: Step, site: Span, links?: OriginLinks): OriginId {
    return this.add(step, site.file, site.start, site.end, links)
  }

  /**
   * Adds all nodes of another table, which stays as it is, and gives what is to be added to their ids. So what is worked out once
   * serves several readings, each with a table of its own.
   */
  adopt(other: Origins): number {
    const offset = this.#count - 1
    const end = this.#count + other.size
    const needed = end * width
    if (needed > this.#rows.length) this.#rows = grown(this.#rows, needed)
    const lists = this.#listsEnd - 1
    if (lists + other.#listsEnd > this.#lists.length)
      this.#lists = grown(this.#lists, lists + other.#listsEnd)
    this.#adoptLists(other, lists, offset)
    this.#adoptRows(other, lists, offset)
    this.#count = end
    this.#listsEnd = lists + other.#listsEnd
    return offset
  }

  #adoptRows(other: Origins, lists: number, offset: number): void {
    const files = other.#files.map((file) => this.#fileNumber(file))
    const rows = this.#rows
    const theirs = other.#rows
    const moved = (list: number): number => (list === 0 ? 0 : list < 0 ? list - offset : list + lists)
    for (let from = width; from < other.#count * width; from += width) {
      const to = from + offset * width
      const through = theirs[from + column.through] ?? 0
      const under = theirs[from + column.under] ?? 0
      rows[to + column.file] = files[theirs[from + column.file] ?? 0] ?? 0
      rows[to + column.start] = theirs[from + column.start] ?? 0
      rows[to + column.end] = theirs[from + column.end] ?? 0
      rows[to + column.step] = theirs[from + column.step] ?? 0
      rows[to + column.through] = through === 0 ? 0 : through + offset
      rows[to + column.under] = under === 0 ? 0 : under + offset
      rows[to + column.inputs] = moved(theirs[from + column.inputs] ?? 0)
      rows[to + column.losers] = moved(theirs[from + column.losers] ?? 0)
    }
  }

  /** Each list begins with its length, which is no id. */
  #adoptLists(other: Origins, lists: number, offset: number): void {
    const theirs = other.#lists
    for (let at = 1; at < other.#listsEnd;) {
      const length = theirs[at] ?? 0
      this.#lists[lists + at] = length
      for (const end = at + length; at < end;) {
        at++
        const id = theirs[at] ?? 0
        this.#lists[lists + at] = id === 0 ? 0 : id + offset
      }
      at++
    }
  }

  /** The node as an object, or undefined for 0. */
  get(id: OriginId): Origin | undefined {
    if (id <= 0 || id >= this.#count) return undefined
    return {
      id,
      step: this.step(id),
      site: this.site(id),
      inputs: this.inputs(id),
      through: this.#rows[id * width + column.through] ?? 0,
      under: this.under(id),
      losers: this.#read(this.#rows[id * width + column.losers] ?? 0),
    }
  }

  step(id: OriginId): Step {
    return stepNames[this.#rows[id * width + column.step] ?? 0] ?? 'literal'
  }

  inputs(id: OriginId): readonly OriginId[] {
    return this.#read(this.#rows[id * width + column.inputs] ?? 0)
  }

  under(id: OriginId): OriginId {
    return this.#rows[id * width + column.under] ?? 0
  }

  site(id: OriginId): Span {
    const at = id * width
    const rows = this.#rows
    const file = this.#files[rows[at + column.file] ?? 0] ?? ('' as FilePath)
    return { file, start: rows[at + column.start] ?? 0, end: rows[at + column.end] ?? 0 }
  }

  #fileNumber(file: FilePath): number {
    if (file === this.#lastFile) return this.#lastNumber
    let number = this.#fileNumbers.get(file)
    if (number === undefined) {
      number = this.#files.push(file) - 1
      this.#fileNumbers.set(file, number)
    }
    this.#lastFile = file
    this.#lastNumber = number
    return number
  }

  /** A single id is stored as its negative; a longer list as a row of `lists` that begins with its length. */
  #list(ids: readonly OriginId[]): number {
    if (ids.length === 0) return 0
    if (ids.length === 1) return -(ids[0] ?? 0)
    const start = this.#listsEnd
    this.#listsEnd += ids.length + 1
    if (this.#listsEnd > this.#lists.length) this.#lists = grown(this.#lists, this.#listsEnd)
    this.#lists[start] = ids.length
    this.#lists.set(ids, start + 1)
    return start
  }

  #read(list: number): readonly OriginId[] {
    if (list === 0) return nothing
    if (list < 0) return [-list]
    const lists = this.#lists
    const ids: OriginId[] = []
    for (let at = list + 1; at <= list + (lists[list] ?? 0); at++) ids.push(lists[at] ?? 0)
    return ids
  }
}

/** A little more than last time; memory that isn't touched costs nothing. */
function roomFor(last: number): number {
  return Math.max(64, Math.min(most, Math.ceil(last * 1.125)))
}

const most = 1 << 20

function grown(old: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(Math.max(needed, old.length * 2))
  next.set(old)
  return next
}
