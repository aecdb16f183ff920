import { median } from '../statistics.ts'
import { isOfCallsMade, isTime, kindOf, statisticOf, type MetricKind } from './metric.ts'
import type { Question, Window } from './question.ts'
import { placeOf } from './statistic.ts'

/** The series of a node, in the units in which they can be compared. */
export interface Readings {
  readonly requests: Float64Array | undefined
  readonly latency: ReadonlyMap<string, Float64Array>
  readonly failing: Float64Array | undefined
  readonly resources: ReadonlyMap<string, Float64Array>
}

/** What is said of a node of what is normal, and of what isn't. */
export interface BothReadings {
  readonly normal: Readings
  readonly abnormal: Readings
}

type Named = readonly (readonly [metric: string, values: Float64Array])[]

/** What is read is asked for again and again: of each node for itself, for the target, for each suspect. */
const read = new WeakMap<Pick<Question, 'normal' | 'abnormal'>, Map<string, BothReadings>>()

/** What both windows say of a node. Whether numbers are shares or percentages, counts or shares, both tell together. */
export function readingsOf(windows: Pick<Question, 'normal' | 'abnormal'>, node: string): BothReadings {
  const known = read.get(windows) ?? new Map<string, BothReadings>()
  read.set(windows, known)
  const before = known.get(node)
  if (before !== undefined) return before
  const { normal, abnormal } = windows
  const all = (metric: string): Float64Array =>
    joined([normal, abnormal].flatMap((one) => one.series.get(node)?.get(metric) ?? []))
  const wholes = new Map<string, number>()
  const wholeOf = (metric: string): number => {
    const whole = wholes.get(metric) ?? (median(all(metric)) > 1.5 ? 100 : 1)
    wholes.set(metric, whole)
    return whole
  }
  const found = {
    normal: readingsIn(normal, node, all, wholeOf),
    abnormal: readingsIn(abnormal, node, all, wholeOf),
  }
  known.set(node, found)
  return found
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function readingsIn(
  window: Window,
  node: string,
  all: (metric: string) => Float64Array,
  wholeOf: (metric: string) => number,
): Readings {
  const kinds = new Map<MetricKind, (readonly [string, Float64Array])[]>()
  for (const one of window.series.get(node) ?? []) {
    const kind = kindOf(one[0])
    const same = kinds.get(kind)
    if (same === undefined) kinds.set(kind, [one])
    else same.push(one)
  }
  const of = (kind: MetricKind): Named => kinds.get(kind) ?? []
  const [, requests] = preferred(of('requests'), counting) ?? []
  const available = preferred(of('availability'), sharing)
  const errors = failingOf(eachOnce(of('errors')), requests, all)
  return {
    requests,
    latency: latencyOf(of('latency')),
    failing: available === undefined ? errors : unavailable(available[1], wholeOf(available[0]), errors),
    resources: new Map(of('resource')),
  }
}

/** Which statistic says how many there were, and which how large a share is. */
const counting = ['sum', 'count', 'average']
const sharing = ['average', 'p50', 'sum']

/** The first of those with the best statistic. */
function preferred(all: Named, statistics: readonly string[]): Named[number] | undefined {
  return all.toSorted(([left], [right]) => placeIn(statistics, left) - placeIn(statistics, right))[0]
}

function placeIn(statistics: readonly string[], metric: string): number {
  const place = statistics.indexOf(statisticOf(metric))
  return place === -1 ? statistics.length : place
}

/** Of what is given in several statistics, the one that counts. */
function eachOnce(all: Named): Named {
  const bases = new Set(all.map(([metric]) => withoutStatistic(metric)))
  return [...bases].flatMap((base) => {
    const best = preferred(
      all.filter(([metric]) => withoutStatistic(metric) === base),
      counting,
    )
    return best === undefined ? [] : [best]
  })
}

function withoutStatistic(metric: string): string {
  return metric.replace(
    /[_ .-](?:sum|(?:sample)?count|average|avg|mean|min|max|minimum|maximum|p\d[\d.]*)$/iu,
    '',
  )
}

/** By statistic; of two of one statistic the one of what the node answers, else the first. */
function latencyOf(all: Named): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>()
  const inOrder = all.toSorted(
    ([left], [right]) => Number(isOfCallsMade(left)) - Number(isOfCallsMade(right)),
  )
  for (const [metric, values] of inOrder) {
    const statistic = statisticOf(metric)
    if (isTime(statistic) && !found.has(statistic)) found.set(statistic, values)
  }
  const mean = found.has('average') ? undefined : meanFrom(found)
  return mean === undefined ? found : found.set('average', mean)
}

/** About the mean, from quantiles on both sides of the middle; undefined where there are none. */
function meanFrom(latency: ReadonlyMap<string, Float64Array>): Float64Array | undefined {
  const quantiles = [...latency]
    .map(([statistic, values]) => ({ place: placeOf(statistic), values }))
    .toSorted((left, right) => left.place - right.place)
  const [first] = quantiles
  const last = quantiles.at(-1)
  if (first === undefined || last === undefined || first.place > 0.5 || last.place < 0.75) return undefined
  return first.values.map((lowest, at) => {
    let sum = first.place * fasterHalf * lowest + (1 - last.place) * (last.values[at] ?? Number.NaN)
    for (const [index, { place, values }] of quantiles.entries()) {
      const next = quantiles[index + 1]
      if (next !== undefined)
        sum += ((next.place - place) * ((values[at] ?? Number.NaN) + (next.values[at] ?? Number.NaN))) / 2
    }
    return sum
  })
}

/** What is faster than the middle takes about this part of it. */
const fasterHalf = 0.8

/** Availability is a share or a percentage; which, its size says. What is missing of it, errors may tell. */
function unavailable(
  availability: Float64Array,
  whole: number,
  errors: Float64Array | undefined,
): Float64Array {
  return availability.map((one, at) =>
    Number.isNaN(one) ? (errors?.[at] ?? Number.NaN) : Math.min(1, Math.max(0, 1 - one / whole)),
  )
}

/** Errors are a share when they say so or never exceed one, else a count of the requests. */
function failingOf(
  errors: Named,
  requests: Float64Array | undefined,
  all: (metric: string) => Float64Array,
): Float64Array | undefined {
  const [first] = errors
  if (first === undefined) return undefined
  const [name] = first
  const sum = first[1].map((_, at) =>
    errors.reduce((total, [, values]) => total + (values[at] ?? Number.NaN), 0),
  )
  const ever = errors.flatMap(([metric]) => [...all(metric)]).filter(Number.isFinite)
  const most = ever.reduce((one, other) => Math.max(one, other), 0)
  if (
    /percent|pct|%/iu.test(name) ||
    (/ratio|rate/iu.test(name) && most > 1 && most <= 100 && requests === undefined)
  )
    return sum.map((one) => Math.min(1, one / 100))
  if (/ratio/iu.test(name) || (most <= 1 && ever.some((one) => !Number.isInteger(one)))) return sum
  // Where no requests are counted, errors are compared as they are.
  if (requests === undefined) return sum
  return sum.map((one, at) => Math.min(1, one / Math.max(1, requests[at] ?? Number.NaN)))
}
