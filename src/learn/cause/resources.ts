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

/** A resource that a node uses up more than its requests explain. */
export interface Appetite {
  readonly metric: string
  /** From 0 to 1, which is twice as much and more. */
  readonly hunger: number
  /** How much more, in the metric's own unit. */
  readonly extra: number
}

/** What it uses up more than more requests explain. */
export function appetitesOf(
  before: Series,
  during: Series,
  chosen: Chosen,
  requests: Shift | undefined,
): readonly Appetite[] {
  const more = requests === undefined ? 1 : Math.max(1, requests.during / Math.max(1e-9, requests.before))
  return [...before].flatMap(([metric, values]) => {
    const shift = isConsumed(metric) ? maybeShift(values, during.get(metric), chosen, 0.05) : undefined
    if (shift === undefined || shift.z < 4 || shift.before <= 0) return []
    const hunger = Math.min(1, (shift.during / shift.before / more - 1.3) / 0.7)
    return hunger <= 0 ? [] : [{ metric, hunger, extra: shift.during - more * shift.before }]
  })
}

/** By metric, how much more the node uses that uses the most more. */
export function greatestOf(all: Iterable<readonly Appetite[]>): ReadonlyMap<string, number> {
  const greatest = new Map<string, number>()
  for (const { metric, extra } of [...all].flat())
    greatest.set(metric, Math.max(extra, greatest.get(metric) ?? 0))
  return greatest
}

/** How hungry it is. Twice next to nothing is nothing beside one that takes hundreds of times as much more. */
export function hungerOf(appetites: readonly Appetite[], greatest: ReadonlyMap<string, number>): number {
  const all = appetites.map(
    ({ metric, hunger, extra }) =>
      hunger * Math.min(1, extra / Math.max(1e-12, little * (greatest.get(metric) ?? 0))),
  )
  return Math.max(0, ...all)
}

/** Of what the one that uses the most more has more, this part is enough to count whole. */
const little = 0.1

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
