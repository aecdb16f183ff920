import { AnomalyDetector } from '../src/learn/anomalies/detector.ts'
import { changesIn } from '../src/learn/changepoints/changes.ts'
import { OnlineChanges, type OnlineChange } from '../src/learn/changepoints/online.ts'
import { forecast } from '../src/learn/forecast/forecast.ts'
import { members } from '../src/learn/forecast/members.ts'
import { anomalySuite, families, type Family } from './learn/anomaly-suite.ts'
import { changeFamilies, changeSuite, type Annotated, type ChangeFamily } from './learn/change-suite.ts'
import { elsewhere } from './learn/elsewhere.ts'
import { futureFamilies, futureSuite, type Future, type FutureFamily } from './learn/forecast-suite.ts'
import { judged, probationOf } from './learn/nab.ts'
import { noises, noiseFamilies } from './learn/noise-suite.ts'
import { covering, f1 } from './learn/tcpd.ts'

// Quality on series that we make ourselves, and how fast. The last numbers of seeds are those that nothing was tuned on.
const seeds = (process.argv[2] ?? '31,32,33,34').split(',').map(Number)

/** Members of the mix that are methods of their own. */
const rivals = ['last season', 'Theta', 'Holt-Winters', 'all seasons and Theta']

anomaliesBench()
changesBench()
onlineBench()
forecastBench()
for (const line of elsewhere(seeds.map((one) => 2 * one))) say(line)

function anomaliesBench(): void {
  const suite = anomalySuite(seeds, Object.keys(families) as Family[])
  const start = performance.now()
  const all = suite.map((series) => {
    const detector = new AnomalyDetector(probationOf(series.values.length))
    const scores = series.values.map(
      (value, at) => detector.next(series.timestamps[at] ?? Number.NaN, value).score,
    )
    return { series, scores }
  })
  const points = suite.reduce((sum, { values }) => sum + values.length, 0)
  const rate = points / ((performance.now() - start) / 1000)
  const { best, threshold, atFixed, found, windows, wrong } = judged(all, 0.5)
  say(`anomalies      ${rate.toFixed(0)} points a second`)
  say(
    `  score ${atFixed.toFixed(1)} at 0.5 (best ${best.toFixed(1)} at ${threshold.toFixed(2)}); ${found} of ${windows} windows, ${wrong} wrong`,
  )
  for (const family of Object.keys(families)) {
    const own = all.filter(({ series }) => series.name.startsWith(`${family}-`))
    const here = judged(own, 0.5)
    if (here.windows > 0)
      say(
        `    ${family.padEnd(12)} ${here.atFixed.toFixed(0).padStart(4)}  ${here.found} of ${here.windows}, ${here.wrong} wrong`,
      )
  }
}

function changesBench(): void {
  const more = seeds.flatMap((one) => [one, one + 100, one + 200])
  const suite = changeSuite(more, Object.keys(changeFamilies) as ChangeFamily[])
  const start = performance.now()
  const all = suite.map((one) => ({ one, found: changesIn(columnsOf(one)).changes.map(({ at }) => at) }))
  const points = suite.reduce((sum, { values }) => sum + values.length, 0)
  say(`changepoints   ${(points / ((performance.now() - start) / 1000)).toFixed(0)} points a second`)
  const row = (name: string, own: typeof all): void => {
    const mean = (of: (each: (typeof all)[number]) => number): string =>
      (own.reduce((sum, each) => sum + of(each), 0) / own.length).toFixed(3)
    const truth = ({ one }: (typeof all)[number]): Annotated['annotators'] => one.annotators
    say(
      `  ${name.padEnd(12)} F1 ${mean((each) => f1(truth(each), each.found))} cover ${mean((each) => covering(truth(each), each.found, each.one.values.length))}` +
        `  (saying nothing: ${mean((each) => f1(truth(each), []))} ${mean((each) => covering(truth(each), [], each.one.values.length))})`,
    )
  }
  row('all', all)
  for (const family of Object.keys(changeFamilies))
    row(
      family,
      all.filter(({ one }) => one.name.startsWith(`${family}-`)),
    )
}

