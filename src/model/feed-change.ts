/** Something that was changed, from wherever it is known: what an investigation looks for its cause among. */
export interface FeedChange {
  /** The commit's full name, or what the feed calls it. */
  readonly id: string
  readonly kind: FeedKind
  /** When it came to be, in seconds since 1970: of a commit, when it was committed. */
  readonly time: number
  readonly author: string
  readonly title: string
  /** Services it says it is of, by name. */
  readonly nodes: readonly string[]
  /** Files it touches, as said from the top of the repository. */
  readonly files: readonly string[]
  /** What it changes in resources, value by value. */
  readonly values: readonly FeedValue[]
  /** Values beyond those that are listed. */
  readonly more: number
  /** A page that says more; empty where there is none. */
  readonly link: string
}

/** What a change is. */
export type FeedKind = (typeof feedKinds)[number]
export const feedKinds = ['commit', 'release', 'deploy', 'flag', 'plan', 'apply', 'drift', 'other'] as const

/** One value of one resource that a change gave another value; masked where it is secret. */
export interface FeedValue {
  /** The root it belongs to, and the variant in which it is so. */
  readonly root: string
  readonly variant: string
  readonly address: string
  /** Empty when the whole resource came or went. */
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  /** As JSON; undefined where there was none, or it is not known. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly isSecret: boolean
  /** The line that does it. */
  readonly line: FeedLine | undefined
}

/** A line that was changed. */
export interface FeedLine {
  readonly file: string
  /** From 1; in the state after the change, or before it where the line is gone. */
  readonly number: number
  /** Masked; undefined where there was no such line. */
  readonly before: string | undefined
  readonly after: string | undefined
}
