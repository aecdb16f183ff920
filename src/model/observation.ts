/** What a live system was found to run, and how far the answer reaches. */
export interface Observation {
  /** What it is of, such as `aws eu-central-1`. */
  readonly name: string
  /** What runs, in a form that dumps are read in. */
  readonly text: string
  /** The types of which everything is there: what isn't among them doesn't run. */
  readonly listed: readonly string[]
  /** What could not be asked, so that nothing follows from its absence. */
  readonly failures: readonly ObservationFailure[]
  /** Resources of which only some properties are known; all others are known whole. */
  readonly partly: readonly PartlyKnown[]
}

/** Something that could not be asked. */
export interface ObservationFailure {
  /** A type, or a resource and a property. */
  readonly what: string
  /** In a full sentence. */
  readonly why: string
}

/** A resource of which the answer says some properties only. */
export interface PartlyKnown {
  readonly type: string
  readonly identifier: string
  /** Properties of which the answer says the whole truth: what isn't there isn't set. */
  readonly properties: readonly string[]
}
