import type { ReactElement, ReactNode } from 'react'
import styles from './page.module.css'

/** A page's head: what it is, a sentence about it, and what can be done. */
export function PageHead({
  title,
  above,
  children,
  actions,
}: {
  readonly title: ReactNode
  readonly above?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
}): ReactElement {
  return (
    <header className={styles['head']}>
      <div className={styles['words']}>
        {above && <div className={styles['above']}>{above}</div>}
        <h1>{title}</h1>
        {children && <div className={styles['below']}>{children}</div>}
      </div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </header>
  )
}

/** Something of its own on a page, under a heading. */
export function Section({
  title,
  note,
  actions,
  flush = false,
  children,
}: {
  readonly title?: ReactNode
  readonly note?: ReactNode
  readonly actions?: ReactNode
  /** Its content reaches its edges, as a table does. */
  readonly flush?: boolean
  readonly children: ReactNode
}): ReactElement {
  return (
    <section className={styles['section']}>
      {title !== undefined && (
        <div className={styles['title']}>
          <h2>{title}</h2>
          {note !== undefined && <span className={styles['note']}>{note}</span>}
          {actions && <div className={styles['actions']}>{actions}</div>}
        </div>
      )}
      <div className={flush ? styles['flush'] : styles['body']}>{children}</div>
    </section>
  )
}
