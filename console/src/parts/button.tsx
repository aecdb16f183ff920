import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './button.module.css'

interface ButtonProps {
  readonly children?: ReactNode
  readonly icon?: IconName
  /** What an icon without words does, for those who don't see it. */
  readonly label?: string
  readonly look?: 'plain' | 'main' | 'quiet' | 'danger'
  readonly type?: 'button' | 'submit'
  readonly isDisabled?: boolean
  readonly onPress?: () => void
}

/** Something to press. One on a page at most is the main one. */
export function Button({
  children,
  icon,
  label,
  look = 'plain',
  type = 'button',
  isDisabled = false,
  onPress,
}: ButtonProps): ReactElement {
  const shape = children === undefined ? styles['bare'] : ''
  return (
    <button
      type={type}
      className={`${styles['button']} ${styles[look]} ${shape}`}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onPress}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}
