import type { LearnedSignal, LookedSignals, SignalsAskable } from '../../contract/look-nouns.ts'
import { httpUpTo } from '../../host/http.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { AnomalyDetector } from '../../learn/anomalies/detector.ts'
import { usualOf } from '../../learn/usual/usual.ts'
import type { ServiceLabels } from '../../model/service-signals.ts'
import type { Series } from '../../model/series.ts'
import { unitOf } from '../../report/plot/unit-of.ts'
import { prometheus, type Prometheus } from '../../signals/prometheus/prometheus.ts'
import { watchedAt } from '../../signals/services/watched.ts'
import { changesOf } from './look-changes.ts'
import { pastOf, stepOf } from './look-step.ts'
import { privateAddress } from './private-address.ts'

/** A look at what a Prometheus measures: what a thread is sent. */
export interface LookJob {
  readonly what: 'askable' | 'series' | 'learned'
  readonly url: string
  readonly authorization: string | undefined
  readonly allowsPrivate: boolean
  readonly labels: ServiceLabels
  readonly query: string
  readonly seconds: number
  /** Seconds since 1970. */
  readonly until: number
  /** The id of the one that is learned. */
  readonly series: string
}

/** Counts of lines, of which it is to be learned what is usual. */
export interface CountedJob {
  readonly what: 'counted'
  readonly id: string
  /** Seconds since 1970. */
  readonly start: number
  readonly step: number
  readonly values: readonly (number | null)[]
  /** The place from which on it is shown. */
  readonly from: number
}

export function countedJob({ id, start, step, values, from }: CountedJob): Look {
  const series: Series = {
    id,
    labels: {},
    step,
    times: Float64Array.from(values, (_, at) => start + at * step),
    values: Float64Array.from(values, (one) => one ?? Number.NaN),
  }
  return { kind: 'looked', found: learnedOf(series, from, step) }
}

export type Look =
  | { readonly kind: 'looked'; readonly found: SignalsAskable | LookedSignals | LearnedSignal }
  /** `invalid`: the question is not understood; `conflict`: there is nobody to answer it, or nothing to tell. */
  | { readonly kind: 'refused'; readonly why: 'invalid' | 'conflict'; readonly detail: string }

/** A person waits for it. */
const patience = 20_000
/** Of as many series as a query may sensibly have; whoever may look could else fill the memory of the server. */
const http = httpUpTo(64_000_000)

export async function lookJob(job: LookJob): Promise<Look> {
  const inside = job.allowsPrivate ? undefined : await privateAddress(job.url)
  if (inside !== undefined) return { kind: 'refused', why: 'conflict', detail: inside }
  const source = prometheus(job.url, job.authorization, http)
  const signal = AbortSignal.timeout(patience)
  switch (job.what) {
    case 'askable':
      return askable(source, job.labels, signal)
    case 'series':
      return looked(source, job, signal)
    case 'learned':
      return learned(source, job, signal)
  }
}

/** As many names as a list that a person types into is good for. */
const mostMetrics = 1500

async function askable(source: Prometheus, labels: ServiceLabels, signal: AbortSignal): Promise<Look> {
  const { value, diagnostics } = await watchedAt(source, labels, signal)
  const refusal = refusalOf(diagnostics)
  if (refusal !== undefined) return refusal
  return {
    kind: 'looked',
    found: { watched: value.queries, metrics: value.metrics.slice(0, mostMetrics) },
  }
}

/** As many series as can be told apart in one picture. */
const mostSeries = 8

