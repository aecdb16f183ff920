import type { FilePath } from '../../kernel/brand.ts'
import { isBlank, type LogicalLine } from './tree.ts'

/** A line of the file without its line break. */
export interface PhysicalLine {
  readonly start: number
  readonly end: number
}

/** Goes through a text line by line. */
export class LineReader {
  readonly text: string
  #at: number

  constructor(text: string, start: number) {
    this.text = text
    this.#at = start
  }

  /** Where the next line begins. */
  get at(): number {
    return this.#at
  }

  /** The next line, or undefined at the end. */
  next(): PhysicalLine | undefined {
    const start = this.#at
    if (start >= this.text.length) return undefined
    const feed = this.text.indexOf('\n', start)
    const last = feed === -1 ? this.text.length : feed
    this.#at = feed === -1 ? last : feed + 1
    return { start, end: last > start && this.text.charCodeAt(last - 1) === carriageReturn ? last - 1 : last }
  }
}

/**
 * The next instruction with its continuation lines joined, as BuildKit's parser does it: comments and blank lines
 * between them are left out. Undefined at the end of the text. Source: docs.docker.com/reference/dockerfile/#format.
 */
export function nextLogicalLine(
  reader: LineReader,
  file: FilePath,
  escape: string,
): { readonly line: LogicalLine; readonly end: number } | undefined {
  for (let first = reader.next(); first !== undefined; first = reader.next()) {
    const start = firstLetter(reader.text, first)
    if (start === first.end || reader.text.charCodeAt(start) === hash) continue
    const joined = new Joined(file)
    let end = first.end
    let open = joined.add(reader.text, { start, end: first.end }, escape)
    while (open) {
      const next = reader.next()
      if (next === undefined) break
      const letter = firstLetter(reader.text, next)
      if (letter === next.end || reader.text.charCodeAt(letter) === hash) continue
      end = next.end
      open = joined.add(reader.text, next, escape)
    }
    const line = joined.line()
    if (line.text.trim() !== '') return { line, end }
  }
  return undefined
}

/** The text that is put together, and where each stretch of it stands. */
class Joined {
  readonly #file: FilePath
  readonly #parts: string[] = []
  readonly #froms: number[] = []
  readonly #places: number[] = []
  #length = 0

  constructor(file: FilePath) {
    this.#file = file
  }

  /** Adds a line without its continuation character; whether it has one. */
  add(text: string, line: PhysicalLine, escape: string): boolean {
    let last = line.end
    while (last > line.start && isSpaceOrTab(text.charCodeAt(last - 1))) last--
    const open = last > line.start && text[last - 1] === escape
    const part = text.slice(line.start, open ? last - 1 : line.end)
    this.#froms.push(this.#length)
    this.#places.push(line.start)
    this.#parts.push(part)
    this.#length += part.length
    return open
  }

  line(): LogicalLine {
    return { file: this.#file, text: this.#parts.join(''), froms: this.#froms, places: this.#places }
  }
}

const carriageReturn = 0x0d
const hash = 0x23

/** Where a line's first letter is, or its end. */
function firstLetter(text: string, { start, end }: PhysicalLine): number {
  let at = start
  while (at < end && isBlank(text.charCodeAt(at))) at++
  return at
}

function isSpaceOrTab(code: number): boolean {
  return code === 0x20 || code === 0x09
}
