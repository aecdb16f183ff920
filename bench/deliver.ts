import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Memory } from '../src/engine/cache/cache.ts'
import { realPrograms } from '../test/programs.ts'
import { built } from './built.ts'
import { deliveries, valuesOf } from './deliveries.ts'
import { seconds, spread } from './figures.ts'

const runs = 5
const charts = 30
const applications = 1000

/** What one process tells of its work. */
interface Told {
  readonly seconds: readonly number[]
  readonly megabytes: number
  /** Of the processor, for all of the process. */
  readonly processor: number
  readonly resources: number
}

/**
 * `deliver`: charts a second beside the real helm, with the start of its process and without; then what Argo CD delivers, read by a
 * cold process, and reviewed again by a warm one after a values file has changed.
 */
async function main([given, folder = '.']: readonly string[]): Promise<void> {
  if (given === '--charts') return await tellCharts(folder)
  if (given === '--once') return await tellOnce(folder)
  if (given === '--warm') return await tellWarm(folder)
  const made = deliveries({ charts, applications })
  console.log(`${charts} charts of 8 templates`)
  compareCharts(made)
  console.log(`${applications} applications over ${charts} charts`)
  const cold = Array.from({ length: runs }, () => child('--once', made))
  const times = cold.flatMap((one) => one.seconds)
  console.log(`plumbline: reading          ${spread(times)} s, ${cold[0]?.resources ?? 0} resources`)
  console.log(`  of the processor          ${spread(cold.map((one) => one.processor))} s`)
  console.log(`  at its peak               ${spread(cold.map((one) => one.megabytes))} MB`)
  const warm = child('--warm', made)
  console.log(`  reviewed, one change      ${spread(warm.seconds)} s, in a process that lives on`)
  rmSync(made, { recursive: true })
}

function compareCharts(folder: string): void {
  const ours = child('--charts', join(folder, 'charts'))
  const each = Math.min(...ours.seconds) / charts
  const memory = `${ours.megabytes.toFixed(0)} MB at its peak`
  console.log(`plumbline, warm             ${(1 / each).toFixed(0)} charts a second, ${memory}`)
  const helm = realPrograms()?.helm
  if (helm === undefined) {
    console.log("SKIPPED  helm: the package that carries it isn't there, or it doesn't run here")
    return
  }
  // One chart that has all of the others in it is one start, and work for all.
  const all = join(folder, 'all')
  mkdirSync(all)
  writeFileSync(join(all, 'Chart.yaml'), 'apiVersion: v2\nname: all\nversion: 1.0.0\n')
  cpSync(join(folder, 'charts'), join(all, 'charts'), { recursive: true })
  const one: number[] = []
  const together: number[] = []
  for (let at = 0; at < charts; at++) {
    one.push(seconds(helm, ['template', 'app', join(folder, 'charts', `service-${at}`)]) ?? 0)
    if (at % 3 === 0) together.push(seconds(helm, ['template', 'app', all]) ?? 0)
  }
  rmSync(all, { recursive: true })
  // The least of each, which a busy machine moves least.
  const work = (Math.min(...together) - Math.min(...one)) / (charts - 1)
  console.log(
    `helm template               ${spread(one)} s a chart, ${(Math.min(...one) / each).toFixed(1)} times ours`,
  )
  console.log(
    `  without its start         ${work.toFixed(4)} s a chart, ${(work / each).toFixed(1)} times ours`,
  )
}

/** Renders all charts again and again in one process; tells the later times. */
async function tellCharts(folder: string): Promise<void> {
  const { estateIn } = await built()
  const found: number[] = []
  let resources = 0
  for (let run = 0; run < 4 * runs; run++) {
    const start = performance.now()
    resources = estateIn(folder).readings.reduce((sum, one) => sum + one.resources.length, 0)
    found.push((performance.now() - start) / 1000)
  }
  tell({ seconds: found.slice(runs), resources })
}

async function tellOnce(folder: string): Promise<void> {
  const { estateIn } = await built()
  const { readings } = estateIn(folder)
  tell({
    seconds: [process.uptime()],
    resources: readings.reduce((sum, one) => sum + one.resources.length, 0),
  })
}

/** Reviews after each change of one values file. The clock of a file's stamp must have moved on in between. */
async function tellWarm(folder: string): Promise<void> {
  const { reviewIn } = await built()
  const kept = new Map<string, string>()
  const shelf = {
    get: (name: string) => kept.get(name),
    put: (name: string, text: string) => void kept.set(name, text),
  }
  const memory: Memory = new Map()
  const found: number[] = []
  const file = join(folder, valuesOf(21))
  for (let run = 0; run < runs + 3; run++) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/replicas: \d+/u, `replicas: ${3 + run}`))
    const start = performance.now()
    await reviewIn(folder, { shelf, build: 'bench', memory })
    found.push((performance.now() - start) / 1000)
    await new Promise((resolve) => void setTimeout(resolve, 2500))
  }
  tell({ seconds: found.slice(3), resources: 0 })
}

function tell(told: Omit<Told, 'megabytes' | 'processor'>): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const processor = (userCPUTime + systemCPUTime) / 1e6
  console.log(JSON.stringify({ ...told, processor, megabytes: maxRSS / 1024 }))
}

function child(way: string, folder: string): Told {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), way, folder], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Told
}

await main(process.argv.slice(2))
