/** How conflicts are marked in a text. The labels stand behind the markers. */
export interface Markers {
  readonly size: number
  readonly ours: string
  readonly base: string
  readonly theirs: string
  /** Also what both come from, as git's `merge.conflictStyle = diff3` wants it. */
  readonly showsBase: boolean
}

/** Three files to be merged by lines, and where the result goes. */
export interface LineMerge {
  readonly base: string
  readonly ours: string
  readonly theirs: string
  readonly output: string
  readonly markers: Markers
}

/** What came of merging by lines. */
export type LinesMerged =
  | { readonly kind: 'merged'; readonly conflicts: number }
  | { readonly kind: 'failed' }
