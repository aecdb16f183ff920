import type { ReactElement } from 'react'
import { useLocation } from 'wouter'
import type { TrendPoint } from '../api/nouns.ts'
import { commitPath } from './commit.tsx'
import { severities } from './severity.tsx'
import styles from './trend.module.css'

const height = 120
const step = 14
const wide = 9

/** Open findings by commit, the worst at the bottom; a mark below says where the gate failed. */
export function Trend({
  project,
  points,
}: {
  readonly project: string
  readonly points: readonly TrendPoint[]
}): ReactElement {
  const shown = points.slice(-80)
  const most = Math.max(1, ...shown.map(totalOf))
  return (
    <figure className={styles['figure']}>
      <div className={styles['plot']}>
        <span className={styles['most']}>{most.toLocaleString('en')}</span>
        <svg
          width={shown.length * step}
          height={height + 14}
          role="img"
          aria-label={`Open findings of ${shown.length} commits, ${totalOf(shown.at(-1))} now`}
        >
          {shown.map((point, index) => (
            <Bar
              key={`${point.source} ${point.sha}`}
              project={project}
              point={point}
              at={index}
              most={most}
            />
          ))}
        </svg>
      </div>
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
  at,
  most,
}: {
  readonly project: string
  readonly point: TrendPoint
  readonly at: number
  readonly most: number
}): ReactElement {
  const [, go] = useLocation()
  let top = height
  const parts = severities.map((one) => {
    const size = (point.counts[one] / most) * (height - 8)
    top -= size
    return { one, size, top }
  })
  return (
    <g className={styles['bar']} onClick={() => go(commitPath(project, point))}>
      <title>{`${point.sha.slice(0, 8)}: ${totalOf(point)} open`}</title>
      <rect className={styles['ground']} x={at * step} y={0} width={step} height={height + 14} />
      {parts.map(({ one, size, top: y }) => (
        <rect
          key={one}
          className={styles[one]}
          x={at * step + 2}
          y={y}
          width={wide}
          height={Math.max(size, 0)}
        />
      ))}
      {point.gate === 'failed' && (
        <circle className={styles['failed']} cx={at * step + 2 + wide / 2} cy={height + 8} r="3" />
      )}
    </g>
  )
}
