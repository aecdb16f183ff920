import { planOf } from '../src/learn/scale/plan.ts'
import { groupLines } from '../src/learn/logs/mine.ts'
import { figuresOf, recordingsFolder, recordingsIn } from '../test/lab/judge.ts'
import { answerTo, causeFigures, changeFigures, requestFigures, tracedFigures } from '../test/learn/cause.ts'
import { changeKinds } from '../test/learn/hard-changes.ts'
import { loadOf } from '../test/learn/loads.ts'
import { linesOf, logSystems } from '../test/learn/log-systems.ts'
import { logFigures } from '../test/learn/logs.ts'
import { faultKinds, meshIncident, shapeKinds } from '../test/learn/mesh.ts'
import { breakKinds } from '../test/learn/requests.ts'
import { scaleFigures } from '../test/learn/scale.ts'
import { tracedKinds } from '../test/learn/traced-system.ts'
import { spread } from './figures.ts'

/** `learn logs|cause|scale`: how fast, and how right on the suites of our own, by kind. */
function main(): void {
  speed()
  console.log('\nlines in the right group, with their header and without')
  console.table(
    Object.fromEntries(logFigures([11, 12, 13]).map(({ name, ...figures }) => [name, rounded(figures)])),
  )
  const seeds = Array.from({ length: 4 }, (_, at) => 200 + at)
  for (const hard of [false, true]) {
    for (const edges of [true, false]) {
      console.log(`\ncauses, ${hard ? 'hard' : 'easy'}, ${edges ? 'with' : 'without'} who calls whom`)
      const faults = [...faultKinds, 'none'] as const
      console.table(Object.fromEntries(causeFigures({ shapes: shapeKinds, faults, seeds, hard, edges })))
    }
  }
  console.log('\ncauses where requests are followed one by one')
  console.table(Object.fromEntries(requestFigures([...breakKinds, 'none'], [2, 4, 6, 8], [12, 30])))
  const traced = Array.from({ length: 15 }, (_, at) => 2 + 2 * at)
  for (const edges of [true, false]) {
    console.log(`\ncauses as a tracing service shows them, ${edges ? 'with' : 'without'} who calls whom`)
    console.table(Object.fromEntries(tracedFigures([...tracedKinds, 'none'], traced, edges)))
  }
  console.log('\nchanges that are harder to find')
  const changed = Array.from({ length: 40 }, (_, at) => 302 + 2 * at)
  console.table(Object.fromEntries(changeFigures(changeKinds, changed)))
  console.log('\ncauses in the recordings of the lab')
  const recordings = recordingsIn(recordingsFolder)
  for (const half of ['tuning', 'judging'] as const)
    console.table(
      Object.fromEntries(figuresOf(recordings, half).map(({ kind, ...figures }) => [kind, rounded(figures)])),
    )
  for (const lead of [12, 2]) {
    console.log(`\nidle capacity saved against following the load, ${lead * 5} minutes ahead`)
    console.table(
      Object.fromEntries(
        scaleFigures([21, 22, 23], lead).map(({ kind, ...figures }) => [kind, rounded(figures)]),
      ),
    )
  }
}

function speed(): void {
  const lines = logSystems.flatMap((system) => linesOf(system, 1, 2000, false).lines)
  const grouping = [1, 2, 3].map(() => lines.length / seconds(() => groupLines(lines)))
  console.log(`lines grouped a second          ${spread(grouping)}`)
  const incidents = [1, 2, 3, 4, 5].map((seed) =>
    meshIncident({ seed, shape: 'mesh', fault: 'slow', late: 1, decoys: 30, hard: false }),
  )
  const answers = incidents.map((one) => 1000 * seconds(() => answerTo(one, true)))
  console.log(`an incident of forty services   ${spread(answers)} ms`)
  const load = loadOf('weekly', 1)
  const fleet = { unit: 5, least: 1, most: 1000, price: 1 }
  const options = { stepSeconds: 300, startSeconds: 0, lead: 12, short: 0.05, seasons: [288, 2016], fleet }
  const plans = [1, 2, 3].map(
    () => load.length / seconds(() => planOf(load, { ...options, missing: undefined, limits: [0.8, 1.5] })),
  )
  console.log(`steps of a load planned a second ${spread(plans)}`)
}

function seconds(work: () => unknown): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

function rounded(figures: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, one]) => [
      name,
      typeof one === 'number' ? Number(one.toFixed(3)) : one,
    ]),
  )
}

main()
