import type { FilePath } from '../kernel/brand.ts'
import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'

/** What is different between two states of a repository. */
export interface Difference {
  /** Those with a difference, in the order in which they are read; roots that are gone come last. */
  readonly roots: readonly RootDifference[]
  /** How many resources there are now. */
  readonly resources: number
}

/** What is different in one root, read in one way. */
export interface RootDifference {
  readonly format: string
  readonly root: FilePath
  readonly variant: string
  readonly state: 'added' | 'removed' | 'changed'
  /** By place. */
  readonly groups: readonly CausedChanges[]
}

/** Changes that the same lines have caused. */
export interface CausedChanges {
  readonly causes: readonly ChangeCause[]
  readonly changes: readonly ResourceChange[]
}

/** A line that was changed: as it was, as it is, or both. */
export interface ChangeCause {
  /** `line`: this line was changed; `file`: all of the file is new or gone; `unchanged`: what sets the value, though nobody has touched it. */
  readonly kind: 'line' | 'file' | 'unchanged'
  /** A place in the texts before the change. */
  readonly before: Span | undefined
  readonly after: Span | undefined
}

/** What became of one value of a resource or output, or of all of it, where the path is empty. */
export interface ResourceChange {
  /** `reordered`: the elements of a list are named, and stand in another order; the values are the names. */
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  readonly address: string
  /** In the resource as it is; of what is gone, as it was. */
  readonly path: string
  /** What the value is called where its path ends: `password`, or the name that stands beside a `value`. */
  readonly name: string
  /** Absent for what is added. */
  readonly before: Value
  /** Absent for what is removed. */
  readonly after: Value
}
