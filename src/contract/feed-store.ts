import type { Answer } from './commands.ts'
import type { FeedMark, ToldChange } from './feed-nouns.ts'

/** What happened beside commits: plans and applies, drift, what gates were told, and what others tell of. */
export interface Feed {
  /** The newest first; at most so many. */
  list(project: string, asked: FeedAsked): Promise<readonly FeedMark[]>
  /** Takes a change; one that is known already changes nothing. */
  tell(project: string, told: ToldChange, by: string): Promise<Answer<FeedTold>>
}

export interface FeedAsked {
  /** By id or name: what is of another source is left out. */
  readonly source?: string | undefined
  readonly since: string
  readonly until: string
  readonly limit: number
}

export interface FeedTold {
  readonly kind: 'taken' | 'known'
}
