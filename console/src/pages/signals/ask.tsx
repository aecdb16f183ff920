import { useEffect, useId, useState, type ReactElement } from 'react'
import type { SignalSource, SignalsAskable } from '../../api/nouns.ts'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/field.tsx'
import { Chip, Filters } from '../../parts/filters.tsx'
import type { Change, Wanted } from './wanted.ts'
import styles from './ask.module.css'

const stretches: readonly (readonly [number, string])[] = [
  [3600, '1 h'],
  [6 * 3600, '6 h'],
  [86_400, '1 day'],
  [7 * 86_400, '7 days'],
  [30 * 86_400, '30 days'],
]

/** What is asked: of whom, what, and over which stretch. */
export function Ask({
  signals,
  of,
  askable,
  query,
  wanted,
  onChange,
}: {
  readonly signals: readonly SignalSource[]
  /** The one that is asked. */
  readonly of: string
  readonly askable: SignalsAskable | undefined
  /** The one that is shown, which may be one that nobody has written. */
  readonly query: string
  readonly wanted: Wanted
  readonly onChange: Change
}): ReactElement {
  const watched = askable?.watched ?? []
  const isWatched = watched.some((one) => one.query === query)
  const ask = (next: string): void => onChange({ query: next, series: '' })
  return (
    <>
      <Filters>
        {signals.length > 1 && (
          <Choice
            isBare
            label="Source of signals"
            value={of}
            options={signals.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={(next) => onChange({ of: next, query: '', series: '' })}
          />
        )}
        {watched.length > 0 && (
          <Choice
            isBare
            label="What is watched"
            value={isWatched ? query : ''}
            options={[
              ...(isWatched ? [] : [{ value: '', text: 'A query of your own' }]),
              ...watched.map((one) => ({ value: one.query, text: `${one.title} (${one.convention})` })),
            ]}
            onChange={(next) => next !== '' && ask(next)}
          />
        )}
        <span className={styles['stretches']} role="group" aria-label="Stretch of time">
          {stretches.map(([seconds, text]) => (
            <Chip
              key={seconds}
              isOn={wanted.until === '' && wanted.seconds === seconds}
              onChange={() => onChange({ seconds, until: '' })}
            >
              {text}
            </Chip>
          ))}
        </span>
      </Filters>
      <QueryLine key={query} query={query} metrics={askable?.metrics ?? []} onAsk={ask} />
    </>
  )
}

function QueryLine({
  query,
  metrics,
  onAsk,
}: {
  readonly query: string
  readonly metrics: readonly string[]
  readonly onAsk: (query: string) => void
}): ReactElement {
  const [text, setText] = useState(query)
  const id = useId()
  useEffect(() => setText(query), [query])
  return (
    <form
      className={styles['line']}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onAsk(text.trim())
      }}
    >
      <label htmlFor={id} className="hidden-text">
        Query
      </label>
      <input
        id={id}
        className={styles['query']}
        list={`${id}-metrics`}
        value={text}
        placeholder="sum by (service) (rate(http_requests_total[4m]))"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <datalist id={`${id}-metrics`}>
        {metrics.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Button type="submit" look="main" isDisabled={text.trim() === ''}>
        Show
      </Button>
    </form>
  )
}
