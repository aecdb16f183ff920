import { median, spreadOf } from '../statistics.ts'
import { asCallersSee } from './between.ts'
import { byNumber } from './failures.ts'
import { groupSize, groupTimes, inGroups } from './groups.ts'
import { kindOf, statisticOf } from './metric.ts'
import type { Question } from './question.ts'
import { nodesOf } from './names.ts'
import { readingsOf, type Readings } from './readings.ts'
import {
  appetitesOf,
  greatestOf,
  heldOf,
  hungerOf,
  resourceOf,
  waitsOf,
  type Appetite,
  type Resource,
} from './resources.ts'
import { maybeShift, shiftOf, type Chosen, type Shift } from './shift.ts'
import { nearestIn } from './statistic.ts'

/** What is known of a node. */
export interface Observed {
  readonly node: string
  readonly requests: Shift | undefined
  /** By statistic: `average`, `p90` and so on. */
  readonly latency: ReadonlyMap<string, Shift>
  /** The share of its requests that fail. */
  readonly failing: Shift | undefined
  /** The resource that moved most. */
  readonly resource: Resource | undefined
  /** How much more processor or memory it uses for what it does, from 0 (as always) to 1 (twice as much and more). */
  readonly hunger: number
  /** What of. */
  readonly appetites: readonly Appetite[]
  /** How long it waits for a processor, where that is measured. */
  readonly waits: Shift | undefined
  /** How much it holds at once (connections, workers), where that is measured. */
  readonly held: Shift | undefined
  /** It used to be measured, and is no more. */
  readonly silent: boolean
  /** How long it takes by its own account, whatever its callers see. */
  readonly took: Shift | undefined
  /** What each of its callers measures of its calls, where anybody does. */
  readonly callers: ReadonlyMap<string, Observed>
}

/** Every node as it was and as it is. */
export function observe(question: Question): ReadonlyMap<string, Observed> {
  const size = groupSizeOf(question)
  const chosen = chosenSamples(question, size)
  const alone = [...nodesOf(question)].map((node) => observedOf(question, node, chosen, size))
  const greatest = greatestOf(alone.map(({ appetites }) => appetites))
  return asCallersSee(
    new Map(
      alone.map((one) => {
        const callers = callersOf(question, one.node, chosen, size)
        return [one.node, { ...one, hunger: hungerOf(one.appetites, greatest), callers }]
      }),
    ),
  )
}

/** What each caller measures of a node. */
function callersOf(
  question: Question,
  node: string,
  chosen: Chosen,
  size: number,
): ReadonlyMap<string, Observed> {
  const { normal, abnormal } = question
  const found = new Map<string, Observed>()
  for (const [caller, callees] of normal.calls ?? []) {
    const during = abnormal.calls?.get(caller)
    if (!callees.has(node) || during === undefined) continue
    const seen = {
      ...question,
      normal: { times: normal.times, series: callees },
      abnormal: { times: abnormal.times, series: during },
    }
    found.set(caller, observedOf(seen, node, chosen, size))
  }
  return found
}

function observedOf(question: Question, node: string, chosen: Chosen, size: number): Observed {
  const read = readingsOf(question, node)
  const before = inGroups(read.normal, size)
  const during = inGroups(read.abnormal, size)
  const latency = new Map<string, Shift>()
  for (const [statistic, values] of before.latency) {
    const now = during.latency.get(statistic)
    const shift = now === undefined ? undefined : shiftOf(values, now, chosen, 0.03)
    if (shift !== undefined) latency.set(statistic, shift)
  }
  const requests = maybeShift(before.requests, during.requests, chosen, 0.05)
  const whole = { before: chosen.before, during: [...groupTimes(question.abnormal.times, size).keys()] }
  return {
    node,
    latency,
    requests,
    hunger: 0,
    appetites: [
      ...appetitesOf(before.resources, during.resources, chosen, requests),
      ...appetitesOf(before.resources, during.resources, whole, requests),
    ],
    waits: waitsOf(before.resources, during.resources, chosen),
    held: heldOf(before.resources, during.resources, chosen),
    failing: byNumber(
      maybeShift(before.failing, during.failing, chosen, 0, leastOf(during.requests, chosen)),
      before.failing,
      during.failing,
      { before: before.requests, during: during.requests },
      chosen,
    ),
    resource: resourceOf(before.resources, during.resources, chosen),
    silent: isSilent(before.requests, during.requests, chosen),
    took: latency.get('average') ?? latency.values().next().value,
    callers: new Map(),
  }
}

