// `npm run chaos`: pushes 200 commits to 20 repositories while two workers, a server and the database are killed with
// -9 at random, ten times; then asks whether every commit was reviewed exactly once and the ledger is whole.
// It fails when nothing moves any longer, however slow the machine is: --still minutes without one more reviewed commit, and
// --minutes in all. Options: --commits=200 --sources=20 --kills=10 --seed=1 --still=3 --minutes=60
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build, home, install, requireNode } from './project.mjs'

requireNode()
const { values: given } = parseArgs({
  options: {
    commits: { type: 'string', default: '200' },
    sources: { type: 'string', default: '20' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    still: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '60' },
    keep: { type: 'boolean', default: false },
  },
})
const [commits, sources, kills, still, minutes] = ['commits', 'sources', 'kills', 'still', 'minutes'].map(
  (name) => Number(given[name]),
)
const project = 'chaos'
const random = randomFrom(Number(given.seed))
if (!install() || !build()) process.exit(3)
const started = Date.now()
const deadline = started + minutes * 60_000
/** When something was seen to go on. */
let moved = started

const folder = mkdtempSync(join(tmpdir(), 'plumbline-chaos-'))
const state = join(folder, 'state')
const log = join(folder, 'log')
mkdirSync(state, { recursive: true })
const { openStore } = await bundled('src/store/store.ts')
const { startPostgres } = await bundled('src/host/postgres/server.ts')
say(`seed ${given.seed}; everything lies in ${folder}`)

const database = await startPostgres(join(state, 'postgres'))
const store = await openStore(database.url)
await store.commands.projects.create({ id: project, name: 'Chaos' }, 'chaos')
const repositories = Array.from({ length: sources }, (_, at) => newRepository(at))
for (const { name, bare } of repositories) {
  const made = await store.commands.sources.add(project, { name, url: bare, everySeconds: 2 }, 'chaos', true)
  if (made.kind === 'refused') fail(made.detail)
}

let isOver = false
const children = new Map()
for (const name of ['worker 1', 'worker 2', 'server']) supervise(name)
const [pushed, killed] = await Promise.all([pushAll(), killAll()])
const waited = await untilReviewed()
await stopPrograms()
const rows = await verdicts(waited)
await store.close()
await (await startPostgres(join(state, 'postgres'))).stop()
for (const [what, found, isGood] of rows) {
  process.stdout.write(`${isGood ? '✓' : '✗'} ${what.padEnd(34)}${String(found).padStart(10)}\n`)
}
const isGood = rows.every(([, , one]) => one)
if (isGood && !given.keep) rmSync(folder, { recursive: true, force: true })
else say(`what was said lies in ${log}`)
process.exit(isGood ? 0 : 1)

/** A number from 0 to 1, the same ones for the same seed. */
function randomFrom(seed) {
  let at = seed
  return () => {
    at = (at * 1_103_515_245 + 12_345) % 2 ** 31
    return at / 2 ** 31
  }
}

async function bundled(entry) {
  const { rolldown } = await import('rolldown')
  const file = join(home, '.cache/chaos', `${entry.replaceAll(/\W+/gu, '-')}.mjs`)
  const made = await rolldown({
    cwd: home,
    input: join(home, entry),
    platform: 'node',
    external: /^(?:node:|@?[a-z][\w-]*(?:\/|$))/u,
    logLevel: 'silent',
  })
  await made.write({ file, format: 'esm', codeSplitting: false })
  await made.close()
  return import(file)
}

function newRepository(at) {
  const name = `source-${String(at).padStart(2, '0')}`
  const bare = join(folder, 'origins', `${name}.git`)
  const work = join(folder, 'work', name)
  git(home, 'init', '-q', '--bare', '-b', 'main', bare)
  git(home, 'init', '-q', '-b', 'main', work)
  git(work, 'remote', 'add', 'origin', bare)
  return { name, bare, work, commits: 0 }
}

function push(repository) {
  const { work } = repository
  repository.commits += 1
  const size = repository.commits * 10
  writeFileSync(
    join(work, 'main.tf'),
    `resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-west-1a"\n  size              = ${size}\n  encrypted         = ${repository.commits % 2 === 0}\n}\n`,
  )
  git(work, 'add', '.')
  git(work, 'commit', '-q', '-m', `${size} GB`)
  git(work, 'push', '-q', 'origin', 'main')
}

function git(cwd, ...args) {
  const { status, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=Chaos', '-c', 'user.email=chaos@example.com', ...args],
    { cwd, encoding: 'utf8' },
  )
  if (status !== 0) fail(`git ${args.join(' ')}: ${stderr}`)
}

/** All commits, spread over some two minutes. */
async function pushAll() {
  const pause = Math.min(600, 120_000 / commits)
  for (let at = 0; at < commits; at++) {
    push(repositories[at % sources])
    await wait(pause * 2 * random())
    if ((at + 1) % 50 === 0) say(`${at + 1} commits pushed`)
  }
  return commits
}

