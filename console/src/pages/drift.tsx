import { useState, type ReactElement } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { DriftItem, Stack } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, usePages, type Pages } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { driftPath } from '../parts/address.ts'
import { DriftBadge } from '../parts/drift-badge.tsx'
import { sinceOf } from '../parts/drift-since.ts'
import { Choice, Field } from '../parts/field.tsx'
import { Filters, OneOf } from '../parts/filters.tsx'
import { useLater } from '../parts/later.ts'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { ValueText } from '../parts/value.tsx'
import { When } from '../parts/when.tsx'
import { AddStack } from './drift/add-stack.tsx'
import { Stacks } from './drift/stacks.tsx'
import styles from './drift.module.css'

type State = 'open' | 'silent' | 'accepted' | 'gone'
const states: readonly State[] = ['open', 'silent', 'accepted', 'gone']

/** What the address of the page says is looked for. */
interface Wanted {
  readonly state: State
  readonly stack: string
  readonly text: string
}

/** What runs otherwise than the code says, in each live system that a source is compared with. */
export function DriftPage({ project }: { readonly project: string }): ReactElement {
  const stacks = useAnswer(api.stacks.list, { project })
  const [isAdding, setIsAdding] = useState(false)
  return (
    <>
      <PageHead
        title="Drift"
        actions={
          <Button icon="plus" onPress={() => setIsAdding(true)}>
            Compare a source
          </Button>
        }
      >
        What runs otherwise than the code says: since when, by whom, and what to do about it.
      </PageHead>
      <AddStack project={project} isOpen={isAdding} onClose={() => setIsAdding(false)} />
      {stacks.data === undefined ? (
        <Section flush>
          {stacks.error === null ? (
            <Waiting lines={6} />
          ) : (
            <Failed error={stacks.error} onRetry={() => void stacks.refetch()} />
          )}
        </Section>
      ) : (
        <Compared project={project} stacks={stacks.data.items} problem={stacks.data.problem} />
      )}
    </>
  )
}

function Compared({
  project,
  stacks,
  problem,
}: {
  readonly project: string
  readonly stacks: readonly Stack[]
  readonly problem: string | undefined
}): ReactElement {
  if (problem !== undefined)
    return (
      <Section flush>
        <Empty icon="settings" title="Nothing can be compared here yet">
          {problem}
        </Empty>
      </Section>
    )
  if (stacks.length === 0)
    return (
      <Section flush>
        <Empty icon="line" title="Nothing is compared yet">
          Name a source and the system that it runs in. Then send what runs there, or let an account be asked.
        </Empty>
      </Section>
    )
  return (
    <>
      <Section title="Stacks" flush>
        <Stacks project={project} stacks={stacks} />
      </Section>
      <Items project={project} stacks={stacks} />
    </>
  )
}

function Items({
  project,
  stacks,
}: {
  readonly project: string
  readonly stacks: readonly Stack[]
}): ReactElement {
  const [wanted, change] = useWanted()
  const text = useLater(wanted.text)
  const list = usePages(api.drift.list, {
    project,
    state: wanted.state,
    ...(wanted.stack !== '' && { stack: wanted.stack }),
    ...(text !== '' && { text }),
    limit: 50,
  })
  return (
    <>
      <Filters>
        <Field
          isBare
          kind="search"
          label="Search in drift"
          placeholder="Address, path or who"
          value={wanted.text}
          onChange={(next) => change({ text: next })}
        />
        <OneOf
          label="State"
          value={wanted.state}
          texts={{ open: 'Open', silent: 'Held back', accepted: 'Accepted', gone: 'Gone' }}
          onChange={(state) => change({ state })}
        />
        {stacks.length > 1 && (
          <Choice
            isBare
            label="Stack"
            value={wanted.stack}
            options={[
              { value: '', text: 'All stacks' },
              ...stacks.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            onChange={(stack) => change({ stack })}
          />
        )}
      </Filters>
      <Section flush>
        <List project={project} stacks={stacks} list={list} state={wanted.state} />
      </Section>
    </>
  )
}

const nothing: Readonly<Record<State, string>> = {
  open: 'What runs is as the code says, as far as it was compared.',
  silent: 'Nothing is held back.',
  accepted: 'Nothing is accepted.',
  gone: 'Nothing has gone yet.',
}

function List({
  project,
  stacks,
  list,
  state,
}: {
  readonly project: string
  readonly stacks: readonly Stack[]
  readonly list: Pages<DriftItem>
  readonly state: State
}): ReactElement {
  if (list.error !== undefined && list.error !== null)
    return <Failed error={list.error} onRetry={list.again} />
  if (list.isWaiting) return <Waiting lines={8} />
  if (list.items.length === 0)
    return (
      <Empty icon="check" title="Nothing here">
        {nothing[state]}
      </Empty>
    )
  const names = new Map(stacks.map(({ id, name }) => [id, name]))
  return (
    <Table<DriftItem>
      label="Drift"
      narrow="stacked"
      rows={list.items}
      idOf={({ stack, id, since }) => `${stack} ${id} ${since}`}
      onMore={list.more}
      columns={[
        {
          head: 'What',
          cell: ({ id, address, path }) => (
            <Link href={driftPath(project, id)} className={styles['what']}>
              <code>{address}</code>
              {path !== '' && <code className="quiet">{path}</code>}
            </Link>
          ),
        },
        { head: 'Class', look: 'fit', cell: ({ what }) => <DriftBadge what={what} /> },
        { head: 'Code', cell: ({ wanted, path }) => path !== '' && <Side state={wanted} /> },
        { head: 'Runs', cell: ({ live, path }) => path !== '' && <Side state={live} /> },
        { head: 'By', cell: ({ by }) => by?.name ?? <span className="quiet">not known</span> },
        { head: 'Since', look: 'fit', cell: (one) => <When at={sinceOf(one)} /> },
        ...(stacks.length > 1
          ? [
              {
                head: 'Stack',
                look: 'fit' as const,
                cell: ({ stack }: DriftItem) => names.get(stack) ?? stack,
              },
            ]
          : []),
        ...(state === 'silent'
          ? [{ head: 'Held back', cell: ({ silence }: DriftItem) => silence?.why }]
          : []),
      ]}
    />
  )
}

function Side({ state }: { readonly state: DriftItem['wanted'] }): ReactElement {
  return <ValueText value={state?.value} unknown={state?.isUnknown ?? false} />
}

function useWanted(): readonly [Wanted, (some: Partial<Wanted>) => void] {
  const [search, setSearch] = useSearchParams()
  const state = search.get('state')
  const wanted: Wanted = {
    state: states.find((one) => one === state) ?? 'open',
    stack: search.get('stack') ?? '',
    text: search.get('text') ?? '',
  }
  const change = (some: Partial<Wanted>): void => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...wanted, ...some }))
      if (value !== '' && value !== 'open') next.append(name, value)
    setSearch(next, { replace: true })
  }
  return [wanted, change]
}
