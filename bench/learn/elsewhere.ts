import { AnomalyDetector } from '../../src/learn/anomalies/detector.ts'
import { changesIn } from '../../src/learn/changepoints/changes.ts'
import { forecast } from '../../src/learn/forecast/forecast.ts'
import { members } from '../../src/learn/forecast/members.ts'
import { otherFamilies, otherSuite, type OtherFamily } from './anomaly-suite-other.ts'
import { otherChanges, otherChangeSuite, type OtherChange } from './change-suite-other.ts'
import { otherFutures, otherFutureSuite, type OtherFuture } from './forecast-suite-other.ts'
import type { Future } from './forecast-suite.ts'
import { groupLines } from '../../src/learn/logs/mine.ts'
import { groupingAccuracy } from '../../test/learn/logs.ts'
import { otherLines, otherLogs, type OtherLogs } from './log-suite-other.ts'
import { judged, probationOf } from './nab.ts'
import { errorsOf, owaOf, type Errors } from './owa.ts'
import { covering, f1 } from './tcpd.ts'

const rivals = ['last season', 'last long season', 'Theta', 'Holt-Winters', 'all seasons and Theta']

/** The lines of the bench about series of other kinds than the methods were made on. */
export function* elsewhere(seeds: readonly number[]): Iterable<string> {
  yield* strange(seeds)
  yield 'changepoints   of other kinds: F1 and cover, and those of saying nothing'
  for (const family of Object.keys(otherChanges) as OtherChange[]) yield changes(family, seeds)
  yield 'logs           of other systems: share of 2,000 lines whose group is exactly their message'
  for (const system of otherLogs) yield grouped(system, seeds)
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

function changes(family: OtherChange, seeds: readonly number[]): string {
  const sums = [0, 0, 0, 0]
  const suite = otherChangeSuite(seeds, [family])
  for (const { values, annotators } of suite) {
    const column = Float64Array.from(values)
    const found = changesIn([column]).changes.map(({ at }) => at)
    const own = [found, []].flatMap((said) => [
      f1(annotators, said),
      covering(annotators, said, column.length),
    ])
    for (const [at, one] of own.entries()) sums[at] = (sums[at] ?? 0) + one / suite.length
  }
  const [here, cover, silent, silentCover] = sums.map((one) => one.toFixed(3))
  return `    ${family.padEnd(12)} ${here} ${cover}  (saying nothing: ${silent} ${silentCover})`
}

function grouped(system: OtherLogs, seeds: readonly number[]): string {
  const right = seeds.map((seed) => {
    const { lines, labels } = otherLines(system, seed, 2000)
    return groupingAccuracy(groupLines(lines).groups, labels)
  })
  return `    ${system.name.padEnd(22)} ${(right.reduce((sum, one) => sum + one, 0) / seeds.length).toFixed(3)}`
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
