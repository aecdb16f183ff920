import { cpuBuckets, DecayingHistogram, memoryBuckets } from './histogram.ts'

/** What a container used, and what it may use now. */
export interface Usage {
  readonly kind: 'cpu' | 'memory'
  /** In cores or bytes, in order; NaN where it is missing. */
  readonly values: Float64Array
  readonly stepSeconds: number
  /** Kills for lack of memory, with the memory that it had. */
  readonly kills: readonly Kill[]
  readonly request: number
  readonly limit: number
}

export interface Kill {
  /** Seconds after the first value. */
  readonly at: number
  readonly bytes: number
}

/** Settings with the defaults of the Vertical Pod Autoscaler. */
export interface Settings {
  /** The share of time that the request should do for. */
  readonly share: number
  /** What is added to it. */
  readonly margin: number
  /** Nothing less is recommended, in cores and bytes, but what is requested now where use fits into it. */
  readonly leastCpu: number
  readonly leastMemory: number
  /** Of what somebody asked for the least: there a present request below it is raised too. */
  readonly asked: readonly Usage['kind'][]
}

export const usual: Settings = {
  share: 0.9,
  margin: 0.15,
  leastCpu: 0.025,
  leastMemory: 250 * 2 ** 20,
  asked: [],
}

/** What to request. */
export interface Recommendation {
  readonly request: number
  /** Below the lower and above the upper end a request is worth changing. */
  readonly lower: number
  readonly upper: number
  /** The present one unless more is needed, as large as the request where it is that now; undefined where there is none. */
  readonly limit: number | undefined
  /** What use alone asks for. */
  readonly measured: number
  /** Use asks for less than the least: the request is that, or the present one where it is less still. */
  readonly isFloor: boolean
}

/** How a request would have done in hours that it wasn't made from. */
export interface Backtest {
  readonly hours: number
  /** The part of the request that stood idle, in the mean. */
  readonly slack: number
  /** The share of hours in which use was above it at some time. */
  readonly overruns: number
}

const day = 86_400
const hour = 3600

/**
 * Requests by percentiles of a decaying histogram, as the Vertical Pod Autoscaler makes them: of processor use every
 * sample, of memory the peak of each day, a kill for lack of memory as a peak of a fifth or 100 MiB more
 * (https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler). Undefined where nothing was measured.
 */
export function recommend(usage: Usage, settings: Settings): Recommendation | undefined {
  const histogram = new DecayingHistogram(usage.kind === 'cpu' ? cpuBuckets : memoryBuckets)
  const isMemory = usage.kind === 'memory'
  const samples = isMemory ? memorySamples(usage) : cpuSamples(usage)
  for (const { value, weight, time } of samples) histogram.add(value, weight, time)
  const least = isMemory ? settings.leastMemory : settings.leastCpu
  const days = (usage.values.filter(Number.isFinite).length * usage.stepSeconds) / day
  const raised = (share: number): number => histogram.percentile(share) * (1 + settings.margin)
  const measured = raised(settings.share)
  if (!Number.isFinite(measured)) return undefined
  const isAsked = settings.asked.includes(usage.kind)
  // The least says nothing of use: it makes no request too little that use fits into.
  const isKept = !isAsked && usage.request >= measured && usage.request < least
  const request = isKept ? usage.request : Math.max(least, measured)
  const peak = isMemory ? samples.reduce((most, { value }) => Math.max(most, value), 0) : 0
  return {
    request,
    // Of a short history little is known: the ends lie further apart.
    lower: Math.min(request, Math.max(isAsked ? least : 0, raised(0.5) * (1 + 0.001 / days) ** -2)),
    upper: Math.max(request, raised(0.95) * (1 + 1 / days)),
    limit: limitOf(usage, Math.max(request, peak)),
    measured,
    isFloor: measured < least,
  }
}

/** A limit above the request is room that somebody chose: it is raised where more is needed, and never lowered. */
function limitOf({ request, limit }: Usage, needed: number): number | undefined {
  if (!(limit > 0)) return undefined
  return limit === request ? needed : Math.max(limit, needed)
}

interface Sample {
  readonly value: number
  readonly weight: number
  readonly time: number
}

/** Weighed by the request, as a busy replica's word counts more; at least a tenth of a core. */
function cpuSamples({ values, stepSeconds, request }: Usage): readonly Sample[] {
  const weight = Math.max(0.1, Number.isFinite(request) ? request : 0)
  return [...values].map((value, at) => ({ value, weight, time: at * stepSeconds }))
}

function memorySamples({ values, stepSeconds, kills }: Usage): readonly Sample[] {
  const peaks = new Map<number, number>()
  const raise = (time: number, bytes: number): void => {
    const at = Math.floor(time / day)
    if (Number.isFinite(bytes)) peaks.set(at, Math.max(peaks.get(at) ?? 0, bytes))
  }
  for (const [at, value] of values.entries()) raise(at * stepSeconds, value)
  for (const { at, bytes } of kills) raise(at, Math.max(1.2 * bytes, bytes + 100 * 2 ** 20))
  return [...peaks]
    .toSorted(([left], [right]) => left - right)
    .map(([at, value]) => ({ value, weight: 1, time: at * day }))
}

/**
 * What the last quarter of the history (a day at least, if there is one besides) would have made of requests that
 * were recommended each day from what came before; and of one that never changes. Undefined of less than two days.
 */
export function backtest(
  usage: Usage,
  settings: Settings,
): { readonly recommended: Backtest; readonly present: Backtest | undefined } | undefined {
  const { values, stepSeconds } = usage
  const perDay = Math.max(1, Math.round(day / stepSeconds))
  const begin = Math.min(values.length - perDay, Math.floor(0.75 * values.length))
  if (begin < perDay) return undefined
  const requests = new Float64Array(values.length).fill(Number.NaN)
  for (let from = begin; from < values.length; from += perDay) {
    const kills = usage.kills.filter(({ at }) => at < from * stepSeconds)
    const known = recommend({ ...usage, values: values.subarray(0, from), kills }, settings)
    requests.fill(known?.request ?? Number.NaN, from, Math.min(values.length, from + perDay))
  }
  const recommended = judged(usage, begin, (at) => requests[at] ?? Number.NaN)
  if (recommended === undefined) return undefined
  return { recommended, present: usage.request > 0 ? judged(usage, begin, () => usage.request) : undefined }
}

function judged(
  { values, stepSeconds }: Usage,
  begin: number,
  requestAt: (at: number) => number,
): Backtest | undefined {
  const hours = new Map<number, boolean>()
  let slack = 0
  let count = 0
  for (let at = begin; at < values.length; at++) {
    const value = values[at] ?? Number.NaN
    const request = requestAt(at)
    if (!Number.isFinite(value) || !(request > 0)) continue
    const which = Math.floor((at * stepSeconds) / hour)
    hours.set(which, (hours.get(which) ?? false) || value > request)
    slack += Math.max(0, 1 - value / request)
    count++
  }
  if (count === 0) return undefined
  const over = [...hours.values()].filter(Boolean).length
  return { hours: hours.size, slack: slack / count, overruns: over / hours.size }
}
