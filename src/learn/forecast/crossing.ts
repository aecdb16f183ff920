import type { Crossing, ForecastBand } from '../../model/forecast-report.ts'

/** A forecast with its times. */
export interface Path {
  /** The last value that was measured. */
  readonly last: number
  readonly times: Float64Array
  readonly mean: Float64Array
  readonly bands: readonly ForecastBand[]
}

/** When a forecast goes beyond a limit: above it, or below it where the last value lies above. */
export function crossingOf(
  { last, times, mean, bands }: Path,
  limit: number,
  direction: 'above' | 'below',
): Crossing {
  const isBeyond = (value: number): boolean => (direction === 'above' ? value >= limit : value <= limit)
  const first = (values: Float64Array): number | undefined => {
    const at = values.findIndex(isBeyond)
    return at === -1 ? undefined : times[at]
  }
  const edges = bands.map(({ level, lower, upper }) => {
    const [near, far] = direction === 'above' ? [upper, lower] : [lower, upper]
    return { level, near: first(near), far: first(far) }
  })
  return {
    limit,
    direction,
    isBeyond: isBeyond(last),
    expected: first(mean),
    earliest: edges.map(({ level, near }) => ({ level, time: near })),
    latest: edges.map(({ level, far }) => ({ level, time: far })),
  }
}
