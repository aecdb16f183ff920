import type { ReactElement, ReactNode } from 'react'
import styles from './facts.module.css'

/** Names and what they are, under each other. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [string, ReactNode])[]
}): ReactElement {
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, what]) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
