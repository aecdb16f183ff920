import { z } from 'zod'
import { seriesId, type Labels, type Sample, type Series } from '../../model/series.ts'
import { seriesOf } from '../points.ts'
import type { Points } from './stretch.ts'

/** The points of one series in one answer. */
export interface Piece {
  readonly labels: Labels
  /** Pairs of seconds and a text, as they came. */
  readonly values: readonly unknown[]
}

const Metric = z.record(z.string(), z.string())
const Matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: Metric, values: z.array(z.unknown()).default([]) })),
})
const Vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: Metric, value: z.unknown() })),
})
const Single = z.object({ resultType: z.enum(['scalar', 'string']), result: z.unknown() })
/** A selector with a range gives a matrix at one time too: its last values are what is now. */
const Instant = z.union([Vector, Single, Matrix])

/** https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats; native histograms have no values and are left out. */
export function samplesOf(data: unknown): readonly Sample[] | undefined {
  const found = Instant.safeParse(data)
  if (!found.success) return undefined
  switch (found.data.resultType) {
    case 'vector':
      return found.data.result.flatMap(({ metric, value }) => sampleOf(metric, value))
    case 'matrix':
      return found.data.result.flatMap(({ metric, values }) => sampleOf(metric, values.at(-1)))
    default:
      return sampleOf({}, found.data.result)
  }
}

export function matrixOf(data: unknown): readonly Piece[] | undefined {
  const found = Matrix.safeParse(data)
  return found.success
    ? found.data.result.map(({ metric, values }) => ({ labels: metric, values }))
    : undefined
}

/** Pieces of several answers as series over the same times, sorted by their names. */
export function joinedSeries(pieces: readonly Piece[], { start, step, count }: Points): readonly Series[] {
  const times = Float64Array.from({ length: count }, (_, at) => start + at * step)
  const found = new Map<string, Series>()
  for (const { labels, values } of pieces) {
    const id = seriesId(labels)
    const series = found.get(id) ?? {
      id,
      labels,
      times,
      values: new Float64Array(count).fill(Number.NaN),
      step,
    }
    found.set(id, series)
    for (const pair of values) {
      const point = pointOf(pair)
      const at = point === undefined ? -1 : Math.round((point.time - start) / step)
      if (point !== undefined && at >= 0 && at < count) series.values[at] = point.value
    }
  }
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))
}

/** Pieces whose stretch nobody tells: their times say it. */
export function savedSeries(pieces: readonly Piece[]): readonly Series[] {
  return pieces.map(({ labels, values }) => {
    const points = values.flatMap((pair) => pointOf(pair) ?? [])
    return seriesOf({ id: seriesId(labels), labels, points: points.map(({ time, value }) => [time, value]) })
  })
}

function sampleOf(labels: Labels, pair: unknown): readonly Sample[] {
  const point = pointOf(pair)
  return point === undefined ? [] : [{ id: seriesId(labels), labels, ...point }]
}

/** `[1700000000.5, "1.5"]`; what isn't finite, as `NaN` and `+Inf` are, is NaN. */
function pointOf(pair: unknown): { readonly time: number; readonly value: number } | undefined {
  if (!Array.isArray(pair)) return undefined
  const [time, text] = pair as readonly unknown[]
  if (typeof time !== 'number') return undefined
  const value = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN
  return { time, value: Number.isFinite(value) ? value : Number.NaN }
}
