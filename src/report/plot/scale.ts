import type { Plot, PlotLevel } from './plot.ts'
import { quantityText, type Unit } from './quantity.ts'

/** From where to where the axes go. */
export interface Frame {
  readonly from: number
  readonly to: number
  readonly bottom: number
  readonly top: number
  readonly ticks: readonly Tick[]
}

/** A place on an axis with its words. */
export interface Tick {
  readonly at: number
  readonly text: string
}

/** The frame that shows every line; bands and levels as far as they don't press the lines flat. */
export function frameOf(plot: Plot, mostTicks: number): Frame {
  const times = extent([...plot.lines, ...plot.bands].map(({ times: one }) => one))
  const lines = extent(plot.lines.map(({ values }) => values))
  const inner = plot.bands.filter(({ kind }) => kind === 'inner')
  const outer = plot.bands.filter(({ kind }) => kind === 'outer')
  const bands = joined(lines, extent(inner.flatMap(({ lower, upper }) => [lower, upper])))
  const wide = joined(bands, limited(extent(outer.flatMap(({ lower, upper }) => [lower, upper])), bands, 1))
  const all = joined(wide, limited(extent([plot.levels.map(({ value }) => value)]), wide, 4))
  const [low, high] = all ?? [0, 1]
  const bottom = low >= 0 && low < 0.6 * high ? 0 : low
  const height = high - bottom
  const room = height > 0 ? height : Math.abs(high) || 1
  const top = height > 0 ? high : high + room / 2
  const ticks = ticksOf(height > 0 ? bottom : bottom - room / 2, top, { unit: plot.unit, most: mostTicks })
  const [from, to] = times ?? [0, 1]
  return {
    from,
    to: to > from ? to : from + 1,
    bottom: Math.min(bottom, ticks[0]?.at ?? bottom),
    top: Math.max(top, ticks.at(-1)?.at ?? top),
    ticks,
  }
}

/** A level by its name, and where it is when it isn't seen. */
export function levelName({ name, value }: PlotLevel, { bottom, top }: Frame): string {
  if (value > top) return `${name} (above what is shown)`
  return value < bottom ? `${name} (below what is shown)` : name
}

/** Times of an axis at round places, in UTC: a day by its name, a time within a day by the clock. */
export function timeTicks({ from, to }: Pick<Frame, 'from' | 'to'>, most: number): readonly Tick[] {
  const step =
    timeSteps.find((one) => (to - from) / one <= most) ??
    365 * day * Math.ceil((to - from) / (365 * day * most))
  const first = Math.ceil(from / step) * step
  const ticks: Tick[] = []
  for (let at = first; at <= to && ticks.length <= most; at += step)
    ticks.push({ at, text: timeText(at, step) })
  return ticks
}

/** A moment in UTC to the minute: `2026-11-21 19:03`; to the second where steps are shorter than a minute. */
export function momentText(seconds: number, step = 60): string {
  const date = new Date(seconds * 1000)
  if (!Number.isFinite(date.getTime())) return '–'
  return date
    .toISOString()
    .slice(0, step < 60 ? 19 : 16)
    .replace('T', ' ')
}

type Extent = readonly [number, number] | undefined

function extent(lists: readonly ArrayLike<number>[]): Extent {
  let low = Infinity
  let high = -Infinity
  for (const list of lists) {
    for (let at = 0; at < list.length; at++) {
      const one = list[at] ?? Number.NaN
      if (!Number.isFinite(one)) continue
      low = Math.min(low, one)
      high = Math.max(high, one)
    }
  }
  return low <= high ? [low, high] : undefined
}

function joined(a: Extent, b: Extent): Extent {
  if (a === undefined || b === undefined) return a ?? b
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
}

/** As much of an extent as lies no further from another than so many times its height. */
function limited(one: Extent, around: Extent, times: number): Extent {
  if (one === undefined || around === undefined) return one
  const room = Math.max(around[1] - around[0], Math.abs(around[1]) / 2) * times
  const low = Math.max(one[0], around[0] - room)
  const high = Math.min(one[1], around[1] + room)
  return low <= high ? [low, high] : undefined
}

interface Wanted {
  readonly unit: Unit
  readonly most: number
}

/** Round numbers from below the lowest to above the highest. */
function ticksOf(bottom: number, top: number, { unit, most }: Wanted): readonly Tick[] {
  const step = roundStep((top - bottom) / Math.max(1, most - 1), unit)
  const first = Math.floor(bottom / step + 1e-9)
  const last = Math.ceil(top / step - 1e-9)
  // Numbers too near each other for a double have no ticks between them.
  if (!(step > 0) || !(last - first <= 2 * most)) return [{ at: bottom, text: quantityText(bottom, unit) }]
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const at = Number(((first + place) * step).toPrecision(12))
    return { at, text: quantityText(at, unit) }
  })
}

/** The least of 1, 2, 2.5 and 5 times a power of ten (of 1,024 for bytes) that is enough. */
function roundStep(least: number, unit: Unit): number {
  const base = unit === 'bytes' && least >= 1 ? 1024 ** Math.floor(Math.log(least) / Math.log(1024)) : 1
  const power = 10 ** Math.floor(Math.log10(least / base))
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power * base >= least * 0.999) ?? 10
  return factor * power * base
}

const minute = 60
const hour = 3600
const day = 86_400
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((one) => one),
  ...[1, 2, 5, 10, 15, 30].map((one) => one * minute),
  ...[1, 2, 3, 6, 12].map((one) => one * hour),
  ...[1, 2, 4, 7, 14, 28, 56, 182].map((one) => one * day),
]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function timeText(at: number, step: number): string {
  const date = new Date(at * 1000)
  if (!Number.isFinite(date.getTime())) return ''
  const clock = (date.toISOString().split('T', 2)[1] ?? '').slice(0, step < minute ? 8 : 5)
  if (step < day && at % day !== 0) return clock
  const name = `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}`
  return step < 182 * day ? name : `${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
}
