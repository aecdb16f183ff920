import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { AlertSignal } from '../../model/alert-signal.ts'
import type { HttpPorts } from '../../model/http.ts'
import type { Labels, Sample, Series, Stretch } from '../../model/series.ts'
import { askJson, placeOf, unexpected, type Service } from '../asking.ts'
import { dataOf } from './answer.ts'
import { alertsOf, labelSetsOf, rulesOf, targetsOf, textsOf, type Rule, type Target } from './lists.ts'
import { chunksOf, pointsOf, tooMany } from './stretch.ts'
import { joinedSeries, matrixOf, samplesOf, type Piece } from './results.ts'

/**
 * Prometheus by its HTTP API, version 1: https://prometheus.io/docs/prometheus/latest/querying/api/
 * Also understood by Thanos, Mimir and VictoriaMetrics. What it refuses is a diagnostic that says what to do; an answer
 * with an error has no values.
 */
export interface Prometheus {
  /** The address, without what may be secret in it. */
  readonly address: string
  /** The values of an expression at one time, now when none is given. */
  query(expression: string, at: number | undefined, signal?: AbortSignal): Promise<Outcome<readonly Sample[]>>
  /**
   * The values of an expression over a stretch of any length. Times are multiples of the step, the same ones for every
   * series; what Prometheus has no value for, or no finite one, is a gap.
   */
  range(expression: string, stretch: Stretch, signal?: AbortSignal): Promise<Outcome<readonly Series[]>>
  /** The label sets of the series that a selector such as `up{job="api"}` matches. */
  series(
    selector: string,
    within: Omit<Stretch, 'step'>,
    signal?: AbortSignal,
  ): Promise<Outcome<readonly Labels[]>>
  /** Every value that a label has; of `__name__`, every metric. */
  labelValues(label: string, signal?: AbortSignal): Promise<Outcome<readonly string[]>>
  targets(signal?: AbortSignal): Promise<Outcome<readonly Target[]>>
  rules(signal?: AbortSignal): Promise<Outcome<readonly Rule[]>>
  alerts(signal?: AbortSignal): Promise<Outcome<readonly AlertSignal[]>>
}

/** Prometheus at an address such as `http://localhost:9090` or `https://host/prefix`. */
export function prometheus(url: string, authorization: string | undefined, ports: HttpPorts): Prometheus {
  const service: Service = { name: 'Prometheus', url, authorization }
  const get: Get = async (path, parameters, read, signal) => {
    const asked = await askJson(
      service,
      { path, parameters, seconds: path.startsWith('/api/v1/query') ? patience : listPatience },
      ports,
      signal,
    )
    if (asked.kind === 'problem') return { value: undefined, diagnostics: [asked.diagnostic] }
    const span = placeOf(service, path)
    const expression = parameters.find(([name]) => name === 'query')?.[1]
    const { value: data, diagnostics } = dataOf(asked, { service, span, expression })
    if (data === undefined) return { value: undefined, diagnostics }
    const value = read(data)
    if (value !== undefined) return { value, diagnostics }
    const wrong = unexpected(service, span, `${service.name} answers ${path} in a form that is not known.`)
    return { value: undefined, diagnostics: [...diagnostics, wrong] }
  }
  const list = async <One>(
    ...[path, parameters, read, signal]: Parameters<typeof get<readonly One[]>>
  ): Promise<Outcome<readonly One[]>> => orNone(await get(path, parameters, read, signal))
  return {
    address: placeOf(service, '').file,
    query: (expression, at, signal) => {
      const time: Pairs = at === undefined ? [] : [['time', timeText(at)]]
      return list('/api/v1/query', [['query', expression], ...time], samplesOf, signal)
    },
    range: (expression, stretch, signal) => rangeOf(expression, stretch, { get, service }, signal),
    series: (selector, { start, end }, signal) =>
      list(
        '/api/v1/series',
        [
          ['match[]', selector],
          ['start', timeText(start)],
          ['end', timeText(end)],
        ],
        labelSetsOf,
        signal,
      ),
    labelValues: (label, signal) =>
      list(`/api/v1/label/${encodeURIComponent(label)}/values`, [], textsOf, signal),
    targets: (signal) => list('/api/v1/targets', [], targetsOf, signal),
    rules: (signal) => list('/api/v1/rules', [], rulesOf, signal),
    alerts: (signal) => list('/api/v1/alerts', [], alertsOf, signal),
  }
}

type Pairs = readonly (readonly [string, string])[]

type Get = <Value>(
  path: string,
  parameters: Pairs,
  read: (data: unknown) => Value | undefined,
  signal: AbortSignal | undefined,
) => Promise<Outcome<Value | undefined>>

/** Seconds for one answer; Prometheus' own limit is two minutes. */
const patience = 130
/** Seconds for what it has at hand: names, alerts, rules and targets. */
const listPatience = 30

async function rangeOf(
  expression: string,
  stretch: Stretch,
  { get, service }: { readonly get: Get; readonly service: Service },
  signal: AbortSignal | undefined,
): Promise<Outcome<readonly Series[]>> {
  const points = pointsOf(stretch)
  if (points === undefined) return { value: [], diagnostics: [tooMany(stretch, placeOf(service, ''))] }
  const pieces: Piece[] = []
  const diagnostics: Diagnostic[] = []
  for (const { start, end } of chunksOf(points)) {
    const found = await get(
      '/api/v1/query_range',
      [
        ['query', expression],
        ['start', timeText(start)],
        ['end', timeText(end)],
        ['step', timeText(points.step)],
      ],
      matrixOf,
      signal,
    )
    diagnostics.push(...found.diagnostics)
    // A stretch with a hole that nobody measured would be taken for a stretch with a gap.
    if (found.value === undefined) return { value: [], diagnostics }
    pieces.push(...found.value)
  }
  return { value: joinedSeries(pieces, points), diagnostics }
}

function timeText(seconds: number): string {
  return String(Math.round(seconds * 1000) / 1000)
}

function orNone<One>({ value, diagnostics }: Outcome<readonly One[] | undefined>): Outcome<readonly One[]> {
  return { value: value ?? [], diagnostics }
}
