import type { LogLevel, LogRecord } from '../../model/log-record.ts'
import { clustersOf } from './cluster.ts'
import { shapeOf, slot } from './mask.ts'

/** What is remembered of the lines of a log: their shapes and the messages that these are of. Plain data, to be kept. */
export interface LogMemory {
  /** Words put together with spaces, the number of the template, and how many lines were of it. */
  readonly shapes: readonly (readonly [words: string, template: number, lines: number])[]
  readonly templates: readonly StreamTemplate[]
}

/** A message that a program writes, with `<*>` where its values stand. Its number never becomes that of another. */
export interface StreamTemplate {
  readonly number: number
  readonly template: string
  /** The first line that was of it. */
  readonly example: string
  readonly level: LogLevel | undefined
}

/** What became of some lines. */
export interface MinedLines {
  readonly memory: LogMemory
  /** How many lines came of a template in a minute, which begins at `minute` (seconds since 1970). */
  readonly counts: readonly { readonly template: number; readonly minute: number; readonly lines: number }[]
  /** Templates that turned out to be the same as another, which has their lines from now on. */
  readonly joined: readonly { readonly from: number; readonly to: number }[]
}

export const nothingMined: LogMemory = { shapes: [], templates: [] }

/** So many shapes are remembered; a line of another one after that goes to the shape of its first word. */
const mostShapes = 3000
/** So many messages; what is of no known one after that is one of them all together. */
const mostTemplates = 500
const restText = 'lines of other messages'

/**
 * Goes on with some more lines of a log: each is counted for its message and minute. Memory is bounded, whatever the
 * number of lines; a line of a known shape costs a look-up, and new shapes are compared with all known ones once for
 * each call. A message that was taken for two is joined when that is seen; none is ever divided.
 */
export function minedLines(memory: LogMemory, records: readonly LogRecord[], now: number): MinedLines {
  const stream = new Stream(memory)
  const placed = records.map((record) => stream.add(record))
  const joined = stream.settle()
  const counts = new Map<string, { template: number; minute: number; lines: number }>()
  for (const [at, shape] of placed.entries()) {
    const template = stream.templateOf(shape)
    const minute = Math.floor((records[at]?.time ?? now) / 60) * 60
    const count = counts.get(`${template} ${minute}`)
    if (count === undefined) counts.set(`${template} ${minute}`, { template, minute, lines: 1 })
    else count.lines++
  }
  return { memory: stream.memory(), counts: [...counts.values()], joined }
}

interface KeptShape {
  readonly words: readonly string[]
  /** Undefined until it is known which message it is of. */
  template: number | undefined
  count: number
  readonly record: LogRecord | undefined
}

class Stream {
  readonly #numbers = new Map<string, number>()
  readonly #shapes: KeptShape[] = []
  readonly #templates: Map<number, StreamTemplate>

  constructor({ shapes, templates }: LogMemory) {
    this.#templates = new Map(templates.map((one) => [one.number, one]))
    for (const [words, template, count] of shapes) {
      this.#numbers.set(words, this.#shapes.length)
      this.#shapes.push({ words: words.split(' '), template, count, record: undefined })
    }
  }

  /** The place of the line's shape. */
  add(record: LogRecord): number {
    const [first = ''] = record.message.split('\n', 1)
    const words = shapeOf(first)
    const place = this.#placeOf(words, record)
    const shape = this.#shapes[place]
    if (shape !== undefined) shape.count++
    return place
  }

  #placeOf(words: readonly string[], record: LogRecord): number {
    const known = this.#numbers.get(words.join(' '))
    if (known !== undefined) return known
    const isRoom = this.#shapes.length < mostShapes
    const kept = isRoom ? words : words.slice(0, 1)
    const key = kept.join(' ')
    const coarse = this.#numbers.get(key)
    if (coarse !== undefined) return coarse
    // First words are few; where they are not, the last ones go together.
    if (!isRoom && this.#shapes.length >= 2 * mostShapes) return this.#shapes.length - 1
    this.#numbers.set(key, this.#shapes.length)
    this.#shapes.push({ words: kept, template: undefined, count: 0, record })
    return this.#shapes.length - 1
  }

  /** Says of new shapes which message they are of, and which messages are one. */
  settle(): MinedLines['joined'] {
    if (this.#shapes.every(({ template }) => template !== undefined)) return []
    const joined: { from: number; to: number }[] = []
    // In the order in which each came first, so that numbers don't depend on how messages were found.
    const clusters = clustersOf(this.#shapes)
      .map((cluster) => ({ ...cluster, first: Math.min(...cluster.members) }))
      .toSorted((left, right) => left.first - right.first)
    for (const { members, template } of clusters) {
      const shapes = members.flatMap((member) => this.#shapes[member] ?? [])
      const fresh = shapes.filter((one) => one.template === undefined)
      if (fresh.length === 0) continue
      const known = [...new Set(shapes.flatMap((one) => one.template ?? []))].toSorted((a, b) => a - b)
      const [to = this.#begun(template, fresh[0]?.record), ...others] = known
      for (const from of others) joined.push({ from, to })
      const text = this.#templates.get(to)
      if (text !== undefined && to !== 0) this.#templates.set(to, { ...text, template: textOf(template) })
      for (const one of shapes) one.template = to
    }
    // Shapes of a joined message that lie in another cluster go along.
    const moves = new Map(joined.map(({ from, to }) => [from, to]))
    for (const one of this.#shapes) one.template = lastOf(moves, one.template ?? 0)
    for (const from of moves.keys()) this.#templates.delete(from)
    return joined.map(({ from }) => ({ from, to: lastOf(moves, from) }))
  }

  #begun(template: readonly string[], record: LogRecord | undefined): number {
    const isFull = this.#templates.size >= mostTemplates
    const number = isFull ? 0 : 1 + [...this.#templates.keys()].reduce((most, one) => Math.max(most, one), 0)
    if (this.#templates.has(number)) return number
    this.#templates.set(number, {
      number,
      template: isFull ? restText : textOf(template),
      example: (record?.message.split('\n', 1)[0] ?? '').slice(0, 400),
      level: record?.level,
    })
    return number
  }

  templateOf(place: number): number {
    return this.#shapes[place]?.template ?? 0
  }

  memory(): LogMemory {
    return {
      shapes: this.#shapes.map(
        ({ words, template, count }) => [words.join(' '), template ?? 0, count] as const,
      ),
      templates: [...this.#templates.values()].toSorted((a, b) => a.number - b.number),
    }
  }
}

function textOf(template: readonly string[]): string {
  return template.map((word) => (word === slot ? '<*>' : word)).join(' ')
}

function lastOf(moves: ReadonlyMap<number, number>, template: number): number {
  let last = template
  for (let next = moves.get(last); next !== undefined && next < last; next = moves.get(last)) last = next
  return last
}