/** How many samples are taken as one, by how many requests the nodes have in a sample. */
function groupSizeOf(question: Question): number {
  const { normal, abnormal } = question
  const requests = [...normal.series.keys()].flatMap(
    (node) => readingsOf(question, node).normal.requests ?? [],
  )
  return groupSize(requests, abnormal.times.length)
}

/** A few failures of few requests are chance: the smallest share that could be told from none. */
function leastOf(requests: Float64Array | undefined, chosen: Chosen): number {
  const count = chosen.during.reduce((sum, at) => sum + Math.max(0, requests?.[at] || 0), 0)
  return Number.isFinite(count) && count > 0 ? Math.max(0.002, 1 / count) : 0.002
}

function isSilent(
  before: Float64Array | undefined,
  during: Float64Array | undefined,
  chosen: Chosen,
): boolean {
  if (before === undefined || chosen.during.length < 3) return false
  if (chosen.during.some((at) => (during?.[at] ?? Number.NaN) > 0)) return false
  return before.filter((one) => one > 0).length / Math.max(1, before.length) > 0.8
}

/**
 * The samples in which the target shows its symptom: an alarm comes before, during or after the worst. Compared are
 * normal samples with about as many requests, where there are enough of them.
 */
function chosenSamples(question: Question, size: number): Chosen {
  const { normal, abnormal, target } = question
  const times = groupTimes(abnormal.times, size)
  const read = readingsOf(question, target.node)
  const before = inGroups(read.normal, size)
  const during = inGroups(read.abnormal, size)
  const shown = symptomatic(
    symptomSeries(before, target),
    symptomSeries(during, target),
    [...times.keys()],
    nearest(times, target.time),
  )
  return {
    during: shown,
    before: ofLikeLoad(before.requests, during.requests, shown, [...groupTimes(normal.times, size).keys()]),
  }
}

/** The series of the symptom at a node, in a window. */
export function symptomIn(
  question: Question,
  window: 'normal' | 'abnormal',
  node = question.target.node,
): Float64Array | undefined {
  return symptomSeries(readingsOf(question, node)[window], question.target)
}

function symptomSeries(
  readings: Readings,
  { metric, statistic }: Question['target'],
): Float64Array | undefined {
  switch (kindOf(metric)) {
    case 'availability':
    case 'errors':
      return readings.failing
    case 'latency':
      return nearestIn(readings.latency, statisticOf(`${metric} ${statistic}`))
    case 'requests':
      return readings.requests
    case 'resource':
      return readings.resources.get(metric)
  }
}

/** The samples that lie at least half as far from usual as those about the time of the alarm, or else as the farthest. */
function symptomatic(
  before: Float64Array | undefined,
  during: Float64Array | undefined,
  all: readonly number[],
  alarm: number | undefined,
): readonly number[] {
  if (before === undefined || during === undefined) return all
  const { median: usual, deviation } = spreadOf(before)
  const far = all.map((at) => Math.abs((during[at] ?? Number.NaN) - usual))
  const worst = Math.max(0, ...far.filter(Number.isFinite))
  const about =
    alarm === undefined ? [] : far.slice(Math.max(0, alarm - 1), alarm + 2).filter(Number.isFinite)
  const then = Math.max(0, ...about)
  const measure = then > 3 * deviation && then > 0.2 * worst ? then : worst
  const shown = all.filter((at) => (far[at] ?? 0) > 0.5 * measure)
  return shown.length > 0 ? shown : all
}

function nearest(times: ArrayLike<number>, time: number): number | undefined {
  if (!Number.isFinite(time)) return undefined
  let best: number | undefined
  for (let at = 0; at < times.length; at++) {
    const distance = Math.abs((times[at] ?? Number.NaN) - time)
    if (!Number.isNaN(distance) && (best === undefined || distance < Math.abs((times[best] ?? 0) - time)))
      best = at
  }
  return best
}

function ofLikeLoad(
  before: Float64Array | undefined,
  during: Float64Array | undefined,
  shown: readonly number[],
  all: readonly number[],
): readonly number[] {
  const now = median(shown.map((at) => during?.[at] ?? Number.NaN))
  if (before === undefined || !(now > 0)) return all
  const alike = all.filter((at) => (before[at] ?? 0) > 0.75 * now && (before[at] ?? 0) < 1.33 * now)
  return alike.length >= Math.max(12, 0.1 * all.length) ? alike : all
}
