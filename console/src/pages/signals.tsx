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
  const watched = askable?.watched
  const isNothing = wanted.query === '' && (watched === undefined ? error !== null : watched.length === 0)
  return (
    <>
      <Ask
        signals={signals}
        of={source.id}
        askable={askable}
        query={wanted.query === '' ? (watched?.[0]?.query ?? '') : wanted.query}
        wanted={wanted}
        onChange={change}
      />
      {isNothing ? (
        <Section flush>
          <Unasked
            isLogs={source.kind === 'logs'}
            error={watched === undefined ? error : null}
            onRetry={() => void refetch()}
          />
        </Section>
      ) : (
        <Looked
          key={`${source.id} ${wanted.query}`}
          project={project}
          signals={source}
          watched={watched}
          wanted={wanted}
          onChange={change}
        />
      )}
    </>
  )
}

/** Where nobody says what to look at: nobody knows what there is, or nothing is known of it. */
function Unasked({
  isLogs,
  error,
  onRetry,
}: {
  readonly isLogs: boolean
  readonly error: Error | null
  readonly onRetry: () => void
}): ReactElement {
  if (error !== null) return <Failed error={error} onRetry={onRetry} />
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
