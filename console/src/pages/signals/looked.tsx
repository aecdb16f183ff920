import { useEffect, useMemo, type ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import type {
  CommitSummary,
  LearnedSignal,
  LookedSignals,
  SignalsAskable,
  SignalSource,
} from '../../api/nouns.ts'
import { useAnswer, usePages } from '../../api/use.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { DifferenceView } from '../../parts/difference.tsx'
import { Chip } from '../../parts/filters.tsx'
import { Section } from '../../parts/page.tsx'
import { durationText } from '../../parts/quantity.ts'
import { Empty, Failed, Waiting } from '../../parts/state.tsx'
import { Chart } from './chart.tsx'
import { drawingOf, type Drawing } from './drawing.ts'
import { FoundTable } from './found.tsx'
import { HappenedList, MarkSection } from './happened.tsx'
import { happeningsOf, type Happening } from './happening.ts'
import { usualStretch, type Change, type Wanted } from './wanted.ts'
import styles from './looked.module.css'

interface LookedProps {
  readonly project: string
  readonly signals: SignalSource
  /** What is watched, as soon as it is known: what is asked need not wait for it. */
  readonly watched: SignalsAskable['watched'] | undefined
  readonly wanted: Wanted
  readonly onChange: Change
}

/** What a query gives, with what is usual, what is not, and which change came before. */
export function Looked(props: LookedProps): ReactElement {
  const { watched, wanted } = props
  const { looked, error, again } = useSeries(props)
  const title = titleOf(watched, looked?.query ?? wanted.query)
  if (looked === undefined)
    return (
      <Section title={title} flush>
        {error !== null && title !== undefined ? (
          <Failed error={error} onRetry={again} />
        ) : (
          <div className={styles['waiting']}>
            <Waiting lines={9} />
          </div>
        )}
      </Section>
    )
  if (looked.series.length === 0)
    return (
      <Section title={title} flush>
        <Empty icon="signals" title="There are no values here">
          In these {durationText(wanted.seconds)} nothing matches the query. Take a longer stretch, or look
          for the metric by the beginning of its name.
        </Empty>
      </Section>
    )
  return <Shown {...props} looked={looked} />
}

/** Undefined where it is not known yet which query is meant. */
function titleOf(watched: LookedProps['watched'], query: string): string | undefined {
  if (query === '' && watched === undefined) return undefined
  return watched?.find((one) => one.query === query)?.title ?? 'Query'
}

/** The series as far as they are known; asked for again from time to time, while the stretch ends now. */
function useSeries({ project, signals, wanted: { query, seconds, until } }: LookedProps): {
  readonly looked: LookedSignals | undefined
  readonly error: Error | null
  readonly again: () => void
} {
  const asked = {
    project,
    signals: signals.id,
    seconds,
    ...(query !== '' && { query }),
    ...(until !== '' && { until }),
  }
  const { data, error, isPlaceholderData, refetch } = useAnswer(api.signals.series, asked)
  useEvery(until === '' ? Math.max(30, (data?.step ?? 60) / 2) : undefined, refetch)
  return { looked: isPlaceholderData ? undefined : data, error, again: () => void refetch() }
}

function Shown({ looked, ...props }: LookedProps & { readonly looked: LookedSignals }): ReactElement {
  const { project, signals, watched, wanted, onChange } = props
  const title = titleOf(watched, looked.query) ?? 'Query'
  const focus = Math.max(
    0,
    looked.series.findIndex(({ id }) => id === wanted.series),
  )
  const { learned, error } = useLearned(props, looked.query, looked.series[focus]?.id ?? '')
  const unit = watched?.find((one) => one.query === looked.query)?.unit ?? looked.unit
  const drawing = useMemo(
    () => drawingOf({ ...looked, unit }, focus, learned),
    [looked, unit, focus, learned],
  )
  const happenings = useHappenings(project, signals, looked)
  const incidents = usePages(api.incidents.list, { project, signals: signals.id, limit: 50 })
  return (
    <>
      <Section
        title={title}
        note={noteOf(looked, learned?.taught)}
        actions={
          wanted.until !== '' && (
            <Button
              look="quiet"
              icon="refresh"
              onPress={() => onChange({ until: '', seconds: usualStretch })}
            >
              Back to now
            </Button>
          )
        }
      >
        {looked.series.length > 1 && (
          <SeriesChips looked={looked} focus={focus} onChange={(series) => onChange({ series })} />
        )}
        <Example series={looked.series[focus]} />
        <Chart
          project={project}
          drawing={drawing}
          title={title}
          happenings={happenings}
          incidents={incidents.items}
          change={wanted.change}
          onChange={(change) => onChange({ change })}
          onStretch={(from, to) => onChange(stretchOf(from, to))}
        />
        {error !== null && (
          <p className={styles['problem']} role="alert">
            What is usual is not known: {error.message}
          </p>
        )}
      </Section>
      <Chosen project={project} one={happenings.find(({ id }) => id === wanted.change)} />
      {learned !== undefined && <Found project={project} drawing={drawing} happenings={happenings} />}
      {happenings.length > 0 && (
        <Section title="Changes in this stretch" note={String(happenings.length)} flush>
          <HappenedList project={project} all={happenings} />
        </Section>
      )}
    </>
  )
}

/** Of a message in logs, one of its lines. */
function Example({
  series,
}: {
  readonly series: LookedSignals['series'][number] | undefined
}): ReactElement | null {
  if (series?.example === undefined) return null
  const { text, level, lines } = series.example
  return (
    <div className={styles['example']}>
      {level !== undefined && (
        <Badge tone={level === 'error' || level === 'fatal' ? 'high' : 'info'}>{level}</Badge>
      )}
      <code>{text === '' ? '(an empty line)' : text}</code>
      <span className="quiet">
        an example of {lines.toLocaleString('en')} {lines === 1 ? 'line' : 'lines'}
      </span>
    </div>
  )
}

/** All of the change that was pressed. */
function Chosen({
  project,
  one,
}: {
  readonly project: string
  readonly one: Happening | undefined
}): ReactElement | null {
  if (one === undefined) return null
  if (one.of.kind === 'commit') return <Difference project={project} commit={one.of.commit} />
  return <MarkSection project={project} mark={one.of.mark} />
}

/** What is usual of a series, as far as it is known yet. */
function useLearned(
  { project, signals, wanted: { seconds, until } }: LookedProps,
  query: string,
  series: string,
): { readonly learned: LearnedSignal | undefined; readonly error: Error | null } {
  const asked = { project, signals: signals.id, query, seconds, series, ...(until !== '' && { until }) }
  const { data, error, isPlaceholderData } = useAnswer(api.signals.learned, asked)
  return { learned: isPlaceholderData || data?.id !== series ? undefined : data, error }
}

function SeriesChips({
  looked,
  focus,
  onChange,
}: {
  readonly looked: LookedSignals
  readonly focus: number
  readonly onChange: (series: string) => void
}): ReactElement {
  const names = namesOf(looked)
  return (
    <div className={styles['series']} role="group" aria-label="Series">
      {looked.series.map(({ id }, at) => (
        <Chip key={id} isOn={at === focus} onChange={() => onChange(id)}>
          {names[at]}
        </Chip>
      ))}
      {looked.leftOut > 0 && <span className="quiet">and {looked.leftOut} more, which are smaller</span>}
    </div>
  )
}

function Found({
  project,
  drawing,
  happenings,
}: {
  readonly project: string
  readonly drawing: Drawing
  readonly happenings: readonly Happening[]
}): ReactElement {
  const count = (drawing.learned?.anomalies.length ?? 0) + (drawing.learned?.changes.length ?? 0)
  return (
    <Section title="What stands out" note={count === 0 ? undefined : String(count)} flush>
      {count === 0 ? (
        <Empty icon="check" title="Nothing stands out">
          No anomaly and no change of level in this stretch.
        </Empty>
      ) : (
        <FoundTable project={project} drawing={drawing} happenings={happenings} />
      )}
    </Section>
  )
}

/** What the chosen commit changes: values and lines. */
function Difference({
  project,
  commit,
}: {
  readonly project: string
  readonly commit: CommitSummary
}): ReactElement {
  const { source, sha } = commit
  const { data, error, refetch } = useAnswer(api.commits.get, { project, source, sha })
  return (
    <Section title={`What “${commit.subject}” changes`} note={sha.slice(0, 8)} flush>
      {data?.sha !== sha ? (
        error === null ? (
          <Waiting lines={4} />
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )
      ) : data.difference.length === 0 ? (
        <Empty icon="check" title="No value changes">
          Whatever this commit touches, every resource keeps its values.
        </Empty>
      ) : (
        <DifferenceView project={project} source={source} sha={sha} roots={data.difference} />
      )}
    </Section>
  )
}

/** The commits of the source's default branch in a stretch (what is on other branches does not run yet), and what happened beside them. */
function useHappenings(
  project: string,
  { source }: SignalSource,
  { start, step, count }: LookedSignals,
): readonly Happening[] {
  const stretch = {
    since: new Date(start * 1000).toISOString(),
    until: new Date((start + count * step) * 1000).toISOString(),
  }
  const { data: sources } = useAnswer(api.sources.list, { project })
  const branch = sources?.items.find(({ id }) => id === source)?.defaultBranch
  const { items } = usePages(api.commits.list, {
    project,
    source,
    ...(branch !== undefined && { branch }),
    ...stretch,
    limit: 100,
  })
  const { data: feed } = useAnswer(api.feed.list, { project, source, ...stretch })
  return useMemo(() => happeningsOf(items, feed?.items ?? []), [items, feed])
}

/** Asks again from time to time, while the stretch ends now. */
function useEvery(seconds: number | undefined, again: () => unknown): void {
  useEffect(() => {
    if (seconds === undefined) return undefined
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds, again])
}

/** A stretch that was dragged over, five minutes at least. */
function stretchOf(from: number, to: number): Pick<Wanted, 'seconds' | 'until'> {
  const seconds = Math.max(300, Math.round(to - from))
  return { seconds, until: new Date(Math.round((from + to + seconds) / 2) * 1000).toISOString() }
}

function noteOf({ step, start, count }: LookedSignals, taught: number | undefined): string {
  const past =
    taught === undefined
      ? 'learning what is usual …'
      : taught === 0
        ? 'nothing is known from before'
        : `usual as learned from ${taught.toLocaleString('en')} ${taught === 1 ? 'value' : 'values'} before`
  return `${durationText(count * step)} until ${new Date((start + count * step) * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}, ${past}`
}

/** What tells series from each other: the values of the labels that are not the same for all. */
function namesOf({ series }: LookedSignals): readonly string[] {
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))]
  const telling = labels.filter((label) => new Set(series.map((one) => one.labels[label])).size > 1)
  return series.map((one) => {
    const parts = telling.flatMap((label) => {
      const value = one.labels[label]
      return value === undefined ? [] : [telling.length === 1 ? value : `${label} ${value}`]
    })
    return parts.length === 0 ? one.id : parts.join(', ')
  })
}
