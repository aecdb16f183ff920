import { basename, relative, resolve, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { UpAsked } from '../../cli/control.ts'
import { exit, type ExitCode } from '../../cli/command.ts'
import type { CommitSummary } from '../../contract/nouns.ts'
import { workTree } from '../../host/git.ts'
import type { LogLine } from '../../server/parts.ts'
import { openStore, type Store } from '../../store/store.ts'
import { configuredForges, secretIn } from './configuration.ts'
import { useDatabase } from './database.ts'
import { exampleRepository } from './example.ts'
import { ownKeys } from './keys.ts'
import { stateFolder } from './places.ts'
import { mirrorsIn } from './reviewing.ts'
import { startServing } from './serving.ts'
import { openTracing } from './tracing.ts'
import { untilAsked, type Stopping } from './stopping.ts'
import { startWork } from './work.ts'
import type { Voice } from './voice.ts'
import { madeFolder } from '../../host/made-folder.ts'

const project = 'local'
/** Who sits at this machine. */
const owner = 'you'
/** A sign-in link waits for a person to open it. */
const linkSeconds = 3600

/** Everything in one process, until it is asked to stop. */
export async function up(asked: UpAsked, version: string, voice: Voice): Promise<ExitCode> {
  const state = stateFolder(asked.state)
  const source = sourceOf(asked.repository, state)
  if (source === 'no repository') {
    voice.say(
      `${asked.repository ?? ''} is no git repository. Make it one with \`git init\` and a commit, then try again.\n`,
    )
    return exit.input
  }
  const stopping = untilAsked(voice)
  madeFolder(state, 0o700)
  voice.step('starting the database')
  const database = await useDatabase(state, secretIn(process.env, 'DATABASE_URL'))
  const store = await openStore(database.url, {
    blame: mirrorsIn(state).blame,
    keys: ownKeys(process.env, state),
  })
  const forges = configuredForges(process.env)
  const tracing = await openTracing(process.env, version)
  voice.step('starting the server')
  const log = (line: LogLine): void => voice.problem(line)
  const both = { store, forges, tracing, log, allowsPrivateHooks: true }
  const served = await startServing({
    ...both,
    version,
    host: asked.host,
    port: asked.port,
    tries: 20,
    address: process.env['PLUMBLINE_ADDRESS'],
  })
  const address = served.address
  const work = await startWork({ ...both, url: database.url, state, address, concurrency: 2 })
  stopping.onStop(async () => {
    voice.step('stopping')
    await served.close()
    await work.close()
    await store.close()
    await tracing.close()
    await database.leave()
    voice.say('Stopped. The next start goes on where this one was.\n')
  })
  if (served.port !== asked.port && asked.port !== 0)
    voice.say(`Port ${asked.port} is taken, so this is another one.\n`)
  const started = new Date().toISOString()
  const watched = await firstThings(store, source)
  const link = await store.commands.access.signInLink(owner, linkSeconds)
  voice.say(`\nPlumbline is at ${address}\nSign in, once, with ${address}/sign-in?link=${link}\n\n`)
  void told(store, voice, { source: watched, since: started }, stopping)
  return stopping.ended
}

interface Wanted {
  readonly name: string
  readonly url: string
  readonly path: string
  readonly isExample: boolean
}

/** What is to be watched: a repository elsewhere, one of this machine with the folder in it, or the example. */
function sourceOf(given: string | undefined, state: string): (() => Wanted) | 'no repository' {
  if (given === undefined) {
    return () => ({ name: 'example', url: exampleRepository(state), path: '', isExample: true })
  }
  if (/^(?:https?|ssh|git):\/\/|^[\w.-]+@[\w.-]+:/u.test(given)) {
    const name = basename(given).replace(/\.git$/u, '')
    return () => ({ name, url: given, path: '', isExample: false })
  }
  const folder = resolve(given)
  const top = workTree(folder)
  if (top === undefined) return 'no repository'
  const path = relative(top, folder).split(sep).join('/')
  return () => ({ name: basename(folder), url: top, path, isExample: false })
}

/**
 * Makes the project and the source that was asked for, the example only where nothing is watched yet. Gives the source's id;
 * undefined where no other is told of than those that are there.
 */
async function firstThings({ queries, commands }: Store, wanted: () => Wanted): Promise<string | undefined> {
  if ((await queries.projects.get(project)) === undefined) {
    await commands.projects.create({ id: project, name: 'This machine' }, owner)
  }
  const known = await queries.sources.list(project)
  const source = wanted()
  const isWanted = (one: Pick<Wanted, 'url' | 'path'>): boolean =>
    one.url === source.url && one.path === source.path
  const same = known.find(isWanted)
  if (same !== undefined) return same.id
  if (source.isExample && known.length > 0) return undefined
  const taken = new Set(known.map((one) => one.name))
  const name = taken.has(source.name) ? `${source.name}-${known.length + 1}` : source.name
  await commands.sources.add(project, { name, url: source.url, path: source.path }, owner, true)
  return (await queries.sources.list(project)).find(isWanted)?.id
}

interface Telling {
  readonly source: string | undefined
  readonly since: string
}

/** Says how the reviews go, until none is waiting for the first time. */
async function told(
  { queries }: Store,
  voice: Voice,
  { source, since }: Telling,
  stopping: Stopping,
): Promise<void> {
  const start = performance.now()
  while (!stopping.isAsked() && performance.now() - start < 10 * 60_000) {
    const { items } = await queries.commits.list(project, { source }, { limit: 100 })
    const waiting = items.filter(({ state }) => state === 'queued' || state === 'running')
    const [newest] = items.filter(({ state }) => state === 'reviewed')
    if (newest !== undefined && waiting.length === 0) {
      const isNew = (newest.reviewedAt ?? '') > since
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      voice.say(
        `${isNew ? `Reviewed ${items.length === 1 ? '1 commit' : `${items.length} commits`} in ${seconds} s. ` : ''}${summaryOf(newest)}\n`,
      )
      return
    }
    voice.step(items.length === 0 ? 'fetching the repository' : `reviewing: ${waiting.length} commits to go`)
    await wait(200)
  }
}

function summaryOf({ branch, sha, counts, resources }: CommitSummary): string {
  const found = (['critical', 'high', 'medium', 'low'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
  const findings = found.length === 0 ? 'no findings' : found.join(', ')
  return `${branch} at ${sha.slice(0, 8)}: ${resources === 1 ? '1 resource' : `${resources} resources`}, ${findings}. Ctrl-C stops.`
}
