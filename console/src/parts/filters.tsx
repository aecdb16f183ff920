import type { ReactElement, ReactNode } from 'react'
import styles from './filters.module.css'

/** What narrows a list, in a row above it. */
export function Filters({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles['filters']}>{children}</div>
}

/** A filter that is on or off. */
export function Chip({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={`${styles['chip']} ${isOn ? styles['on'] : ''}`}
      onClick={() => onChange(!isOn)}
    >
      {children}
    </button>
  )
}
