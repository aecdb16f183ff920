import type { ReactElement, ReactNode } from 'react'
import { Choice } from './field.tsx'
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

/** A filter that is one of a few, each with its words; nothing else is ever chosen. */
export function OneOf<Value extends string>({
  label,
  value,
  texts,
  onChange,
}: {
  readonly label: string
  readonly value: Value
  readonly texts: Readonly<Record<Value, string>>
  readonly onChange: (value: Value) => void
}): ReactElement {
  // What the keys of an object are is known here: `texts` is written out where it is given.
  const values = Object.keys(texts) as Value[]
  return (
    <Choice
      isBare
      label={label}
      value={value}
      options={values.map((one) => ({ value: one, text: texts[one] }))}
      onChange={(next) => {
        const chosen = values.find((one) => one === next)
        if (chosen !== undefined) onChange(chosen)
      }}
    />
  )
}
