import type { CommitSummary, FeedMark } from '../../api/nouns.ts'

/** Something that changed: a commit, or what the ledger knows beside commits. */
export interface Happening {
  /** Of a commit, its full name. */
  readonly id: string
  readonly kind: FeedMark['kind']
  /** Seconds since 1970. */
  readonly at: number
  readonly title: string
  readonly author: string
  readonly of:
    | { readonly kind: 'commit'; readonly commit: CommitSummary }
    | { readonly kind: 'mark'; readonly mark: FeedMark }
}

/** Commits and what happened beside them, the newest first. */
export function happeningsOf(
  commits: readonly CommitSummary[],
  marks: readonly FeedMark[],
): readonly Happening[] {
  return [
    ...commits.map((commit): Happening => {
      const { sha, date, subject, author } = commit
      const title = subject === '' ? sha.slice(0, 10) : subject
      const at = Date.parse(date) / 1000
      return { id: sha, kind: 'commit', at, title, author, of: { kind: 'commit', commit } }
    }),
    ...marks.map((mark): Happening => {
      const { id, kind, at, title, author } = mark
      return { id, kind, at: Date.parse(at) / 1000, title, author, of: { kind: 'mark', mark } }
    }),
  ].toSorted((a, b) => b.at - a.at)
}

/** What each kind is called. */
export const kindTexts: Readonly<Record<Happening['kind'], string>> = {
  commit: 'commit',
  release: 'release',
  deploy: 'deploy',
  flag: 'flag',
  plan: 'plan',
  apply: 'apply',
  drift: 'drift',
  review: 'decision',
  other: 'other change',
}

/** What a report calls a kind of change. */
export function kindOf(name: string): Happening['kind'] {
  return isKind(name) ? name : 'other'
}

function isKind(name: string): name is Happening['kind'] {
  return Object.hasOwn(kindTexts, name)
}
