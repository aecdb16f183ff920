import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request, Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { lookingAt } from '../src/app/control/looking.ts'
import { listen } from '../src/app/control/listen.ts'
import { ports } from '../src/app/control/hook-ports.ts'
import { startPostgres } from '../src/host/postgres/server.ts'
import { untraced } from '../src/kernel/tracing.ts'
import { serverOf } from '../src/server/server.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { commitFacts, largeRecord } from '../test/server/records.ts'
import { program } from './built.ts'

const project = 'large'
const resources = 50_000
const findings = 20_000
const readers = 100
/** Requests of one reader to one route, with a pause of up to a second before each, as people make. */
const rounds = 5
const target = 100
const mostMegabytes = 400

/**
 * `control`: each list and search of a server with 50,000 resources and 20,000 findings in one project, asked by 100 readers at
 * once over HTTP; the ledger of it verified and made again; and the memory of all processes when nothing happens.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const postgres = await startPostgres(join(folder, 'postgres'))
  const store = await openStore(postgres.url, { connections: 20 })
  try {
    const source = await seeded(store)
    const token = await tokenIn(store)
    const server = await served(store)
    // What is asked again and again is answered anew whenever something has happened, which it does here all the time.
    const writing = setInterval(
      () => void store.commands.projects.setMember(project, 'eve', 'viewer', 'ada'),
      1000,
    )
    console.log(`${readers} readers at once, ${resources} resources and ${findings} findings in one project`)
    console.log(`  95th percentile of each route, at most ${target} ms is wanted`)
    for (const path of await routesOf(store, source)) await told(server.port, token, path)
    clearInterval(writing)
    await server.close()
    await ledgerOf(store)
  } finally {
    await store.close()
    await postgres.stop()
  }
  await idle(join(folder, 'state'))
  rmSync(folder, { recursive: true, force: true })
}

async function seeded(store: Store): Promise<string> {
  const start = performance.now()
  await store.commands.projects.create({ id: project, name: 'Large' }, 'ada')
  const answer = await store.commands.sources.add(
    project,
    { name: 'infra', url: 'https://git.example/infra' },
    'ada',
    false,
  )
  if (answer.kind === 'refused') return process.exit(1)
  const source = answer.value.id
  const facts = commitFacts(1)
  const found = { defaultBranch: 'main', branches: [{ branch: 'main', sha: facts.sha, commits: [facts] }] }
  await store.commits.fetched(project, source, found)
  const name = { project, source, branch: 'main', sha: facts.sha }
  const kept = await store.commits.keep(name, largeRecord(resources, findings))
  await store.commits.reviewed(name, undefined, kept)
  console.log(`seeded in ${seconds(start)} s`)
  return source
}

async function tokenIn(store: Store): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const wanted = { name: 'bench', role: 'admin', scopes: ['read'], expiresAt } as const
  const made = await store.commands.access.createToken(project, wanted, 'ada')
  return made.kind === 'refused' ? process.exit(1) : made.value.secret
}

function served(store: Store): ReturnType<typeof listen> {
  const app = serverOf({
    queries: store.queries,
    commands: store.commands,
    states: store.states,
    drifts: store.drifts,
    incidents: store.incidents,
    looks: lookingAt(store.incidents),
    settings: {
      version: '0',
      address: 'http://127.0.0.1',
      hosts: [],
      checksReplies: false,
      rate: { perSecond: 1e6, burst: 1e6 },
      allowsPrivateHooks: true,
      hookPrograms: [],
    },
    asset: () => undefined,
    now: () => Date.now(),
    log: () => undefined,
    tracing: untraced,
    isReady: () => store.isReady(),
    totals: () => store.totals(),
    pages: { documents: [], rule: async () => undefined, rules: async () => [] },
    hookPorts: ports({ allowsPrivate: true }),
    tellForge: async () => undefined,
    forges: [],
    signIn: [],
  })
  return listen((given, bindings) => app.fetch(given, bindings), { host: '127.0.0.1', port: 0, tries: 1 })
}

/** Every list and search of the API, as the console asks them. */
async function routesOf(store: Store, source: string): Promise<readonly string[]> {
  const { next = '' } = await store.queries.resources.list(project, {}, { limit: 50 })
  const { next: later = '' } = await store.queries.findings.list(project, {}, { limit: 50 })
  return [
    '/overview',
    '/sources',
    '/commits',
    '/resources?limit=50',
    `/resources?limit=50&after=${encodeURIComponent(next)}`,
    '/resources?text=N049999',
    '/resources?text=nowhere',
    '/resources?type=aws_instance&limit=50',
    '/findings?limit=50',
    `/findings?limit=50&after=${encodeURIComponent(later)}`,
    '/findings?severity=high&state=open&limit=50',
    '/findings?text=f19999',
    '/findings?text=nowhere',
    '/findings?rule=aws/rule-7&limit=50',
    '/findings-by-rule',
    '/findings-trend',
    `/sources/${source}/trend`,
    '/gates',
    '/events?limit=50',
    '/hooks',
    '/deliveries',
    '/members',
  ]
}

