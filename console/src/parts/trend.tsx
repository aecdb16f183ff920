import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { TrendPoint } from '../api/nouns.ts'
import { commitPath } from './commit.tsx'
import { severities } from './severity.tsx'
import styles from './trend.module.css'

/** Open findings by commit, the worst at the bottom; a mark below says where the gate failed. */
export function Trend({
  project,
  points,
}: {
  readonly project: string
  readonly points: readonly TrendPoint[]
}): ReactElement {
  const shown = points.slice(-60)
  const most = Math.max(1, ...shown.map(totalOf))
  return (
    <figure className={styles['figure']}>
      <ol
        className={styles['plot']}
        aria-label={`Open findings of ${shown.length} commits, ${totalOf(shown.at(-1))} now`}
      >
        {shown.map((point) => (
          <Bar key={`${point.source} ${point.sha}`} project={project} point={point} most={most} />
        ))}
      </ol>
      <figcaption className={styles['legend']}>
        {severities.map((one) => (
          <span key={one}>
            <i className={styles[one]} /> {one}
          </span>
        ))}
        <span>
          <i className={styles['failed']} /> gate failed
        </span>
      </figcaption>
    </figure>
  )
}

function totalOf(point: TrendPoint | undefined): number {
  return point === undefined ? 0 : severities.reduce((sum, one) => sum + point.counts[one], 0)
}

function Bar({
  project,
  point,
  most,
}: {
  readonly project: string
  readonly point: TrendPoint
  readonly most: number
}): ReactElement {
  const hasFailed = point.gate === 'failed'
  const words = `${point.sha.slice(0, 8)}: ${totalOf(point)} open${hasFailed ? ', gate failed' : ''}`
  return (
    <li className={styles['bar']}>
      <Link href={commitPath(project, point)} aria-label={words} title={words} className={styles['link']}>
        {severities.toReversed().map((one) => (
          <span
            key={one}
            className={styles[one]}
            style={{ height: `${(point.counts[one] / most) * 100}%` }}
          />
        ))}
      </Link>
      <i className={hasFailed ? styles['failed'] : styles['held']} />
    </li>
  )
}
