import { fewestValues } from '../../model/investigation.ts'
import type { Measure } from '../../model/service-signals.ts'
import { changesIn } from '../changepoints/changes.ts'
import { filled } from '../filled.ts'
import { ascending, median, quantileOf, spreadOf } from '../statistics.ts'

/** A stretch in which a measure isn't as it was before. */
export interface Move {
  /** The first value of it. */
  readonly from: number
  /** One behind the last; the length of the series while it goes on. */
  readonly to: number
  readonly before: number
  readonly during: number
  readonly spreads: number
}

/** What must be so of a measure for anybody to care. */
interface Rule {
  readonly up: { readonly ratio: number; readonly least: number } | undefined
  readonly down: { readonly ratio: number; readonly least: number } | undefined
  /** The smallest spread believed in, of the median and absolutely. */
  readonly floor: number
  readonly least: number
}

const rules: Readonly<Record<Measure, Rule>> = {
  requests: { up: { ratio: 1.8, least: 10 }, down: { ratio: 0.5, least: 10 }, floor: 0.05, least: 1 },
  error_ratio: { up: { ratio: 2, least: 0.01 }, down: undefined, floor: 0.05, least: 0.002 },
  latency_average: { up: { ratio: 1.3, least: 0.003 }, down: undefined, floor: 0.03, least: 0.0005 },
  latency_p95: { up: { ratio: 1.4, least: 0.005 }, down: undefined, floor: 0.04, least: 0.001 },
  cpu: { up: { ratio: 1.5, least: 0.05 }, down: undefined, floor: 0.05, least: 0.005 },
  throttled: { up: { ratio: 1.5, least: 0.1 }, down: undefined, floor: 0.05, least: 0.01 },
  memory: { up: { ratio: 1.25, least: 2 ** 24 }, down: undefined, floor: 0.02, least: 2 ** 20 },
  restarts: { up: { ratio: 1.5, least: 0.5 }, down: undefined, floor: 0.05, least: 0.1 },
  waiting: { up: { ratio: 1.5, least: 1 }, down: undefined, floor: 0.05, least: 0.2 },
  files: { up: { ratio: 1.5, least: 20 }, down: undefined, floor: 0.03, least: 2 },
  disk: { up: { ratio: 1.05, least: 0.08 }, down: undefined, floor: 0.01, least: 0.005 },
  up: { up: undefined, down: { ratio: 0.8, least: 0.2 }, floor: 0.01, least: 0.01 },
}

/** As many values must be known before a stretch, to say what is usual. */
const fewestBefore = 10
/** What lies so many spreads away is not chance. */
const far = 4
/** At the end of the series so few values count already, if they lie much further away. */
const latest = 4

/**
 * The last stretch in which a measure isn't as it was before: its stretches are those that change points cut it into,
 * and what is compared is robust, so that single wild values count nothing. Undefined when all is as always.
 */
export function moveOf(measure: Measure, values: Float64Array): Move | undefined {
  return moveBy(rules[measure], values)
}

/**
 * The same of what somebody asks about themselves, whose unit nobody knows: twice as much or half of it counts, however
 * small the numbers are. What a measure of services would count counts here too.
 */
export function moveOfAsked(measure: Measure | undefined, values: Float64Array): Move | undefined {
  const known = measure === undefined ? undefined : moveOf(measure, values)
  if (known !== undefined) return known
  const most = values.reduce((top, one) => (Number.isFinite(one) ? Math.max(top, Math.abs(one)) : top), 0)
  const least = most / 50
  return moveBy(
    { up: { ratio: 2, least }, down: { ratio: 0.5, least }, floor: 0.05, least: least / 4 },
    values,
  )
}

