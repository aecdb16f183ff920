import type { Unit } from './quantity.ts'

/**
 * What numbers are of, by the convention for names of metrics: https://prometheus.io/docs/practices/naming/ . A rate of
 * seconds is a share of time, not seconds.
 */
export function unitOf(query: string, seriesId: string): Unit {
  const names = `${query} ${seriesId}`
  if (/histogram_quantile\s*\(.*_seconds_bucket\b/u.test(query)) return 'seconds'
  if (/(?:^|[^a-z])(?:rate|irate|increase|delta|deriv)\s*\(/u.test(names)) return 'number'
  if (/(?:_|\b)bytes\b/u.test(names)) return 'bytes'
  if (/(?:_|\b)cores\b/u.test(names)) return 'cores'
  if (/(?:_|\b)(?:ratio|share)\b/u.test(names)) return 'share'
  return /_seconds\b/u.test(names) ? 'seconds' : 'number'
}