async function told(port: number, token: string, path: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers })
  const url = `http://127.0.0.1:${port}/api/projects/${project}${path}`
  const statuses = new Set<number>()
  const times: number[] = []
  statuses.add(await asked(url, token, agent))
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      for (let round = 0; round < rounds; round++) {
        // Spread evenly, and the same in each run.
        await wait(((reader * 7919 + round * 104_729) % 1000) + 1)
        const start = performance.now()
        statuses.add(await asked(url, token, agent))
        times.push(performance.now() - start)
      }
    }),
  )
  agent.destroy()
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number): string =>
    (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0).padStart(5)
  const isGood = Number(at(0.95)) <= target && [...statuses].join('') === '200'
  if (!isGood) process.exitCode = 1
  const verdict = isGood ? '' : `  TOO SLOW OR WRONG (${[...statuses].join(', ')})`
  console.log(`  ${at(0.95)} ms, median ${at(0.5)} ms  ${path.slice(0, 60)}${verdict}`)
}

async function asked(url: string, token: string, agent: Agent): Promise<number> {
  // A connection that nobody used may be closed at the moment of its use; then another is taken.
  return (await statusOf(url, token, agent)) ?? (await statusOf(url, token, agent)) ?? 0
}

function statusOf(url: string, token: string, agent: Agent): Promise<number | undefined> {
  return new Promise((take) => {
    request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (reply) => {
      reply.resume()
      reply.on('end', () => take(reply.statusCode))
    })
      .on('error', () => take(undefined))
      .end()
  })
}

async function ledgerOf(store: Store): Promise<void> {
  let start = performance.now()
  const verdict = await store.queries.events.verify(project)
  console.log(`ledger verify: ${verdict.kind} in ${seconds(start)} s`)
  start = performance.now()
  const before = process.memoryUsage().rss
  const events = await store.rebuild(project)
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  console.log(`ledger rebuild: ${events} events in ${seconds(start)} s, ${grown.toFixed(0)} MB more`)
}

/** What `plumbline up` and its database hold, each page counted once, when the first reviews are done. */
async function idle(state: string): Promise<void> {
  const up = spawn(process.execPath, [fileURLToPath(program), 'up', '--state', state, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const chunk of up.stdout) if (String(chunk).includes('Ctrl-C stops')) break
  await wait(15_000)
  const postgres = Number(readFileSync(join(state, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
  const megabytes = held([up.pid ?? 0, postgres])
  const verdict = megabytes <= mostMegabytes ? '' : '  TOO MUCH'
  console.log(
    `idle: ${megabytes.toFixed(0)} MB in all processes, at most ${mostMegabytes} MB is wanted${verdict}`,
  )
  if (megabytes > mostMegabytes) process.exitCode = 1
  await stopped(up)
}

async function stopped(child: ChildProcess): Promise<void> {
  const gone = new Promise((take) => child.once('exit', take))
  child.kill('SIGINT')
  await gone
}

/** https://www.kernel.org/doc/html/latest/filesystems/proc.html: the share of processes and of all that they started. */
function held(roots: readonly number[]): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const [, parent] = /^PPid:\s+(\d+)$/mu.exec(textOf(`/proc/${name}/status`)) ?? []
    if (parent !== undefined && /^\d+$/u.test(name)) parents.set(Number(name), Number(parent))
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (roots.includes(at)) return true
    return false
  }
  const shares = [...parents.keys()].filter(isOurs).map((pid) => {
    const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/mu.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? []
    return Number(kilobytes) / 1024
  })
  return shares.reduce((sum, one) => sum + one, 0)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function seconds(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1)
}

await main()
