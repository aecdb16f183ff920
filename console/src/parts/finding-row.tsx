import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { FindingSummary } from '../api/nouns.ts'
import { Badge } from './badge.tsx'
import { SeverityBadge } from './severity.tsx'
import styles from './finding-row.module.css'

/** A finding in a list: how bad, what, and the line to change. */
export function FindingRow({
  project,
  finding,
}: {
  readonly project: string
  readonly finding: FindingSummary
}): ReactElement {
  const { id, severity, title, address, file, startLine, places, verdict, state } = finding
  return (
    <li className={styles['row']}>
      <span className={styles['how']}>
        <SeverityBadge severity={severity} />
      </span>
      <div className={styles['what']}>
        <Link href={`/${project}/findings/${encodeURIComponent(id)}`} className={styles['title']}>
          {title}
        </Link>
        <p className={styles['where']}>
          <code>{address}</code>
          {places > 1 && <> and {places - 1} more</>}
        </p>
      </div>
      <span className={styles['marks']}>
        {verdict === 'undecided' && <Badge tone="info">Undecided</Badge>}
        {state === 'accepted' && <Badge tone="low">Accepted</Badge>}
        {state === 'fixed' && <Badge tone="good">Fixed</Badge>}
        <code className={styles['line']}>
          {file}:{startLine}
        </code>
      </span>
    </li>
  )
}
