import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './form.module.css'

/** Fields with one thing to do, and what was wrong when it was tried. */
export function Form({
  action,
  error,
  isBusy,
  onSubmit,
  children,
}: {
  readonly action: string
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {error !== null && (
        <p className={styles['error']} role="alert">
          {error.message}
        </p>
      )}
      <div className={styles['end']}>
        <Button type="submit" look="main" isDisabled={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
