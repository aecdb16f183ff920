import { ascending, mean, median, quantileOf } from '../statistics.ts'

/** A measure before and during, and by how much it differs. */
export interface Shift {
  readonly before: number
  readonly during: number
  /** `during` less `before`. */
  readonly extra: number
  /** In spreads of what is normal; it gates and never ranks. */
  readonly z: number
}

/** Which samples are compared: those that show the symptom, with those of like load. */
export interface Chosen {
  readonly during: readonly number[]
  readonly before: readonly number[]
}

/** Undefined where one of the series is missing, or has no value. */
export function maybeShift(
  before: Float64Array | undefined,
  during: Float64Array | undefined,
  chosen: Chosen,
  floor: number,
  least = 0,
): Shift | undefined {
  return before === undefined || during === undefined
    ? undefined
    : shiftOf(before, during, chosen, floor, least)
}

/** Undefined where either side has no value. `floor` (of the median) and `least` are the smallest spread believed in. */
export function shiftOf(
  beforeAll: Float64Array,
  duringAll: Float64Array,
  chosen: Chosen,
  floor: number,
  least = 0,
): Shift | undefined {
  const before = ascending(chosen.before.map((at) => beforeAll[at] ?? Number.NaN))
  const during = ascending(chosen.during.map((at) => duringAll[at] ?? Number.NaN))
  const usual = before.length >= 3 ? before : ascending(beforeAll)
  const now = during.length > 0 ? during : ascending(duringAll)
  if (usual.length === 0 || now.length === 0) return undefined
  const middle = quantileOf(usual, 0.5)
  // A late alarm leaves part of the fault among what is normal, always above: the lower half isn't touched by it.
  const lower = Math.max(1.4826 * (middle - quantileOf(usual, 0.25)), floor * Math.abs(middle), least, 1e-9)
  const spread = Math.max(lower, Math.min(1.4826 * (quantileOf(usual, 0.75) - middle), 3 * lower))
  const value = now.length < 4 ? mean(now) : median(now)
  // How far a few samples spread is known badly, and mostly taken for too little.
  const z = (value - middle) / spread / (1 + unsure / usual.length)
  const isUsual = isAmong(beforeAll, chosen.before, value, z)
  return {
    before: middle,
    during: value,
    extra: value - middle,
    z: isUsual ? Math.max(-1, Math.min(1, z)) : z,
  }
}

/**
 * Whether normal samples often have such a value. Those that show a symptom were chosen for being far from usual: where one
 * normal sample in ten is as far (a failure now and then), they are only the unlucky ones. The latest normal ones don't
 * count, since an alarm may have been late; nor does an earlier trouble among what is normal, which is far and lasts.
 */
function isAmong(values: Float64Array, chosen: readonly number[], value: number, z: number): boolean {
  const early = chosen.filter((at) => at < 0.85 * values.length && Number.isFinite(values[at]))
  if (early.length < 20) return false
  const isAsFar = early.map((at) => (z < 0 ? (values[at] ?? 0) <= value : (values[at] ?? 0) >= value))
  const far = isAsFar.filter(Boolean).length
  const times = isAsFar.filter((one, at) => one && isAsFar[at - 1] !== true).length
  return far >= 0.05 * early.length && (Math.abs(z) < trouble || times >= Math.max(3, 0.02 * early.length))
}

const unsure = 2

/** So many spreads from usual, and what lasts is a trouble of its own, not how things are. */
const trouble = 8
