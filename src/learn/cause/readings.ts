/** The series of a node, in the units in which they can be compared. */
export interface Readings {
  readonly requests: Float64Array | undefined
  readonly latency: ReadonlyMap<string, Float64Array>
  readonly failing: Float64Array | undefined
  readonly resources: ReadonlyMap<string, Float64Array>
}
