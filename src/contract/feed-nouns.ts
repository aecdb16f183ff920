/** What came to be beside commits: what the ledger knows, and what others have told. */
export type FeedMarkKind =
  | 'release'
  | 'deploy'
  | 'flag'
  | 'plan'
  | 'apply'
  | 'drift'
  | 'review'
  | 'commit'
  | 'other'

/** One thing that happened, to be marked on an axis of time. */
export interface FeedMark {
  /** The id of the event in the ledger. */
  readonly id: string
  readonly kind: FeedMarkKind
  readonly at: string
  readonly title: string
  readonly author: string
  /** The id of the source that it is of; undefined where that is not known. */
  readonly source: string | undefined
  /** Services that it names. */
  readonly services: readonly string[]
  readonly resources: readonly FeedMarkResource[]
  /** Resources beyond those that are listed. */
  readonly more: number
  /** A page that says more: of the project, such as `/states/prod`, or elsewhere, with `https://`. */
  readonly link: string | undefined
}

export interface FeedMarkResource {
  readonly address: string
  /** Empty for the whole resource. */
  readonly path: string
  /** As JSON; undefined where it is not known. */
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** What somebody tells of a change that no repository knows. */
export interface ToldChange extends Omit<FeedMark, 'id'> {
  /** The same when it is told again. */
  readonly key: string
}
