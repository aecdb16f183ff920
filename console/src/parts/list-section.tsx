import type { UseQueryResult } from '@tanstack/react-query'
import { useState, type ReactElement, type ReactNode } from 'react'
import { Button } from './button.tsx'
import type { IconName } from './icon.tsx'
import { Section } from './page.tsx'
import { Empty, Failed, Waiting } from './state.tsx'
import { Table, type Column } from './table.tsx'

/** What opens the dialog that adds one, and that dialog. */
interface Adding {
  readonly action: string
  readonly dialog: (state: DialogState) => ReactNode
}

/** What a dialog needs to be opened and closed. */
export interface DialogState {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** A list with a heading, a way to add to it, and what stands there while there is nothing. */
export function ListSection<Row>({
  title,
  note,
  answer: { data, error, refetch },
  columns,
  idOf,
  empty,
  adding,
}: {
  readonly title: string
  readonly note: ReactNode
  readonly answer: UseQueryResult<{ readonly items: readonly Row[] }>
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  readonly empty?: { readonly icon: IconName; readonly title: string; readonly text: string }
  readonly adding: Adding
}): ReactElement {
  const [isAdding, setIsAdding] = useState(false)
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  return (
    <Section
      title={title}
      note={note}
      flush
      actions={
        <Button icon="plus" onPress={() => setIsAdding(true)}>
          {adding.action}
        </Button>
      }
    >
      {data.items.length === 0 && empty !== undefined ? (
        <Empty icon={empty.icon} title={empty.title}>
          {empty.text}
        </Empty>
      ) : (
        <Table<Row> label={title} rows={data.items} idOf={idOf} columns={columns} />
      )}
      {adding.dialog({ isOpen: isAdding, onClose: () => setIsAdding(false) })}
    </Section>
  )
}
