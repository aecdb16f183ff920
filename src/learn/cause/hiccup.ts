import { median } from '../statistics.ts'
import { isWaitForProcessor } from './metric.ts'
import type { Question, Window } from './question.ts'
import { eachMetric, withSeries } from './windows.ts'

/** So many times as long as usual, and everybody waits. */
const much = 1.5
/** Of fewer than these, it could be one that makes the others wait. */
const leastNodes = 3
/** What is asked about has to have some samples left. */
const leastSamples = 3

/**
 * The question without the samples in which all nodes at once waited for a processor: what has the machine then slows
 * everybody, and who stands out is chance. Undefined where there are none, or where little else is left.
 */
export function withoutHiccups(question: Question): Question | undefined {
  const usual = usualWaits(question.normal)
  if (usual.size < leastNodes) return undefined
  const kept = [question.normal, question.abnormal].map((window) => calmIn(window, usual))
  const [normal = [], abnormal = []] = kept
  if (abnormal.length === question.abnormal.times.length || abnormal.length < leastSamples) return undefined
  if (normal.length < 0.5 * question.normal.times.length) return undefined
  return {
    ...question,
    normal: only(question.normal, normal),
    abnormal: only(question.abnormal, abnormal),
  }
}

/** How long each node usually waits, by node and metric. */
function usualWaits({ series }: Window): ReadonlyMap<string, readonly [metric: string, usual: number]> {
  return new Map(
    [...series].flatMap(([node, metrics]) => {
      const found = [...metrics].find(([metric]) => isWaitForProcessor(metric))
      const usual = found === undefined ? 0 : median(found[1])
      return found !== undefined && usual > 0 ? [[node, [found[0], usual]] as const] : []
    }),
  )
}

/**
 * The samples in which half of the nodes wait no longer than usual, and that come after such a one: what waited ends, and is
 * counted, a little later.
 */
function calmIn(
  { times, series }: Window,
  usual: ReadonlyMap<string, readonly [metric: string, usual: number]>,
): readonly number[] {
  const isCalm = Array.from(times, (_, at) => {
    const waits = [...usual].map(
      ([node, [metric, before]]) => (series.get(node)?.get(metric)?.[at] ?? Number.NaN) / before,
    )
    return !(median(waits) > much)
  })
  return [...isCalm.keys()].filter((at) => isCalm[at] === true && isCalm[at - 1] !== false)
}

function only(window: Window, kept: readonly number[]): Window {
  const cut = (values: Float64Array): Float64Array =>
    Float64Array.from(kept, (at) => values[at] ?? Number.NaN)
  return {
    ...withSeries(window, (series) => eachMetric(series, (name, values) => [name, cut(values)])),
    times: kept.map((at) => window.times[at] ?? Number.NaN),
  }
}
