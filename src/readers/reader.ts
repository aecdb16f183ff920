import type { FilePath } from '../kernel/brand.ts'
import type { Outcome } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { Span } from '../kernel/span.ts'
import type { EvalResult, ReadOptions } from '../model/options.ts'
import type { Reading } from '../model/reading.ts'
import type { Rendering } from '../model/rendering.ts'

/** One thing that can be read: a root in one variant. */
export interface Unit {
  readonly format: string
  readonly root: FilePath
  /** Empty when there is one way to read the root. */
  readonly variant: string
  /** The options with what the variant adds to them. */
  readonly options: ReadOptions
}

/** What a reader needs from elsewhere. The engine answers, caches and detects cycles; undefined means it can't be had. */
export type ReadingRequest = {
  readonly kind: 'fetch'
  readonly source: string
  readonly version: string | undefined
  readonly span: Span
}

/** The folder in the snapshot where the fetched files are; or why there is none, if that was looked into. */
export type ReadingAnswer = FilePath | { readonly why: string } | undefined

/** A format: which files are its own, and how they become resources. No judgement, no I/O. */
export interface Reader {
  readonly format: string
  /** The documentation of what is read. */
  readonly reference: string
  /** The roots below a folder, and folders that belong to tools that are not read yet. */
  discover(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Outcome<readonly Unit[]>
  /** The root at exactly this folder or file, even if another folder calls it as a module; undefined when there is none. */
  unitAt(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Unit | undefined
  read(unit: Unit, snapshot: Snapshot): Generator<ReadingRequest, Reading, ReadingAnswer>
  /** What the real tool would print of a unit; only formats that render. */
  render?(unit: Unit, snapshot: Snapshot): Generator<ReadingRequest, Rendering, ReadingAnswer>
  /** What else the thing at an address is called in questions, in lower case: without its namespace, by a short name. */
  otherNames?(address: string): readonly string[]
  /** Values of expressions in the root's own scope; only languages that have such a thing. */
  evaluate?(
    unit: Unit,
    snapshot: Snapshot,
    expressions: readonly string[],
  ): Generator<ReadingRequest, readonly EvalResult[], ReadingAnswer>
}
