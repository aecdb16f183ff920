import type { FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import { lineOf, linesOf, rangeOfLine, type Lines } from '../../lang/text/lines.ts'
import { hunksOf, type Hunk } from '../../lang/text/sequence.ts'
import type { ChangeCause } from '../../model/difference.ts'

/** One of the two states that are compared. */
export type Side = 'before' | 'after'
type TextOf = (file: FilePath) => string | undefined

interface State {
  readonly text: string
  readonly table: Lines
  readonly lines: readonly string[]
}

interface FileTexts {
  readonly before: State | undefined
  readonly after: State | undefined
  readonly hunks: readonly Hunk[]
}

/** Which lines of which files are different between two states. */
export class ChangedTexts {
  readonly #before: TextOf
  readonly #after: TextOf
  readonly #files = new Map<FilePath, FileTexts>()

  constructor(before: TextOf, after: TextOf) {
    this.#before = before
    this.#after = after
  }

  /** The change of the line that a place begins on; undefined where nobody touched it. */
  changeAt(side: Side, { file, start }: Span): ChangeCause | undefined {
    const texts = this.#textsOf(file)
    const state = texts[side]
    if (state === undefined) return undefined
    return this.#changeOfLine(side, file, texts, lineOf(state.table, start) - 1)
  }

  /** The first change inside of a place that may go over several lines. */
  changeInside(side: Side, { file, start, end }: Span): ChangeCause | undefined {
    const texts = this.#textsOf(file)
    const state = texts[side]
    if (state === undefined) return undefined
    const first = lineOf(state.table, start) - 1
    const last = lineOf(state.table, Math.max(start, end - 1)) - 1
    const hunk = texts.hunks.find((one) => one[side].start <= last && one[side].end > first)
    if (hunk !== undefined) return this.#changeOfLine(side, file, texts, Math.max(first, hunk[side].start))
    // Lines may also have been taken out of it, which leaves none behind.
    const gap = texts.hunks.find((one) => one[side].start > first && one[side].start <= last)
    const other = side === 'before' ? 'after' : 'before'
    return gap && this.#changeOfLine(other, file, texts, gap[other].start)
  }

  /** Two changes of one file that lie in one run of changed lines. */
  isSameRun(one: ChangeCause, other: ChangeCause): boolean {
    const [here, there] = [this.#hunkOf(one), this.#hunkOf(other)]
    return here !== undefined && here === there
  }

  #hunkOf({ before, after }: ChangeCause): Hunk | undefined {
    const [side, span] = after === undefined ? (['before', before] as const) : (['after', after] as const)
    if (span === undefined) return undefined
    const { hunks, [side]: state } = this.#textsOf(span.file)
    return state && hunkAt(hunks, side, lineOf(state.table, span.start) - 1)
  }

  #changeOfLine(side: Side, file: FilePath, texts: FileTexts, line: number): ChangeCause | undefined {
    const { before, after, hunks } = texts
    if (before === undefined || after === undefined) {
      return {
        kind: 'file',
        before: before && lineSpan(file, before, 0),
        after: after && lineSpan(file, after, 0),
      }
    }
    const hunk = hunkAt(hunks, side, line)
    if (hunk === undefined) return undefined
    const other = counterpart(hunk, side, line, texts)
    const [old, now] = side === 'before' ? [line, other] : [other, line]
    return {
      kind: 'line',
      before: old === undefined ? undefined : lineSpan(file, before, old),
      after: now === undefined ? undefined : lineSpan(file, after, now),
    }
  }

  #textsOf(file: FilePath): FileTexts {
    const known = this.#files.get(file)
    if (known !== undefined) return known
    const before = stateOf(this.#before(file))
    const after = stateOf(this.#after(file))
    const hunks = before === undefined || after === undefined ? [] : hunksOf(before.lines, after.lines)
    const made = { before, after, hunks }
    this.#files.set(file, made)
    return made
  }
}

function stateOf(text: string | undefined): State | undefined {
  return text === undefined ? undefined : { text, table: linesOf(text), lines: text.split('\n') }
}

function hunkAt(hunks: readonly Hunk[], side: Side, line: number): Hunk | undefined {
  return hunks.find(({ [side]: { start, end } }) => start <= line && line < end)
}

/** The line that a changed one has become or was: the one with the same key in the run of changed lines, else the one at the same place of as many. */
function counterpart(hunk: Hunk, side: Side, line: number, texts: FileTexts): number | undefined {
  const other = side === 'before' ? 'after' : 'before'
  const [own, others] = [texts[side]?.lines ?? [], texts[other]?.lines ?? []]
  const key = keyOf(own[line])
  const { start, end } = hunk[other]
  const same = start + line - hunk[side].start
  const isAsMany = end - start === hunk[side].end - hunk[side].start
  if (key === undefined) return isAsMany ? same : undefined
  const position = occurrence(own, hunk[side].start, line, key)
  const found = others.slice(start, end).flatMap((one, at) => (keyOf(one) === key ? [start + at] : []))[
    position
  ]
  return found ?? (isAsMany && keyOf(others[same]) === undefined ? same : undefined)
}

/** How many lines with this key come before, since keys may stand in a run more than once. */
function occurrence(lines: readonly string[], from: number, to: number, key: string): number {
  return lines.slice(from, to).filter((line) => keyOf(line) === key).length
}

/** What a line sets: what stands before its colon or equals sign. */
function keyOf(line = ''): string | undefined {
  return /^\s*(?:- )?\s*(["\w./-]+)\s*[:=](?:\s|$)/u.exec(line)?.[1]
}

function lineSpan(file: FilePath, { text, table }: State, line: number): Span {
  const { start, end } = rangeOfLine(text, table, line + 1)
  const indent = /^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0
  return { file, start: start + indent, end: Math.max(start + indent, end) }
}