async function looked(source: Prometheus, job: LookJob, signal: AbortSignal): Promise<Look> {
  const step = stepOf(job.seconds)
  const stretch = { start: job.until - job.seconds, end: job.until, step }
  const { value, diagnostics } = await source.range(job.query, stretch, signal)
  const refusal = refusalOf(diagnostics)
  if (refusal !== undefined) return refusal
  const sorted = value
    .map((one) => ({ one, size: largest(one) }))
    .toSorted((a, b) => b.size - a.size || (a.one.id < b.one.id ? -1 : 1))
    .map(({ one }) => one)
  const found: LookedSignals = {
    query: job.query,
    unit: unitOf(job.query, sorted[0]?.id ?? ''),
    start: sorted[0]?.times[0] ?? Math.ceil(stretch.start / step) * step,
    step,
    count: sorted[0]?.times.length ?? 0,
    series: sorted
      .slice(0, mostSeries)
      .map(({ id, labels, values }) => ({ id, labels: { ...labels }, values: numbers(values) })),
    leftOut: Math.max(0, sorted.length - mostSeries),
    notes: diagnostics.map(({ detail }) => detail).slice(0, 5),
  }
  return { kind: 'looked', found }
}

const level = 0.95

async function learned(source: Prometheus, job: LookJob, signal: AbortSignal): Promise<Look> {
  const step = stepOf(job.seconds)
  const start = job.until - job.seconds
  const stretch = { start: start - pastOf(job.seconds, step), end: job.until, step }
  const { value, diagnostics } = await source.range(job.query, stretch, signal)
  const refusal = refusalOf(diagnostics)
  if (refusal !== undefined) return refusal
  const series = value.find(({ id }) => id === job.series)
  if (series === undefined) {
    const detail = 'The query no longer gives this series. Ask for the series again and take another.'
    return { kind: 'refused', why: 'conflict', detail }
  }
  const from = series.times.findIndex((time) => time >= start)
  return { kind: 'looked', found: learnedOf(series, Math.max(0, from), step) }
}

function learnedOf(series: Series, from: number, step: number): LearnedSignal {
  const { times, values } = series
  const ahead = Math.ceil((times.length - from) / 6)
  // Before its first value there is nothing to be learned, and nothing is missing.
  const first = Math.max(0, values.findIndex(Number.isFinite))
  const known = values.subarray(Math.min(first, from))
  const usual = usualOf(known, {
    from: from - Math.min(first, from),
    ahead,
    stepSeconds: step,
    level,
  })
  return {
    id: series.id,
    start: times[from] ?? 0,
    step,
    ahead,
    level,
    expected: numbers(usual.expected),
    lower: numbers(usual.lower),
    upper: numbers(usual.upper),
    seasons: usual.seasons.map((one) => one * step),
    taught: values.subarray(0, from).filter(Number.isFinite).length,
    anomalies: anomaliesOf(series, first, from),
    changes: changesOf(series, { from, season: usual.seasons.at(-1) }),
  }
}

function anomaliesOf({ times, values }: Series, first: number, from: number): LearnedSignal['anomalies'] {
  const detector = new AnomalyDetector(from - first)
  const found: LearnedSignal['anomalies'][number][] = []
  // What is missing at the end may only not be measured yet.
  const last = values.findLastIndex(Number.isFinite)
  for (let at = first; at <= last; at++) {
    const { score, why } = detector.next(times[at] ?? 0, values[at] ?? Number.NaN)
    if (at < from || why === undefined) continue
    const value = values[at] ?? Number.NaN
    found.push({ at: times[at] ?? 0, value: numberOf(value), score: Math.round(score * 1000) / 1000, why })
  }
  return found
}

/** From a query that is wrong, what is wrong with it; of what nobody answers, why. */
function refusalOf(diagnostics: readonly Diagnostic[]): Look | undefined {
  const wrong = diagnostics.find(({ severity }) => severity === 'error')
  if (wrong === undefined) return undefined
  const why = /bad-query|bad-stretch/u.test(wrong.code) ? 'invalid' : 'conflict'
  return { kind: 'refused', why, detail: wrong.detail }
}

function largest({ values }: Series): number {
  return values.reduce((most, one) => Math.max(most, Number.isFinite(one) ? Math.abs(one) : 0), 0)
}

function numbers(values: Float64Array): readonly (number | null)[] {
  return Array.from(values, numberOf)
}

function numberOf(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null
}
