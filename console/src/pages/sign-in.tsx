import type { ReactElement } from 'react'
import styles from './sign-in.module.css'

/** For who comes without a session: how to get one. */
export function SignInPage(): ReactElement {
  const wasRefused = new URLSearchParams(location.search).get('signed-in') === 'no'
  return (
    <main className={styles['page']}>
      <img src="/icon.svg" alt="" width="48" height="48" />
      <h1>Plumbline</h1>
      {wasRefused && (
        <p role="alert" className={styles['refused']}>
          That link has been used before, or is too old.
        </p>
      )}
      <p>
        Open the one-time link that <code>plumbline up</code> prints. Lost it? Stop it with Ctrl-C and start
        it again: each start prints a new one, and nothing is lost.
      </p>
    </main>
  )
}
