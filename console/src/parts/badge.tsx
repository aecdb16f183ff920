import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './badge.module.css'

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'good' | 'accent'

/** A word in a colour; the word says it, the colour helps. */
export function Badge({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone
  readonly icon?: IconName
  readonly children: ReactNode
}): ReactElement {
  return (
    <span className={`${styles['badge']} ${styles[tone]}`}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}
