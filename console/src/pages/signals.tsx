import { useState, type ReactElement } from 'react'
import { api } from '../../../src/contract/routes.ts'
import type { SignalSource } from '../api/nouns.ts'
import { useAnswer } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { AddSignals } from './incidents/add-signals.tsx'
import { Ask } from './signals/ask.tsx'
import { Looked } from './signals/looked.tsx'
import { useWanted } from './signals/wanted.ts'

/** What is measured, what was usual, what is not, and what was changed before: under one axis of time. */
export function SignalsPage({ project }: { readonly project: string }): ReactElement {
  const signals = useAnswer(api.signals.list, { project })
  const [isAdding, setIsAdding] = useState(false)
  const items = signals.data?.items
  const [first, ...others] = items ?? []
  return (
    <>
      <PageHead
        title="Signals"
        actions={
          items?.length === 0 && (
            <Button icon="plus" onPress={() => setIsAdding(true)}>
              Add a source
            </Button>
          )
        }
      >
        What is measured, what is usual, and which change came before what is not.
      </PageHead>
      <AddSignals project={project} isOpen={isAdding} onClose={() => setIsAdding(false)} />
      {items === undefined ? (
        <Section flush>
          {signals.error === null ? (
            <Waiting lines={9} />
          ) : (
            <Failed error={signals.error} onRetry={() => void signals.refetch()} />
          )}
        </Section>
      ) : first === undefined ? (
        <Section flush>
          <Empty icon="signals" title="Nothing is measured yet">
            Name the Prometheus that measures the services of a source, or send lines of its logs. What is
            measured then stands here, with every change of that source under it.
          </Empty>
        </Section>
      ) : (
        <Measured project={project} signals={[first, ...others]} />
      )}
    </>
  )
}

function Measured({
  project,
  signals,
}: {
  readonly project: string
  readonly signals: readonly [SignalSource, ...SignalSource[]]
}): ReactElement {
  const [wanted, change] = useWanted()
  const source =
    signals.find(({ id, name }) => id === wanted.of || name === wanted.of) ??
    signals.find(({ kind }) => kind === 'prometheus') ??
    signals[0]
  const { data, error, isPlaceholderData, refetch } = useAnswer(api.signals.askable, {
    project,
    signals: source.id,
  })
  const askable = isPlaceholderData ? undefined : data
  const query = wanted.query === '' ? (askable?.watched[0]?.query ?? '') : wanted.query
  const watched = askable?.watched.find((one) => one.query === query)
  const about = { title: watched?.title ?? 'Query', unit: watched?.unit }
  const all = { project, signals: source, about, query, wanted, onChange: change }
  return (
    <>
      <Ask
        signals={signals}
        of={source.id}
        askable={askable}
        query={query}
        wanted={wanted}
        onChange={change}
      />
      {query === '' ? (
        <Section flush>
          <Unasked
            isLogs={source.kind === 'logs'}
            isKnown={askable !== undefined}
            error={error}
            onRetry={() => void refetch()}
          />
        </Section>
      ) : (
        <Looked key={`${source.id} ${query}`} {...all} />
      )}
    </>
  )
}

/** Before there is a query: nobody knows yet what there is, or nothing is known of it. */
function Unasked({
  isLogs,
  isKnown,
  error,
  onRetry,
}: {
  readonly isLogs: boolean
  readonly isKnown: boolean
  readonly error: Error | null
  readonly onRetry: () => void
}): ReactElement {
  if (error !== null && !isKnown) return <Failed error={error} onRetry={onRetry} />
  if (!isKnown) return <Waiting lines={9} />
  if (isLogs)
    return (
      <Empty icon="signals" title="No lines have come yet">
        As soon as they do, each message stands here with how often it came.
      </Empty>
    )
  return (
    <Empty icon="signals" title="Ask for something">
      Nothing is measured here by a convention that is known. Write the name of a metric, or any query.
    </Empty>
  )
}
