import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Memory } from '../src/engine/cache/cache.ts'
import { built, program } from './built.ts'
import { estate, usual } from './estate.ts'
import { cpuSeconds, median, seconds, spread } from './figures.ts'

const runs = 5
const changed = 'modules/m7/part0.tf'

/** What one process tells of its review. */
interface Told {
  /** From the start of the process to its last line. */
  readonly seconds: number
  /** Of the processor, by all of its threads: what a busy machine moves least. */
  readonly cpu: number
  readonly megabytes: number
}

/** What it should take: of the clock on two idle processors, or of the processor. */
type Target = Partial<Told>

/** `review`: a whole review cold, with nothing changed, and after a change of one file, in new processes and in a warm one; then of manifests. */
async function main([given, folder = '.']: readonly string[]): Promise<void> {
  if (given === '--warm') {
    await warm(folder)
    return
  }
  const sources = estate(usual)
  const cache = mkdtempSync(join(tmpdir(), 'plumbline-cache-'))
  console.log('60,000 lines of HCL in 700 files')
  const peer = peerSeconds(sources)
  compare(sources, cache, peer)
  show('  warm process, one change', [warmSeconds(sources)], { cpu: 0.2 }, peer)
  const manifests = manifestFolder()
  console.log('10,000 manifests in 200 folders')
  reviewed(manifests, cache, ['--no-cache'])
  show(
    'plumbline review, cold',
    times(runs, () => reviewed(manifests, cache, ['--no-cache'])),
    { seconds: 3 },
    undefined,
  )
  for (const one of [sources, cache, manifests]) rmSync(one, { recursive: true })
}

/** The same files formatted by Terraform, which only parses them: what the figures are said as ratios to. */
function peerSeconds(sources: string): number | undefined {
  const found = Array.from({ length: runs }, () =>
    cpuSeconds('terraform', ['fmt', '-check', '-recursive', sources]),
  ).filter((one) => one !== undefined)
  if (found.length === 0) {
    console.log('SKIPPED  terraform: it is not on the PATH, so there are no ratios')
    return undefined
  }
  console.log(`${'terraform fmt -check'.padEnd(28)}${spread(found)} s of the processor`)
  return median(found)
}

/** In turns with the other scanners, so that a machine that is busy for a while is so for all. */
function compare(sources: string, cache: string, peer: number | undefined): void {
  // The first run of a build compiles it, for all others.
  reviewed(sources, cache, ['--no-cache'])
  const cold: Told[] = []
  const others = new Map<string, number[]>()
  for (let run = 0; run < runs; run++) {
    cold.push(reviewed(sources, cache, ['--no-cache']))
    for (const [name, args] of scanners(sources)) {
      const time = seconds(name, args)
      if (time !== undefined) others.set(name, [...(others.get(name) ?? []), time])
    }
  }
  show('plumbline review, cold', cold, { seconds: 2, megabytes: 400 }, peer)
  show(
    '  and filling the cache',
    times(runs, () => {
      rmSync(join(cache, 'plumbline/reviews'), { recursive: true, force: true })
      return reviewed(sources, cache, [])
    }),
    {},
    peer,
  )
  show(
    '  nothing changed',
    times(runs, () => reviewed(sources, cache, [])),
    {},
    peer,
  )
  show(
    '  one file changed',
    times(runs, () => {
      change(sources)
      return reviewed(sources, cache, [])
    }),
    { cpu: 0.5 },
    peer,
  )
  const ours = median(cold.map((one) => one.seconds))
  for (const [name] of scanners(sources)) {
    const found = others.get(name)
    const ratio = found && (median(found) / ours).toFixed(1)
    console.log(
      found === undefined
        ? `SKIPPED  ${name}: it is not on the PATH`
        : `${name.padEnd(28)}${spread(found)} s, ${ratio} times our cold review`,
    )
  }
}

function scanners(folder: string): readonly (readonly [string, readonly string[]])[] {
  return [
    ['checkov', ['-d', folder, '--compact', '--quiet', '--skip-download']],
    ['trivy', ['config', '--quiet', '--skip-check-update', folder]],
  ]
}

/** A line of figures, with the peer's time of the processor as 1, and what each should be. */
function show(name: string, told: readonly Told[], target: Target, peer: number | undefined): void {
  const wall = spread(told.map((one) => one.seconds))
  const cpu = told.map((one) => one.cpu)
  const ratio = peer === undefined ? '' : `, ${(median(cpu) / peer).toFixed(2)} of terraform fmt`
  const memory = Math.max(...told.map((one) => one.megabytes)).toFixed(0)
  const aims = [
    ...aim(told, 'seconds', target.seconds, 's'),
    ...aim(told, 'cpu', target.cpu, 's of the processor'),
    ...aim(told, 'megabytes', target.megabytes, 'MB'),
  ]
  console.log(
    `${name.padEnd(28)}${wall} s, ${spread(cpu)} s of the processor${ratio}, ${memory} MB at its peak${aims.join('')}`,
  )
}

