import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Memory } from '../src/engine/cache/cache.ts'
import { built, program } from './built.ts'
import { estate, usual } from './estate.ts'
import { median, seconds, spread } from './figures.ts'

const runs = 5
const changed = 'modules/m7/part0.tf'

/** What one process tells of its review. */
interface Told {
  /** From the start of the process to its last line. */
  readonly seconds: number
  readonly megabytes: number
}

/** `review`: a whole review cold, with nothing changed, and after a change of one file, in new processes and in a warm one; then of manifests. */
async function main([given, folder = '.']: readonly string[]): Promise<void> {
  if (given === '--warm') {
    await warm(folder)
    return
  }
  const sources = estate(usual)
  const cache = mkdtempSync(join(tmpdir(), 'plumbline-cache-'))
  console.log('60,000 lines of HCL in 700 files')
  compare(sources, cache)
  show('  warm process, one change', [warmSeconds(sources)])
  const manifests = manifestFolder()
  console.log('10,000 manifests in 200 folders')
  show(
    'plumbline review, cold',
    times(runs, () => reviewed(manifests, cache, ['--no-cache'])),
  )
  for (const one of [sources, cache, manifests]) rmSync(one, { recursive: true })
}

/** In turns with the other scanners, so that a machine that is busy for a while is so for all. */
function compare(sources: string, cache: string): void {
  const cold: Told[] = []
  const others = new Map<string, number[]>()
  for (let run = 0; run < runs; run++) {
    cold.push(reviewed(sources, cache, ['--no-cache']))
    for (const [name, args] of scanners(sources)) {
      const time = seconds(name, args)
      if (time !== undefined) others.set(name, [...(others.get(name) ?? []), time])
    }
  }
  show('plumbline review, cold', cold)
  show(
    '  and filling the cache',
    times(runs, () => {
      rmSync(cache, { recursive: true, force: true })
      return reviewed(sources, cache, [])
    }),
  )
  show(
    '  nothing changed',
    times(runs, () => reviewed(sources, cache, [])),
  )
  show(
    '  one file changed',
    times(runs, () => {
      change(sources)
      return reviewed(sources, cache, [])
    }),
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

function show(name: string, told: readonly Told[]): void {
  const memory = spread(told.map((one) => one.megabytes))
  console.log(`${name.padEnd(28)}${spread(told.map((one) => one.seconds))} s, ${memory} MB at its peak`)
}

function times(count: number, work: () => Told): readonly Told[] {
  return Array.from({ length: count }, work)
}

/** A comment at the end of a file changes its content, and every root that calls the module is read again. */
function change(folder: string): void {
  appendFileSync(join(folder, changed), '# changed\n')
}

/** The program as a user starts it; the peak of its memory is told by the process itself when it ends. */
function reviewed(folder: string, cache: string, options: readonly string[]): Told {
  const start = performance.now()
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', memoryAtExit, fileURLToPath(program), 'review', folder, ...options],
    { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache } },
  )
  const taken = (performance.now() - start) / 1000
  return { seconds: taken, megabytes: Number(/peak (\d+)$/mu.exec(stderr)?.[1] ?? 0) / 1024 }
}

const memoryAtExit = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))",
)}`

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
  const found: number[] = []
  for (let run = 0; run < 2 * runs; run++) {
    change(folder)
    const start = performance.now()
    await reviewIn(folder, { shelf, build: 'bench', memory })
    found.push((performance.now() - start) / 1000)
  }
  const told: Told = {
    seconds: median(found.slice(3)),
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