/** Kills, one after the other, in the time in which commits are pushed and some longer. */
async function killAll() {
  const victims = ['worker 1', 'worker 2', 'server', 'database']
  const found = new Map(victims.map((name) => [name, 0]))
  for (let at = 0; at < kills; at++) {
    await wait(8000 + 8000 * random())
    // Each at least once, then whoever it hits.
    const name = victims[at] ?? victims[Math.floor(random() * victims.length)]
    const pid = name === 'database' ? postmaster() : children.get(name)?.pid
    if (pid !== undefined) {
      process.kill(pid, 'SIGKILL')
      found.set(name, (found.get(name) ?? 0) + 1)
      say(`killed the ${name}`)
    }
  }
  return found
}

function postmaster() {
  try {
    return Number(readFileSync(join(state, 'postgres/cluster/data/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

/** Starts one of our programs, and starts it again when it ends, as a service manager would. */
function supervise(name) {
  const args = name === 'server' ? ['server', '--port', '0'] : ['worker']
  const child = spawn(process.execPath, [join(home, 'bin/plumbline'), ...args, '--state', state], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: '' },
  })
  children.set(name, child)
  child.stderr.on('data', (chunk) => writeFileSync(log, `${name}: ${chunk}`, { flag: 'a' }))
  child.once('exit', () => {
    if (!isOver) setTimeout(() => isOver || supervise(name), 1000)
  })
}

async function untilReviewed() {
  moved = Date.now()
  for (let last = -1; !isStuck(); await wait(1000)) {
    const ended = await asked(countEnded)
    if (ended >= commits) return 'all'
    if (ended === last) continue
    moved = Date.now()
    if (ended % 20 === 0) say(`${ended} of ${commits} reviewed`)
    last = ended
  }
  say(Date.now() > deadline ? `not done in ${minutes} minutes` : `nothing has moved for ${still} minutes`)
  return 'too long'
}

function isStuck() {
  return Date.now() > deadline || Date.now() > moved + still * 60_000
}

async function countEnded() {
  let ended = 0
  for await (const one of allCommits()) if (one.state === 'reviewed' || one.state === 'failed') ended += 1
  return ended
}

async function* allCommits() {
  for (let after; ;) {
    const page = await store.queries.commits.list(project, {}, { limit: 500, after })
    yield* page.items
    if (page.next === undefined) return
    after = page.next
  }
}

/** The database may be away for a moment. */
async function asked(question) {
  for (;;) {
    try {
      return await question()
    } catch (error) {
      if (Date.now() > deadline || Date.now() > moved + still * 120_000) throw error
      await wait(500)
    }
  }
}

async function verdicts(how) {
  const types = new Map()
  const subjects = new Map()
  let events = 0
  for await (const { type, subject } of store.queries.events.all(project)) {
    events += 1
    types.set(type, (types.get(type) ?? 0) + 1)
    const key = `${type} ${subject}`
    subjects.set(key, (subjects.get(key) ?? 0) + 1)
  }
  const count = (type) => types.get(`dev.cdevents.pipelinerun.${type}.0.2.0`) ?? 0
  const twice = [...subjects].filter(([key, times]) => key.includes('pipelinerun') && times > 1).length
  const states = []
  for await (const one of allCommits()) states.push(one.state)
  const verdict = await store.queries.events.verify(project)
  const rebuilt = await rebuiltTheSame()
  const seconds = Math.round((Date.now() - started) / 1000)
  const hits = [...killed.values()].reduce((sum, one) => sum + one, 0)
  return [
    ['commits pushed', pushed, pushed === commits],
    ['killed with -9', hits, hits >= kills],
    ...[...killed].map(([name, times]) => [`  the ${name}`, times, true]),
    ['commits queued', count('queued'), count('queued') === commits],
    ['commits reviewed', count('finished'), count('finished') === commits && how === 'all'],
    ['commits that failed', states.filter((one) => one === 'failed').length, !states.includes('failed')],
    ['told of more than once', twice, twice === 0],
    ['events of the ledger', events, verdict.kind === 'whole' && verdict.events === events],
    ['ledger', verdict.kind, verdict.kind === 'whole'],
    ['made again from it', rebuilt ? 'the same' : 'different', rebuilt],
    ['seconds', seconds, how === 'all'],
  ]
}

async function rebuiltTheSame() {
  const before = await everything()
  await store.rebuild(project)
  return JSON.stringify(await everything()) === JSON.stringify(before)
}

async function everything() {
  const { findings, resources, sources: all } = store.queries
  const list = []
  for await (const one of allCommits()) list.push(one)
  return [
    list,
    await findings.list(project, {}, { limit: 500 }),
    await resources.list(project, {}, { limit: 500 }),
    (await all.list(project)).map((one) => ({ ...one, fetchedAt: undefined, problem: undefined })),
  ]
}

async function stopPrograms() {
  isOver = true
  const running = [...children.values()].filter((one) => one.exitCode === null && one.signalCode === null)
  await Promise.all(
    running.map(
      (one) =>
        new Promise((ended) => {
          one.once('exit', ended)
          one.kill('SIGTERM')
          setTimeout(() => one.kill('SIGKILL'), 10_000).unref()
        }),
    ),
  )
  // The last of them has taken the database with it, if nobody else was connected.
  await startPostgres(join(state, 'postgres'))
}

function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  process.stderr.write(`${seconds.padStart(4)} s  ${text}\n`)
}

function fail(why) {
  say(why)
  process.exit(1)
}
