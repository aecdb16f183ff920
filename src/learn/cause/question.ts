/** Series by node and metric, at common times. A value that is missing is NaN. */
export interface Window {
  readonly times: ArrayLike<number>
  readonly series: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>
  /** What callers measure of whom they call, by caller, callee and metric, where anybody does. */
  readonly calls?: ReadonlyMap<string, Window['series']>
}

/** Something that was changed: a deployment, a setting, a flag. */
export interface Change {
  readonly id: string
  /** Seconds since 1970. */
  readonly time: number
  readonly node: string | undefined
  /** What else is said of it, in words: a path, a value, a title. */
  readonly said: string
  /** The values that it changed, where that is known. */
  readonly values?: readonly ChangedValue[]
}

/** A value that a change gave another value, both as text; undefined where there was none. */
export interface ChangedValue {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What is asked: why does the target show its symptom? */
export interface Question {
  /** Caller and callee. */
  readonly edges: readonly (readonly [string, string])[]
  readonly nodes: readonly string[]
  readonly normal: Window
  readonly abnormal: Window
  readonly target: Target
  readonly changes: readonly Change[]
  /** What numbers are measured in, for words only. */
  readonly units?: { readonly latency: string; readonly memory?: 'bytes' }
}

/** The symptom. */
export interface Target {
  readonly node: string
  readonly metric: string
  readonly statistic: string
  /** When it was noticed; NaN when nobody says. */
  readonly time: number
}

/** A node that is suspected, and why. */
export interface Suspect {
  readonly node: string
  /** In [0, 1]; those of a ranking add up to at most one. */
  readonly score: number
  readonly why: string
}

/** A change that may have done it, and why. */
export interface SuspectChange {
  readonly id: string
  readonly score: number
  readonly why: string
}

/** The answer: the first is the most likely. Empty where nothing was found. */
export interface CauseAnswer {
  readonly ranking: readonly Suspect[]
  readonly changes: readonly SuspectChange[]
  /** What was found, or why nothing was, in a sentence each. */
  readonly said: readonly string[]
}
