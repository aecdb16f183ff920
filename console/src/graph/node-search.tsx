import { useState, type ReactElement } from 'react'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer } from '../api/use.ts'
import { idOf } from '../parts/address.ts'
import { Field } from '../parts/field.tsx'
import { useLater } from '../parts/later.ts'
import styles from './node-search.module.css'

/** Finds a resource of the source to look around. */
export function NodeSearch({
  project,
  source,
  onChoose,
}: {
  readonly project: string
  readonly source: string
  readonly onChoose: (id: string) => void
}): ReactElement {
  const [text, setText] = useState('')
  const wanted = useLater(text)
  const { data } = useAnswer(
    api.resources.list,
    { project, source, text: wanted, limit: 8 },
    source !== '' && wanted.length > 1,
  )
  const found = text.length > 1 ? (data?.items ?? []) : []
  return (
    <div className={styles['search']}>
      <Field
        isBare
        kind="search"
        label="Find a resource"
        placeholder="Find a resource to look around"
        value={text}
        onChange={setText}
      />
      {found.length > 0 && (
        <ul className={styles['found']}>
          {found.map((one) => (
            <li key={idOf(one)}>
              <button
                type="button"
                onClick={() => {
                  setText('')
                  onChoose(idOf(one))
                }}
              >
                <code>{one.address}</code>
                <span className="quiet">{one.variant}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
