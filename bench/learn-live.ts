import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mineJob } from '../src/app/control/log-job.ts'
import { AnomalyDetector } from '../src/learn/anomalies/detector.ts'
import { minedLines, nothingMined } from '../src/learn/logs/stream.ts'
import { readLogs } from '../src/signals/files/logs.ts'
import { linesOf, logSystems } from '../test/learn/log-systems.ts'
import { spread } from './figures.ts'

/** What runs for as long as a server does: how fast, and how much it keeps. */
function main(): void {
  minedBench()
  // The small one first: what the other leaves is not yet given back when it ends.
  fullBench()
  tenThousandBench()
}

/** Requests of a shipper, one after another, each with what is remembered of those before. */
function minedBench(): void {
  const lines = logSystems.flatMap((system) => linesOf(system, 1, 4000, true).lines)
  // Programs write at the same time.
  const mixed = lines.map((_, at) => lines[(at * 7919) % lines.length] ?? '')
  const batches = Array.from({ length: Math.floor(mixed.length / 1000) }, (_, at) =>
    mixed.slice(at * 1000, (at + 1) * 1000),
  )
  const records = batches.map((batch) => [...readLogs(batch.join('\n'), 0)])
  let memory = nothingMined
  const rounds = [1, 2, 3, 4].map((round) =>
    records.map((batch) => {
      const spent = processorSeconds(() => {
        memory = minedLines(memory, batch, round * 60).memory
      })
      return batch.length / spent
    }),
  )
  const [first = [], ...later] = rounds
  console.log(`lines mined a second            ${spread(later.flat())}, in thousands at a time`)
  console.log(`  where many are of no known message  ${spread(first.slice(0, 5))}`)
  const kept = `${memory.shapes.length} shapes of ${memory.templates.length} messages`
  console.log(
    `  remembered                    ${Math.round(JSON.stringify(memory).length / 1000)} kB: ${kept}`,
  )
  const whole = batches.map((batch) => {
    const job = { what: 'mine', memory: JSON.stringify(memory), text: batch.join('\n'), now: 300 } as const
    return batch.length / processorSeconds(() => mineJob(job))
  })
  console.log(`  with reading, masking and keeping   ${spread(whole)}`)
}

/** All the series that a large server watches, a value a minute each. */
function tenThousandBench(): void {
  const series = 10_000
  const [taught, minutes] = [120, 5]
  const before = bytesKept()
  const detectors = Array.from({ length: series }, () => new AnomalyDetector())
  let told = 0
  const minute = (at: number): void => {
    for (const [number, detector] of detectors.entries())
      if (detector.next(at * 60, valueOf(number, at)).score >= 0.5) told++
  }
  for (let at = 0; at < taught; at++) minute(at)
  const spent = Array.from({ length: minutes }, (_, at) => processorSeconds(() => minute(taught + at)))
  const bytes = bytesKept() - before
  console.log(`10,000 series, a value a minute each, two hours known: a minute takes ${spread(spent)} s`)
  console.log(
    `  ${mega(bytes)} MB, ${Math.round(bytes / detectors.length / 1000)} kB a series; ${told} scores of half and more`,
  )
}

/** A detector costs more the more it knows, up to a day or two. */
function fullBench(): void {
  const series = 100
  const taught = 2880
  const before = bytesKept()
  const detectors = Array.from({ length: series }, () => new AnomalyDetector())
  const minute = (at: number): void => {
    for (const [number, detector] of detectors.entries()) detector.next(at * 60, valueOf(number, at))
  }
  for (let at = 0; at < taught; at++) minute(at)
  const spent = Array.from({ length: 25 }, (_, at) => processorSeconds(() => minute(taught + at)) / series)
  const bytes = (bytesKept() - before) / detectors.length
  const micros = spent.map((each) => each * 1e6)
  console.log(
    `a value of a series of two days ${spread(micros)} microseconds, ${Math.round(bytes / 1000)} kB`,
  )
  console.log(
    `  so 10,000 of them: ${spread(spent.map((each) => each * 10_000))} s a minute, ${mega(bytes * 10_000)} MB`,
  )
}

/** A day with noise; each series has its own level, and now and then something happens. */
function valueOf(series: number, minute: number): number {
  const noise = Math.abs(Math.sin(minute * 12.9898 + series * 78.233) * 43_758.5453) % 1
  const day = Math.sin((2 * Math.PI * minute) / 1440 + series)
  const wrong = (minute * 31 + series * 17) % 4001 === 0 ? 3 : 0
  return (1 + (series % 100)) * (3 + day + noise + wrong)
}

function processorSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Without what is no longer needed. */
function bytesKept(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function mega(bytes: number): string {
  return String(Math.round(bytes / 1e6))
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

main()
