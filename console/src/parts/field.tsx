import { useId, type ReactElement } from 'react'
import styles from './field.module.css'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly kind?: 'text' | 'date' | 'url' | 'search' | 'number'
  readonly placeholder?: string
  readonly isRequired?: boolean
  readonly isLong?: boolean
  /** The label is only for those who don't see. */
  readonly isBare?: boolean
}

/** A line to write in, under its name. */
export function Field({
  label,
  value,
  onChange,
  hint,
  kind = 'text',
  placeholder,
  isRequired = false,
  isLong = false,
  isBare = false,
}: FieldProps): ReactElement {
  const id = useId()
  const rest = {
    id,
    value,
    placeholder,
    required: isRequired,
    className: styles['input'],
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
  }
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={isBare ? 'hidden-text' : styles['label']}>
        {label}
      </label>
      {isLong ? (
        <textarea rows={3} {...rest} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input type={kind} {...rest} onChange={(event) => onChange(event.target.value)} />
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** One of a few; the browser's own list, which every device shows in its way. */
export function Choice({
  label,
  value,
  options,
  onChange,
  isBare = false,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly onChange: (value: string) => void
  readonly isBare?: boolean
}): ReactElement {
  const id = useId()
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={isBare ? 'hidden-text' : styles['label']}>
        {label}
      </label>
      <select
        id={id}
        className={`${styles['input']} ${styles['choice']}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  )
}
