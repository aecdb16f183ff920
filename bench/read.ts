import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { estate, usual } from './estate.ts'
import { median, seconds, spread } from './figures.ts'
import { built, program } from './built.ts'

const runs = 7

/** What one process tells of its reading. */
interface Told {
  /** From the start of the process to the last resource. */
  readonly reading: number
  /** Looking at every value and every edge, as a review does. */
  readonly looking: number
  readonly megabytes: number
  readonly resources: number
}

/** `read [FOLDER]`: how long a whole repository takes from a cold process, and its peak memory, beside `terraform fmt`. */
async function main([given, folder]: readonly string[]): Promise<void> {
  if (given === '--once') {
    await once(folder ?? '.')
    return
  }
  const made = given === undefined ? estate(usual) : undefined
  const target = given ?? made ?? '.'
  const texts = readdirSync(target, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tf'))
    .map((path) => readFileSync(join(target, path), 'utf8'))
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0)
  console.log(`${texts.length} files, ${lines} lines`)

  const ours: Told[] = []
  const native: number[] = []
  // In turns, so that a machine that is busy for a while is so for both.
  for (let run = 0; run < runs; run++) {
    ours.push(child(target))
    const time = seconds('terraform', ['fmt', '-check', '-list=false', '-recursive', target])
    if (time !== undefined) native.push(time)
  }
  show(ours, native)
  showStart()
  if (made !== undefined) rmSync(made, { recursive: true })
}

function show(ours: readonly Told[], native: readonly number[]): void {
  const reading = ours.map((one) => one.reading)
  const whole = ours.map((one) => one.reading + one.looking)
  const memory = spread(ours.map((one) => one.megabytes))
  console.log(`plumbline: reading      ${spread(reading)} s, ${ours[0]?.resources ?? 0} resources`)
  console.log(`  + every value, edge   ${spread(whole)} s, ${memory} MB at its peak`)
  if (native.length === 0) {
    console.log('SKIPPED  terraform fmt -check: there is no terraform on the PATH')
    return
  }
  const ratio = (median(native) / median(reading)).toFixed(2)
  console.log(`terraform fmt -check    ${spread(native)} s, ${ratio} times our reading`)
}

function showStart(): void {
  const version: number[] = []
  const node: number[] = []
  for (let run = 0; run < 3 * runs; run++) {
    version.push(seconds(process.execPath, [fileURLToPath(program), '--version']) ?? 0)
    node.push(seconds(process.execPath, ['-e', '0']) ?? 0)
  }
  console.log(`plumbline --version     ${spread(version)} s; node alone ${spread(node)} s`)
}

/** One reading in a process of its own. */
async function once(folder: string): Promise<void> {
  const { estateIn } = await built()
  const { readings } = estateIn(folder)
  const reading = process.uptime()
  let seen = 0
  for (const { resources, references } of readings) {
    for (const { values } of resources) seen += values.kind === 'map' ? [...values.entries].length : 1
    seen += references.length
  }
  const resources = readings.reduce((sum, one) => sum + one.resources.length, 0)
  const told: Told & { readonly seen: number } = {
    reading,
    looking: process.uptime() - reading,
    megabytes: process.resourceUsage().maxRSS / 1024,
    resources,
    seen,
  }
  console.log(JSON.stringify(told))
}

function child(folder: string): Told {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once', folder], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Told
}

await main(process.argv.slice(2))