/** Whether the best run is within a target: a busy machine can only make it look worse. */
function aim(
  told: readonly Told[],
  kind: keyof Told,
  target: number | undefined,
  unit: string,
): readonly string[] {
  if (target === undefined) return []
  const best = Math.min(...told.map((one) => one[kind]))
  return [`; ${best <= target ? 'within' : 'NOT within'} ${target} ${unit}`]
}

function times(count: number, work: () => Told): readonly Told[] {
  return Array.from({ length: count }, work)
}

/** Another size of a disk in one file of a module: every root that calls the module is read again. */
function change(folder: string): void {
  const path = join(folder, changed)
  const text = readFileSync(path, 'utf8')
  const changedText = text.replace(/volume_size = (\d+)/u, (_, size) => `volume_size = ${Number(size) + 1}`)
  writeFileSync(path, changedText)
}

/** The program as a user starts it; its memory and time of the processor are told by the process itself when it ends. */
function reviewed(folder: string, cache: string, options: readonly string[]): Told {
  const start = performance.now()
  const { stderr } = spawnSync(
    process.execPath,
    ['--require', toldAtExit(cache), fileURLToPath(program), 'review', folder, ...options],
    { encoding: 'utf8', env: { ...ownEnvironment(), XDG_CACHE_HOME: cache } },
  )
  const taken = (performance.now() - start) / 1000
  const [, peak = '0', cpu = '0'] = /^peak (\d+) cpu (\d+)$/mu.exec(stderr) ?? []
  return { seconds: taken, cpu: Number(cpu) / 1e6, megabytes: Number(peak) / 1024 }
}

/** A file that is asked for, not imported: to start the loader of modules takes some hundredths of a second, which no user waits. */
function toldAtExit(folder: string): string {
  const path = join(folder, 'told-at-exit.cjs')
  writeFileSync(
    path,
    `process.on('exit', () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
      process.stderr.write('peak ' + maxRSS + ' cpu ' + (userCPUTime + systemCPUTime) + '\\n')
    })`,
  )
  return path
}

/**
 * Without what makes each start of Node slower on some machines: with certificates of a company it reads all that it knows,
 * some hundredths of a second, before any program begins.
 */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...others } = process.env
  return { ...others, CI: '' }
}

function warmSeconds(folder: string): Told {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--warm', folder], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Told
}

/** Reviews again and again in one process, with a change before each; tells the time of the middle one. */
async function warm(folder: string): Promise<void> {
  const { reviewIn } = await built()
  const kept = new Map<string, string>()
  const shelf = {
    get: (name: string) => kept.get(name),
    put: (name: string, text: string) => void kept.set(name, text),
  }
  const memory: Memory = new Map()
  const found: { readonly seconds: number; readonly cpu: number }[] = []
  for (let run = 0; run < 3 * runs; run++) {
    change(folder)
    const start = performance.now()
    const before = process.cpuUsage()
    await reviewIn(folder, { shelf, build: 'bench', memory })
    const { user, system } = process.cpuUsage(before)
    found.push({ seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 })
  }
  const last = found.slice(runs)
  const told: Told = {
    seconds: median(last.map((one) => one.seconds)),
    cpu: median(last.map((one) => one.cpu)),
    megabytes: process.resourceUsage().maxRSS / 1024,
  }
  console.log(JSON.stringify(told))
}

/** Deployments with a service each, in folders of 50 files. */
function manifestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-manifests-'))
  for (let at = 0; at < 10_000; at++) {
    const inner = join(folder, `app${Math.floor(at / 50)}`)
    mkdirSync(inner, { recursive: true })
    writeFileSync(join(inner, `${at}.yaml`), at % 2 === 0 ? deployment(at) : service(at - 1))
  }
  return folder
}

function deployment(at: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  namespace: team-${at % 20}
  labels: { app: app-${at} }
spec:
  replicas: ${1 + (at % 5)}
  selector:
    matchLabels: { app: app-${at} }
  template:
    metadata:
      labels: { app: app-${at} }
    spec:
      containers:
        - name: main
          image: registry.example.com/app-${at}:${at % 3 === 0 ? 'latest' : '1.4.2'}
          ports: [{ containerPort: 8080 }]
          env:
            - name: MODE
              value: production
          resources:
            requests: { cpu: 100m, memory: 128Mi }
`
}

function service(at: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: app-${at}
  namespace: team-${at % 20}
spec:
  selector: { app: app-${at} }
  ports:
    - port: 80
      targetPort: 8080
`
}

await main(process.argv.slice(2))
