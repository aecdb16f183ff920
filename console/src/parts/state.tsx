import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './state.module.css'

/** Where there is nothing: what would stand here, and how it gets there. */
export function Empty({
  icon = 'line',
  title,
  children,
}: {
  readonly icon?: IconName
  readonly title: string
  readonly children?: ReactNode
}): ReactElement {
  return (
    <div className={styles['state']}>
      <span className={styles['sign']}>
        <Icon name={icon} size={20} />
      </span>
      <h3>{title}</h3>
      {children && <div className={styles['text']}>{children}</div>}
    </div>
  )
}

/** What could not be had, why, and a way to try again. */
export function Failed({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}): ReactElement {
  return (
    <div className={styles['state']} role="alert">
      <span className={styles['bad']}>
        <Icon name="findings" size={20} />
      </span>
      <h3>This could not be loaded</h3>
      <div className={styles['text']}>
        {error instanceof Error ? error.message : 'The server gave no reason.'}
      </div>
      {onRetry && <Button onPress={onRetry}>Try again</Button>}
    </div>
  )
}

/** Grey lines of about the length of what will stand there. */
export function Waiting({ lines = 5 }: { readonly lines?: number }): ReactElement {
  return (
    <div className={styles['waiting']} role="status">
      <span className="hidden-text">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles['bone']} style={{ width: `${92 - ((index * 23) % 47)}%` }} />
      ))}
    </div>
  )
}
