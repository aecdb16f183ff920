import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { AlertSignal } from '../../model/alert-signal.ts'
import type { Sample, Series, Stretch } from '../../model/series.ts'
import type {
  AskedQuestion,
  ServiceLabels,
  ServiceSignals,
  SymptomSeries,
} from '../../model/service-signals.ts'
import type { SeenCall } from '../../model/topology/topology.ts'
import { conventionsWith, type Calls, type Convention } from './conventions.ts'
import { measuresFrom, nodeOf, type Answered } from './measured.ts'

/** What is needed of a Prometheus. */
export interface Source {
  query(expression: string, at: number | undefined, signal?: AbortSignal): Promise<Outcome<readonly Sample[]>>
  range(expression: string, stretch: Stretch, signal?: AbortSignal): Promise<Outcome<readonly Series[]>>
  labelValues(label: string, signal?: AbortSignal): Promise<Outcome<readonly string[]>>
  alerts(signal?: AbortSignal): Promise<Outcome<readonly AlertSignal[]>>
}

/** What is to be asked. */
export interface Wanted {
  readonly stretch: Stretch
  /** The length of rates, in seconds. */
  readonly window: number
  /** A repository's own conventions, which come before ours. */
  readonly own: readonly Convention[]
  /** Labels with names of services, before the usual ones. */
  readonly labels: ServiceLabels
  /** A query of the symptom itself. */
  readonly symptom: string | undefined
  /** Alerts are of now, so of the past they aren't asked. */
  readonly isNow: boolean
  readonly progress?: (done: number, all: number) => void
}

/** As many questions as are asked at once. */
const atOnce = 4

/** Asks for everything that is measured of services, by the conventions whose metrics are there. */
export async function askServices(
  source: Source,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Outcome<ServiceSignals>> {
  const names = await source.labelValues('__name__', signal)
  // Who is away once is away for the other questions too, each of which would be tried for seconds.
  if (names.diagnostics.some(({ code }) => away.has(code)))
    return { value: nothingOf(wanted), diagnostics: names.diagnostics }
  const usual = conventionsWith(wanted.labels).filter(({ needs }) => names.value.includes(needs))
  const followed = [...wanted.own, ...usual]
  const asks = followed.flatMap((convention) => convention.asks.map((ask) => ({ convention, ask })))
  let done = 0
  const answers = await inTurns(asks, async ({ convention, ask }) => {
    const expression = filledIn(ask.expression, convention, wanted)
    const { value, diagnostics } = await source.range(expression, wanted.stretch, signal)
    wanted.progress?.(++done, asks.length)
    return { answer: { convention, ask, expression, series: value }, diagnostics }
  })
  const calls = await inTurns(
    followed.flatMap(({ calls: one }) => one ?? []),
    (one) => callsOf(source, one, wanted, signal),
  )
  const symptom = await symptomOf(source, wanted, signal)
  const alerts = wanted.isNow ? await source.alerts(signal) : { value: [], diagnostics: [] }
  const answered = answers.map(({ answer }) => answer)
  const times = timesOf(answered, symptom.value, wanted.stretch)
  return {
    value: {
      stretch: wanted.stretch,
      times,
      measures: measuresFrom(answered, wanted.stretch.step, times.length),
      calls: calls.flatMap(({ value }) => value),
      alerts: alerts.value,
      symptom: symptom.value.map(({ labels, values }): SymptomSeries => ({
        expression: wanted.symptom ?? '',
        labels,
        values,
      })),
      asked: answered.map(askedOf),
    },
    diagnostics: distinct([
      ...names.diagnostics,
      ...answers.flatMap(({ diagnostics }) => diagnostics),
      ...calls.flatMap(({ diagnostics }) => diagnostics),
      ...symptom.diagnostics,
      ...alerts.diagnostics,
    ]),
  }
}

const away: ReadonlySet<string> = new Set([
  'signals/unreachable',
  'signals/unavailable',
  'signals/bad-address',
])

function nothingOf({ stretch }: Wanted): ServiceSignals {
  const times = timesOf([], [], stretch)
  return { stretch, times, measures: [], calls: [], alerts: [], symptom: [], asked: [] }
}

function askedOf({ convention, ask, expression, series }: Answered): AskedQuestion {
  return { convention: convention.id, what: ask.what, expression, series: series.length }
}

function filledIn(
  expression: string,
  { name, namespace }: Pick<Convention, 'name' | 'namespace'>,
  { window, stretch }: Wanted,
): string {
  return expression
    .replaceAll('$window', `${Math.round(window)}s`)
    .replaceAll('$stretch', `${Math.round(stretch.end - stretch.start)}s`)
    .replaceAll('$by', [...name, ...namespace].join(', '))
}

async function callsOf(
  source: Source,
  { metric, expression, from, to }: Calls,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<Outcome<readonly SeenCall[]>> {
  const asked = filledIn(expression, { name: [], namespace: [] }, wanted)
  const { value, diagnostics } = await source.query(asked, wanted.stretch.end, signal)
  const calls = value.flatMap(({ labels }): readonly SeenCall[] => {
    const [caller, callee] = [from, to].map(({ name, namespace }) =>
      nodeOf(labels, { name: [name], namespace: namespace === undefined ? [] : [namespace] }),
    )
    if (caller === undefined || callee === undefined) return []
    return [{ from: caller, to: callee, origin: { kind: 'metric', metric } }]
  })
  return { value: calls, diagnostics }
}

async function symptomOf(
  source: Source,
  { symptom, stretch }: Wanted,
  signal: AbortSignal | undefined,
): Promise<Outcome<readonly Series[]>> {
  return symptom === undefined ? { value: [], diagnostics: [] } : source.range(symptom, stretch, signal)
}

/** The times of the answers, which are the same for all; made up where nobody answered. */
function timesOf(answers: readonly Answered[], symptom: readonly Series[], stretch: Stretch): Float64Array {
  const known = [...answers.flatMap(({ series }) => series), ...symptom][0]
  if (known !== undefined) return known.times
  const { start, end, step } = stretch
  return Float64Array.from(
    { length: Math.max(1, Math.floor((end - start) / step) + 1) },
    (_, at) => start + at * step,
  )
}

/** Some at once, in the order in which they were given. */
async function inTurns<One, Made>(
  all: readonly One[],
  work: (one: One) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (let from = 0; from < all.length; from += atOnce)
    made.push(...(await Promise.all(all.slice(from, from + atOnce).map(work))))
  return made
}

/** A system that is away says so once. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code}\n${one.detail}`, one])).values()]
}
