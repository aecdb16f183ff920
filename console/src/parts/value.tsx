import type { ReactElement } from 'react'
import type { Plain } from '../api/nouns.ts'
import styles from './value.module.css'

/** A value in one line: as JSON, or why there is none. */
export function ValueText({
  value,
  unknown = false,
  sensitive = false,
  because = [],
}: {
  readonly value?: Plain | undefined
  readonly unknown?: boolean
  readonly sensitive?: boolean
  readonly because?: readonly { readonly kind: string; readonly what: string }[]
}): ReactElement {
  if (sensitive) return <span className={styles['apart']}>sensitive</span>
  if (unknown) {
    const why = because.map(({ what }) => what).join(', ')
    return <span className={styles['apart']}>{why === '' ? 'unknown' : `unknown: ${why}`}</span>
  }
  if (value === undefined) return <span className={styles['apart']}>nothing</span>
  return <code className={styles[kindOf(value)]}>{textOf(value)}</code>
}

/** A value as a line of text, cut where it is long. */
export function textOf(value: Plain, longest = 160): string {
  const text = typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Text that can't be taken for anything else needs no quotes. */
function isPlain(text: string): boolean {
  return text !== '' && text.trim() === text && !/^(?:true|false|null|[-+\d.].*|[[{].*)$/u.test(text)
}

function kindOf(value: Plain): 'string' | 'literal' | 'many' {
  if (typeof value === 'string') return 'string'
  return typeof value === 'object' && value !== null ? 'many' : 'literal'
}
