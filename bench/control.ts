import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../src/host/postgres/server.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { commitFacts, largeRecord } from '../test/server/records.ts'
import { program } from './built.ts'
import { ended, started } from './control-server.ts'
import { megabytesOf, workOf } from './processes.ts'
import { heard, reader, within, type Reader } from './readers.ts'

const project = 'large'
const resources = 50_000
const findings = 20_000
const readers = 100
/** How long each route is asked, and so how often by each reader. */
const seconds = 5
const target = 100
const mostMegabytes = 400

/**
 * `control`: each list and search of a server with 50,000 resources and 20,000 findings in one project, asked by 100 readers at
 * once over HTTP; the ledger of it verified and made again; and the memory of all processes when nothing happens.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const postgres = await startPostgres(join(folder, 'postgres'))
  const store = await openStore(postgres.url, { connections: 5 })
  try {
    const source = await seeded(store)
    const { child, address } = await started(postgres.url, join(folder, 'server'))
    const asking = await readersOf(store, address)
    const work = (): number => workOf([child.pid ?? 0, postgres.pid])
    // What is asked again and again is answered anew whenever something has happened, which it does here all the time.
    const writing = setInterval(
      () => void store.commands.projects.setMember(project, 'eve', 'viewer', 'ada'),
      1000,
    )
    console.log(`${readers} readers, ${resources} resources and ${findings} findings, a write each second`)
    console.log('  each asks once a second     each asks at once again')
    console.log(`  95 %  median  work  95 %  per s  work: ms, and ms on the processors for each answer`)
    for (const path of await routesOf(store, source)) await told({ address, asking, work }, path)
    clearInterval(writing)
    await ended(child)
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
  console.log(`seeded in ${secondsSince(start)} s`)
  return source
}

/** Half of the readers are people with sessions, half are programs with tokens. */
async function readersOf(store: Store, address: string): Promise<readonly Reader[]> {
  const cookie = `plumbline_session_${new URL(address).port}`
  const made: Reader[] = []
  for (let number = 0; number < readers; number++) {
    const user = `reader-${number}`
    await store.commands.projects.setMember(project, user, 'operator', 'ada')
    made.push(
      reader(
        number,
        number % 2 === 0
          ? { authorization: `Bearer ${await tokenOf(store, user)}` }
          : { cookie: `${cookie}=${await sessionOf(store, user)}` },
      ),
    )
  }
  return made
}

async function tokenOf(store: Store, name: string): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const wanted = { name, role: 'operator', scopes: ['read'], expiresAt } as const
  const made = await store.commands.access.createToken(project, wanted, 'ada')
  return made.kind === 'refused' ? process.exit(1) : made.value.secret
}

async function sessionOf(store: Store, user: string): Promise<string> {
  const link = await store.commands.access.signInLink(user, 3600)
  const made = await store.commands.access.redeem(link, 3600)
  return made?.secret ?? process.exit(1)
}

/** Every list and search of the API, as the console asks them; {n} is another number each time. */
async function routesOf(store: Store, source: string): Promise<readonly string[]> {
  const { next = '' } = await store.queries.resources.list(project, {}, { limit: 50 })
  const { next: later = '' } = await store.queries.findings.list(project, {}, { limit: 50 })
  return [
    '/overview',
    '/sources',
    '/commits',
    '/resources?limit=50',
    `/resources?limit=50&after=${encodeURIComponent(next)}`,
    '/resources?text=N0{n}',
    '/resources?text=nowhere',
    '/resources?type=aws_instance&limit=50',
    '/findings?limit=50',
    `/findings?limit=50&after=${encodeURIComponent(later)}`,
    '/findings?severity=high&state=open&limit=50',
    '/findings?text=N0{n}',
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

interface Measured {
  readonly address: string
  readonly asking: readonly Reader[]
  /** Processor time of the server and of its database, in milliseconds. */
  readonly work: () => number
}

async function told({ address, asking, work }: Measured, path: string): Promise<void> {
  const urlOf = (asker: number, round: number): string =>
    `${address}/api/projects/${project}${path.replace('{n}', String(49_999 - asker * 97 - round))}`
  await heard(asking, urlOf, { rounds: 1, pause: 0 })
  const before = work()
  const calm = await heard(asking, urlOf, { rounds: seconds, pause: 1000 })
  const between = work()
  const busy = await heard(asking, urlOf, { rounds: seconds, pause: 0 })
  const statuses = [...new Set([...calm.statuses, ...busy.statuses])]
  const isGood = within(calm, 0.95) <= target && statuses.join('') === '200'
  if (!isGood) process.exitCode = 1
  const figures = [
    within(calm, 0.95),
    within(calm, 0.5),
    (between - before) / calm.times.length,
    within(busy, 0.95),
    (busy.times.length / busy.milliseconds) * 1000,
    (work() - between) / busy.times.length,
  ].map((one) => one.toFixed(one < 10 ? 1 : 0).padStart(8))
  const verdict = isGood ? '' : `  TOO SLOW OR WRONG (${statuses.join(', ')})`
  console.log(`${figures.join('')}  ${path.slice(0, 60)}${verdict}`)
}

async function ledgerOf(store: Store): Promise<void> {
  let start = performance.now()
  const verdict = await store.queries.events.verify(project)
  console.log(`ledger verify: ${verdict.kind} in ${secondsSince(start)} s`)
  start = performance.now()
  const before = process.memoryUsage().rss
  const events = await store.rebuild(project)
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  console.log(`ledger rebuild: ${events} events in ${secondsSince(start)} s, ${grown.toFixed(0)} MB more`)
}

/** What `plumbline up` and its database hold, each page counted once, when the first reviews are done. */
async function idle(state: string): Promise<void> {
  const up = spawn(process.execPath, [fileURLToPath(program), 'up', '--state', state, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const chunk of up.stdout) if (String(chunk).includes('Ctrl-C stops')) break
  await wait(15_000)
  const postgres = Number(
    readFileSync(join(state, 'postgres/cluster/data/postmaster.pid'), 'utf8').split('\n')[0],
  )
  const megabytes = megabytesOf([up.pid ?? 0, postgres])
  const verdict = megabytes <= mostMegabytes ? '' : '  TOO MUCH'
  console.log(
    `idle: ${megabytes.toFixed(0)} MB in all processes, at most ${mostMegabytes} MB is wanted${verdict}`,
  )
  if (megabytes > mostMegabytes) process.exitCode = 1
  await ended(up)
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1)
}

await main()