function moveBy(rule: Rule, values: Float64Array): Move | undefined {
  if (values.filter(Number.isFinite).length < fewestValues) return undefined
  const whole = filled(values, [])
  if (!mayBeMuch(whole, rule)) return undefined
  const cuts = changesIn([whole]).changes.filter(({ kind }) => kind === 'value')
  const bounds = [0, ...cuts.map(({ at }) => at), whole.length]
  let normal: number[] = []
  let last: { from: number; to: number } | undefined
  for (const [at, from] of bounds.slice(0, -1).entries()) {
    const to = bounds[at + 1] ?? whole.length
    const stretch = Array.from(whole.subarray(from, to))
    if (normal.length < fewestBefore || !isFar(compared(stretch, normal, rule), far)) {
      normal = [...normal, ...stretch]
      continue
    }
    last = last !== undefined && last.to === from ? { from: last.from, to } : { from, to }
  }
  const found = last ?? tail(whole, rule)
  if (found === undefined) return undefined
  const { from, to } = exactly(found, whole, rule)
  const before = Array.from(whole.subarray(0, from))
  const { usual, now, spreads } = compared(Array.from(whole.subarray(from, to)), before, rule)
  return { from, to, before: usual, during: now, spreads }
}

/** Most measures are as always, which is seen faster than their change points are found. */
function mayBeMuch(values: Float64Array, rule: Rule): boolean {
  const few = Array.from({ length: values.length - latest + 1 }, (_, at) =>
    median(values.subarray(at, at + latest)),
  )
  const sorted = ascending(few)
  const [low, high] = [quantileOf(sorted, 0.05), quantileOf(sorted, 0.95)]
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const { up, down } = rule
  return (
    (up !== undefined && most >= low * up.ratio && most - low >= up.least) ||
    (down !== undefined && least <= high * down.ratio && high - least >= down.least)
  )
}

interface Compared {
  readonly usual: number
  readonly now: number
  readonly spreads: number
  /** Whether it is by so much that somebody cares, and further than nearly all that was before. */
  readonly isMuch: boolean
}

function compared(stretch: readonly number[], normal: readonly number[], rule: Rule): Compared {
  const usual = median(normal)
  const now = median(stretch)
  const spread = Math.max(spreadOf(normal).deviation, rule.floor * Math.abs(usual), rule.least)
  const sorted = ascending(normal)
  const [low, high] = [quantileOf(sorted, 0.02), quantileOf(sorted, 0.98)]
  const { up, down } = rule
  const isUp = up !== undefined && now >= usual * up.ratio && now - usual >= up.least && now > high
  const isDown = down !== undefined && now <= usual * down.ratio && usual - now >= down.least && now < low
  return { usual, now, spreads: (now - usual) / spread, isMuch: isUp || isDown }
}

function isFar({ spreads, isMuch }: Compared, least: number): boolean {
  return isMuch && Math.abs(spreads) >= least
}

/** What has only begun is too short to be a stretch of its own. */
function tail(values: Float64Array, rule: Rule): { readonly from: number; readonly to: number } | undefined {
  const from = values.length - latest
  const before = Array.from(values.subarray(0, from))
  if (before.length < fewestBefore) return undefined
  const each = Array.from(values.subarray(from)).map((one) => compared([one], before, rule))
  return each.every((one) => isFar(one, 1.5 * far)) ? { from, to: values.length } : undefined
}

/** Change points of gradual troubles are late or early: the ends move to where values begin and cease to be unusual. */
function exactly(
  { from, to }: { readonly from: number; readonly to: number },
  values: Float64Array,
  rule: Rule,
): { readonly from: number; readonly to: number } {
  const normal = Array.from(values.subarray(0, from))
  const { usual, now } = compared(Array.from(values.subarray(from, to)), normal, rule)
  // A fifth of the way is on the way.
  const isOn = (at: number): boolean => ((values[at] ?? usual) - usual) / (now - usual) > 0.2
  let first = from
  while (first < to - 1 && !isOn(first)) first++
  while (first > fewestBefore && isOn(first - 1)) first--
  return { from: first, to }
}
