import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { CommitSummary } from '../api/nouns.ts'
import { Badge } from './badge.tsx'
import { GateBadge } from './severity.tsx'
import { When } from './when.tsx'
import styles from './commit.module.css'

/** Where a commit's page is. */
export function commitPath(project: string, { source, sha }: Pick<CommitSummary, 'source' | 'sha'>): string {
  return `/${project}/changes/${encodeURIComponent(source)}/${sha}`
}

/** A commit in a list: what it says, who and when, what it did. */
export function CommitRow({
  project,
  commit,
}: {
  readonly project: string
  readonly commit: CommitSummary
}): ReactElement {
  const { subject, author, date, branch, sha, change } = commit
  return (
    <li className={styles['row']}>
      <div className={styles['what']}>
        <Link href={commitPath(project, commit)} className={styles['subject']}>
          {subject === '' ? sha.slice(0, 10) : subject}
        </Link>
        <p className={styles['who']}>
          <code>{sha.slice(0, 8)}</code> {author} ·{' '}
          {change === undefined ? branch : `#${change.number} ${branch}`} · <When at={date} />
        </p>
      </div>
      <Effect commit={commit} />
      <Verdict commit={commit} />
    </li>
  )
}

/** What a commit did, in three numbers. */
export function Effect({ commit }: { readonly commit: CommitSummary }): ReactElement {
  const { worse, fixed, changes } = commit
  return (
    <span className={styles['effect']}>
      {worse > 0 && <span className={styles['worse']}>{worse} worse</span>}
      {fixed > 0 && <span className={styles['fixed']}>{fixed} fixed</span>}
      <span className="quiet">{changes === 1 ? '1 value' : `${changes.toLocaleString('en')} values`}</span>
    </span>
  )
}

/** The gate's word, or how far the review is. */
export function Verdict({ commit }: { readonly commit: CommitSummary }): ReactElement {
  if (commit.state === 'reviewed') return <GateBadge verdict={commit.gate} />
  if (commit.state === 'failed') return <Badge tone="high">Review failed</Badge>
  return <Badge tone="accent">{commit.state === 'queued' ? 'Waiting' : 'Reviewing'}</Badge>
}
