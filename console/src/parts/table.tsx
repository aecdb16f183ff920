import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './table.module.css'

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** `right` for numbers, `fit` as narrow as what stands in it. */
  readonly look?: 'right' | 'fit'
}

/** Rows under heads. On a narrow screen it is moved sideways, or its rows stand as paragraphs. */
export function Table<Row>({
  label,
  columns,
  rows,
  idOf,
  narrow = 'moved',
  onMore,
}: {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly narrow?: 'moved' | 'stacked'
  /** There is more: what shows it. */
  readonly onMore?: (() => void) | undefined
}): ReactElement {
  return (
    <>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={label}>
        <table className={`${styles['table']} ${narrow === 'stacked' ? styles['stacked'] : ''}`}>
          <thead>
            <tr>
              {columns.map(({ head, look }) => (
                <th key={head} scope="col" className={look === undefined ? undefined : styles[look]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={idOf(row)}>
                {columns.map(({ head, cell, look }) => (
                  <td
                    key={head}
                    className={look === undefined ? undefined : styles[look]}
                    data-head={look === 'fit' ? undefined : head}
                  >
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {onMore && (
        <div className={styles['more']}>
          <Button onPress={onMore}>Show more</Button>
        </div>
      )}
    </>
  )
}