/** How seldom noise is taken for a new level, and how soon a new level is noticed. */
function onlineBench(): void {
  let points = 0
  let spent = 0
  const noticed = (values: readonly number[]): readonly OnlineChange[] => {
    const changes = new OnlineChanges()
    const start = performance.now()
    const found = values.flatMap((one) => changes.next(one) ?? [])
    spent += performance.now() - start
    points += values.length
    return found
  }
  say('changepoints --online')
  for (const family of noiseFamilies) {
    const quiet = seeds.flatMap((seed) => noises(seed, family, 10_000))
    const wrong = quiet.reduce((sum, values) => sum + noticed(values).length, 0)
    const per = (wrong * 10_000) / quiet.reduce((sum, { length }) => sum + length, 0)
    say(`  ${family.padEnd(18)} ${per.toFixed(1)} wrong in 10,000 values`)
  }
  for (const size of [0.5, 1, 2, 3, 5]) {
    const tries = seeds.flatMap((seed) => noises(seed, 'white', 600, 25))
    const found = tries.map((values) =>
      noticed(values.map((one, at) => one + (at < 300 ? 0 : size))).find(({ seen }) => seen >= 300),
    )
    const delays = found
      .flatMap((one) => (one === undefined ? [] : [one.seen - 299]))
      .toSorted((a, b) => a - b)
    const late = delays[Math.floor(delays.length * 0.9)]
    say(
      `  a step of ${size} times the noise: noticed ${delays.length} of ${tries.length} within 300 values, ` +
        `half of them within ${delays[Math.floor(delays.length / 2)]}, nine of ten within ${late}`,
    )
  }
  say(`  ${(points / (spent / 1000)).toFixed(0)} points a second`)
}

function columnsOf({ values }: Annotated): readonly Float64Array[] {
  const rows = values.map((one) => (typeof one === 'number' ? [one] : one))
  return (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? 0))
}

function forecastBench(): void {
  const more = seeds.flatMap((one) => [one, one + 100, one + 200])
  let count = 0
  let spent = 0
  say('forecast       error as a share of repeating the last season')
  for (const family of Object.keys(futureFamilies) as FutureFamily[]) {
    const errors = new Map<string, number>()
    const inside = [0, 0]
    let steps = 0
    for (const one of futureSuite(more, family)) {
      const history = Float64Array.from(one.history)
      const start = performance.now()
      const given = { given: one.seasons, stepSeconds: one.stepSeconds, levels: [0.8, 0.95] }
      const { mean, bands, seasons } = forecast(history, { ...given, horizon: one.actual.length })
      spent += performance.now() - start
      count++
      const setting = { seasons, horizon: one.actual.length }
      const unit = errorOf(one, members[0]?.tuned(history, setting)?.(history))
      errors.set('mix', (errors.get('mix') ?? 0) + errorOf(one, mean) / unit)
      for (const member of members.filter(({ id }) => rivals.includes(id))) {
        const own = errorOf(one, member.tuned(history, setting)?.(history)) / unit
        errors.set(member.id, (errors.get(member.id) ?? 0) + own)
      }
      steps += one.actual.length
      for (const [number, { lower, upper }] of bands.entries()) {
        const held = one.actual.filter((value, at) => value >= (lower[at] ?? 0) && value <= (upper[at] ?? 0))
        inside[number] = (inside[number] ?? 0) + held.length
      }
    }
    const shown = [...errors].map(([id, sum]) => `${id} ${(sum / more.length).toFixed(3)}`).join(', ')
    const shares = inside.map((one) => `${((100 * one) / steps).toFixed(0)} %`).join(' and ')
    say(`  ${family.padEnd(12)} ${shown}; bands of 80 and 95 % hold ${shares}`)
  }
  say(`  ${(count / (spent / 1000)).toFixed(0)} forecasts a second`)
}

function errorOf({ actual }: Future, path: Float64Array | undefined): number {
  return actual.reduce((sum, one, at) => sum + Math.abs(one - (path?.[at] ?? 0)), 0) / actual.length
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
