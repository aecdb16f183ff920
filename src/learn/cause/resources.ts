import { isConsumed, isHeld, isWaitForProcessor } from './metric.ts'
import { maybeShift, type Chosen, type Shift } from './shift.ts'

type Series = ReadonlyMap<string, Float64Array>

/** A resource of a node that moved. */
export interface Resource {
  readonly metric: string
  readonly shift: Shift
}

/** The resource that moved most. */
export function resourceOf(before: Series, during: Series, chosen: Chosen): Resource | undefined {
  const shifts = [...before].flatMap(([metric, values]) => {
    // Where there was nothing, something is new, but not without measure.
    const shift = maybeShift(values, during.get(metric), chosen, 0.05, 0.05 * highest(during.get(metric)))
    return shift === undefined ? [] : [{ metric, shift }]
  })
  return shifts.toSorted((left, right) => Math.abs(right.shift.z) - Math.abs(left.shift.z))[0]
}

/** How much more it uses up than more requests explain, from 0 to 1. */
export function hungerOf(
  before: Series,
  during: Series,
  chosen: Chosen,
  requests: Shift | undefined,
): number {
  const more = requests === undefined ? 1 : Math.max(1, requests.during / Math.max(1e-9, requests.before))
  const all = [...before].flatMap(([metric, values]) => {
    const shift = isConsumed(metric) ? maybeShift(values, during.get(metric), chosen, 0.05) : undefined
    if (shift === undefined || shift.z < 4 || shift.before <= 0) return []
    return [Math.min(1, Math.max(0, (shift.during / shift.before / more - 1.3) / 0.7))]
  })
  return Math.max(0, ...all)
}

function highest(values: Float64Array | undefined): number {
  return Math.max(0, ...(values ?? []).filter(Number.isFinite))
}

/** How long a node waits for a processor, by what stops it (throttling, steal, pressure) or how late its own loop comes. */
export function waitsOf(before: Series, during: Series, chosen: Chosen): Shift | undefined {
  return furthest(before, during, chosen, isWaitForProcessor)
}

/** How much a node holds at once: connections, workers, slots. */
export function heldOf(before: Series, during: Series, chosen: Chosen): Shift | undefined {
  return furthest(before, during, chosen, isHeld)
}

/** Of the resources of a kind, the one that grew most. */
function furthest(
  before: Series,
  during: Series,
  chosen: Chosen,
  isMeant: (metric: string) => boolean,
): Shift | undefined {
  const all = [...before].flatMap(([metric, values]) => {
    if (!isMeant(metric)) return []
    const now = during.get(metric)
    return maybeShift(values, now, chosen, 0.05, 0.05 * highest(now)) ?? []
  })
  return all.toSorted((left, right) => right.z - left.z)[0]
}
