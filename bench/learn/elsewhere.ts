import { AnomalyDetector } from '../../src/learn/anomalies/detector.ts'
import { forecast } from '../../src/learn/forecast/forecast.ts'
import { members } from '../../src/learn/forecast/members.ts'
import { otherFamilies, otherSuite, type OtherFamily } from './anomaly-suite-other.ts'
import { otherFutures, otherFutureSuite, type OtherFuture } from './forecast-suite-other.ts'
import type { Future } from './forecast-suite.ts'
import { judged, probationOf } from './nab.ts'
import { errorsOf, owaOf, type Errors } from './owa.ts'

const rivals = ['last season', 'last long season', 'Theta', 'Holt-Winters', 'all seasons and Theta']

/** The lines of the bench about series of other kinds than the methods were made on. */
export function* elsewhere(seeds: readonly number[]): Iterable<string> {
  yield* strange(seeds)
  yield 'forecast       hours of other kinds: OWA, repeating the last day being one'
  for (const family of Object.keys(otherFutures) as OtherFuture[]) yield* futures(family, seeds)
}

function* strange(seeds: readonly number[]): Iterable<string> {
  const all = otherSuite(seeds, Object.keys(otherFamilies) as OtherFamily[]).map((series) => {
    const detector = new AnomalyDetector(probationOf(series.values.length))
    const scores = series.values.map(
      (value, at) => detector.next(series.timestamps[at] ?? Number.NaN, value).score,
    )
    return { series, scores }
  })
  const { best, threshold, atFixed, found, windows, wrong } = judged(all, 0.5)
  yield `anomalies      of other kinds: ${atFixed.toFixed(1)} at 0.5 (best ${best.toFixed(1)} at ${threshold.toFixed(2)}); ${found} of ${windows} windows, ${wrong} wrong`
  for (const family of Object.keys(otherFamilies)) {
    const own = judged(
      all.filter(({ series }) => series.name.startsWith(`${family}-`)),
      0.5,
    )
    yield `    ${family.padEnd(12)} ${own.atFixed.toFixed(0).padStart(4)}  ${own.found} of ${own.windows}, ${own.wrong} wrong`
  }
}

function* futures(family: OtherFuture, seeds: readonly number[]): Iterable<string> {
  const errors = new Map<string, Errors[]>(['mix', ...rivals].map((id) => [id, []]))
  const inside = [0, 0]
  let steps = 0
  for (const one of otherFutureSuite(seeds, family)) {
    const history = Float64Array.from(one.history)
    const given = { given: one.seasons, stepSeconds: one.stepSeconds, levels: [0.8, 0.95] }
    const { mean, bands } = forecast(history, { ...given, horizon: one.actual.length })
    errors.get('mix')?.push(errorsAt(one, mean))
    for (const member of members) {
      const path = errors.has(member.id)
        ? member.tuned(history, { seasons: one.seasons, horizon: one.actual.length })?.(history)
        : undefined
      if (path !== undefined) errors.get(member.id)?.push(errorsAt(one, path))
    }
    steps += one.actual.length
    for (const [number, { lower, upper }] of bands.entries())
      inside[number] =
        (inside[number] ?? 0) +
        one.actual.filter((value, at) => value >= (lower[at] ?? 0) && value <= (upper[at] ?? 0)).length
  }
  const unit = errors.get('last season') ?? []
  const shown = [...errors].map(([id, own]) => `${id} ${owaOf(own, unit).toFixed(3)}`)
  const shares = inside.map((one) => `${((100 * one) / steps).toFixed(0)} %`)
  yield `  ${family.padEnd(12)} ${shown.join(', ')}; bands of 80 and 95 % hold ${shares.join(' and ')}`
}

function errorsAt({ history, actual, seasons }: Future, path: ArrayLike<number>): Errors {
  return errorsOf(history, actual, path, seasons[0] ?? 1)
}
