import { useState, type ReactElement } from 'react'
import { Link, useSearchParams } from 'wouter'
import { api } from '../../../src/contract/routes.ts'
import type { Incident, SignalSource } from '../api/nouns.ts'
import { useAnswer, usePages } from '../api/use.ts'
import { incidentPath } from '../parts/address.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { commitPath } from '../parts/commit.tsx'
import { Choice } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import { AddSignals } from './incidents/add-signals.tsx'
import { Signals } from './incidents/signals.tsx'
import styles from './drift.module.css'

/** What is wrong, and what was: since when, where it comes from, and which change did it. */
export function IncidentsPage({ project }: { readonly project: string }): ReactElement {
  const signals = useAnswer(api.signals.list, { project })
  const [isAdding, setIsAdding] = useState(false)
  return (
    <>
      <PageHead
        title="Incidents"
        actions={
          <Button icon="plus" onPress={() => setIsAdding(true)}>
            Add a source
          </Button>
        }
      >
        What is wrong with services: since when, where it comes from, and which change did it.
      </PageHead>
      <AddSignals project={project} isOpen={isAdding} onClose={() => setIsAdding(false)} />
      {signals.data === undefined ? (
        <Section flush>
          {signals.error === null ? (
            <Waiting lines={6} />
          ) : (
            <Failed error={signals.error} onRetry={() => void signals.refetch()} />
          )}
        </Section>
      ) : (
        <Listed project={project} signals={signals.data.items} />
      )}
    </>
  )
}

function Listed({
  project,
  signals,
}: {
  readonly project: string
  readonly signals: readonly SignalSource[]
}): ReactElement {
  const [search, setSearch] = useSearchParams()
  const state = search.get('state') === 'closed' ? 'closed' : search.get('state') === 'open' ? 'open' : ''
  return (
    <>
      {signals.length > 0 && (
        <Section title="Sources of signals" flush>
          <Signals project={project} signals={signals} />
        </Section>
      )}
      <Filters>
        <Choice
          isBare
          label="State"
          value={state}
          options={[
            { value: '', text: 'All' },
            { value: 'open', text: 'Going on' },
            { value: 'closed', text: 'Over' },
          ]}
          onChange={(next) => setSearch(next === '' ? {} : { state: next }, { replace: true })}
        />
      </Filters>
      <Section flush>
        <Items project={project} isMeasured={signals.length > 0} state={state} />
      </Section>
    </>
  )
}

function Items({
  project,
  isMeasured,
  state,
}: {
  readonly project: string
  readonly isMeasured: boolean
  readonly state: '' | 'open' | 'closed'
}): ReactElement {
  const list = usePages(api.incidents.list, { project, ...(state !== '' && { state }), limit: 50 })
  if (list.error !== undefined && list.error !== null)
    return <Failed error={list.error} onRetry={list.again} />
  if (list.isWaiting) return <Waiting lines={8} />
  if (list.items.length === 0)
    return isMeasured ? (
      <Empty icon="check" title="Nothing here">
        {state === 'closed' ? 'No incident is over yet.' : 'Nothing is known to be wrong.'}
      </Empty>
    ) : (
      <Empty icon="activity" title="Nothing is measured yet">
        Name the Prometheus that measures the services of a source. Then let Alertmanager tell of its alerts,
        or let it be looked by schedule.
      </Empty>
    )
  return (
    <Table<Incident>
      label="Incidents"
      rows={list.items}
      idOf={({ id }) => id}
      onMore={list.more}
      narrow="stacked"
      columns={[
        {
          head: 'What',
          cell: ({ id, name, headline }) => (
            <span className={styles['what']}>
              <Link href={incidentPath(project, id)}>{name}</Link>
              {headline !== undefined && <span className="quiet">{headline}</span>}
            </span>
          ),
        },
        { head: 'State', look: 'fit', cell: (one) => <IncidentState incident={one} /> },
        { head: 'Since', look: 'fit', cell: ({ since }) => <When at={since} /> },
        { head: 'Service', cell: ({ service }) => service ?? '–' },
        { head: 'First suspect', cell: ({ suspect }) => suspect ?? '–' },
        { head: 'Change', cell: (one) => <Cause project={project} incident={one} /> },
      ]}
    />
  )
}

/** Whether it goes on. */
export function IncidentState({ incident }: { readonly incident: Pick<Incident, 'until'> }): ReactElement {
  return incident.until === undefined ? (
    <Badge tone="high">Going on</Badge>
  ) : (
    <Badge tone="good" icon="check">
      Over
    </Badge>
  )
}

function Cause({
  project,
  incident: { change, source, reportedAt },
}: {
  readonly project: string
  readonly incident: Incident
}): ReactElement {
  if (change === undefined)
    return <span className="quiet">{reportedAt === undefined ? 'not looked yet' : 'none explains it'}</span>
  const { id, kind, title, author } = change
  return (
    <span className={styles['what']}>
      {kind === 'commit' ? <Link href={commitPath(project, { source, sha: id })}>{title}</Link> : title}
      <span className="quiet">{author}</span>
    </span>
  )
}
