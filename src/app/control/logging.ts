import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Answer } from '../../contract/commands.ts'
import type { KeptLogs, LogIntake, LogPosition, Logs, LogsReceived } from '../../contract/log-store.ts'
import type { SignalSource } from '../../contract/incident-nouns.ts'
import type { LogLine } from '../../server/parts.ts'
import type { Store } from '../../store/store.ts'
import type { Mined, MineJob } from './log-job.ts'

type Mine = (job: MineJob) => Promise<Mined | string>

/** As many requests of a source wait at once. */
const mostWaiting = 4

/** Takes lines that are sent, and counts them beside the thread of the server. */
export function logIntake(store: Pick<Store, 'incidents' | 'logs'>, mine: Mine): LogIntake {
  const waiting = new Map<string, number>()
  return {
    receive: async (project, name, text) => {
      const all = await store.incidents.signals(project)
      const source = all.find(({ id }) => id === name) ?? all.find((one) => one.name === name)
      if (source === undefined)
        return refusal('missing', 'There is no such source of signals in this project.')
      if (source.kind !== 'logs' || source.url !== '')
        return refusal('conflict', `Nothing is sent to ${source.name}: it is asked, or read from a folder.`)
      const key = `${project} ${source.id}`
      const before = waiting.get(key) ?? 0
      if (before >= mostWaiting)
        return refusal(
          'conflict',
          'Lines of this source come faster than they are counted. Send them again soon.',
        )
      waiting.set(key, before + 1)
      try {
        return await taken(store.logs, { project, source }, { text, mine })
      } finally {
        const now = (waiting.get(key) ?? 1) - 1
        if (now === 0) waiting.delete(key)
        else waiting.set(key, now)
      }
    },
  }
}

function refusal<What>(why: 'missing' | 'conflict', detail: string): Answer<What> {
  return { kind: 'refused', why, detail }
}

async function taken(
  logs: Logs,
  { project, source }: { readonly project: string; readonly source: SignalSource },
  { text, mine }: { readonly text: string; readonly mine: Mine },
): Promise<Answer<LogsReceived>> {
  let received: LogsReceived | string = { lines: 0, dropped: 0, messages: 0 }
  const answer = await logs.take(project, source.id, async ({ memory }) => {
    const mined = await mine({ what: 'mine', memory, text, now: Math.floor(Date.now() / 1000) })
    received = typeof mined === 'string' ? mined : mined.received
    return typeof mined === 'string' ? undefined : mined.taken
  })
  if (answer.kind === 'refused') return answer
  // Set by the work above, which the compiler does not follow.
  const outcome = received as LogsReceived | string
  return typeof outcome === 'string' ? refusal('conflict', outcome) : { kind: 'done', value: outcome }
}

const roundMilliseconds = 10_000

/** Reads what is new in the folders of logs, until it is told to end. */
export async function followingLogs(
  store: Pick<Store, 'incidents' | 'logs' | 'queries'>,
  {
    mine,
    folders,
    log,
  }: { readonly mine: Mine; readonly folders: readonly string[]; readonly log: (line: LogLine) => void },
  signal: AbortSignal,
): Promise<void> {
  if (folders.length === 0) return
  while (!signal.aborted) {
    try {
      for (const { project, source } of await foldersIn(store))
        await followed(store.logs, { project, source, folders, mine })
    } catch (error) {
      // The database may be away for a moment, or the folder: the next round says whether it is back.
      const facts = { error: error instanceof Error ? error.message : 'unknown' }
      if (!signal.aborted) log({ level: 'warning', message: 'logs could not be read', facts })
    }
    await wait(roundMilliseconds, undefined, { signal }).catch(() => undefined)
  }
}

async function foldersIn({
  incidents,
  queries,
}: Pick<Store, 'incidents' | 'queries'>): Promise<
  readonly { readonly project: string; readonly source: SignalSource }[]
> {
  const found: { readonly project: string; readonly source: SignalSource }[] = []
  for (const { id: project } of await queries.projects.list(undefined)) {
    const all = await incidents.signals(project)
    const own = all.filter(({ kind, url }) => kind === 'logs' && url !== '')
    found.push(...own.map((source) => ({ project, source })))
  }
  return found
}

async function followed(
  logs: Logs,
  {
    project,
    source,
    folders,
    mine,
  }: {
    readonly project: string
    readonly source: SignalSource
    readonly folders: readonly string[]
    readonly mine: Mine
  },
): Promise<void> {
  await logs.take(project, source.id, async ({ memory, files }) => {
    const { text, positions } = newLines(source.url, folders, files)
    if (text === '') return undefined
    const mined = await mine({ what: 'mine', memory, text, now: Math.floor(Date.now() / 1000) })
    return typeof mined === 'string' ? undefined : { ...mined.taken, files: { ...files, ...positions } }
  })
}

const mostFiles = 50
/** As much is read of one file in a round, and of a file that is seen for the first time. */
const mostBytes = 1024 * 1024

/** What stands in the files of an allowed folder behind the places that were read, as whole lines. */
export function newLines(
  url: string,
  allowed: readonly string[],
  files: KeptLogs['files'],
): { readonly text: string; readonly positions: Readonly<Record<string, LogPosition>> } {
  const folder = realpathSync(fileURLToPath(url))
  // A link may lead elsewhere than its name says.
  const within = (path: string): boolean =>
    allowed.some((one) => `${path}${sep}`.startsWith(`${realpathSync(one)}${sep}`))
  if (!within(folder)) return { text: '', positions: {} }
  const texts: string[] = []
  const positions: Record<string, LogPosition> = {}
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isFile() && !/\.(?:gz|xz|zst|bz2|zip)$/u.test(one.name))
    .map(({ name }) => name)
    .toSorted()
    .slice(0, mostFiles)
  for (const name of names) {
    // Each machine that serves may have its own files of the same name.
    const key = `${hostname()}:${join(folder, name)}`
    const read = readFrom(join(folder, name), files[key])
    if (read === undefined) continue
    texts.push(read.text)
    positions[key] = read.position
  }
  return { text: texts.join(''), positions }
}

/** How much of a file's beginning tells it from another that took its name. */
const headBytes = 256

function readFrom(
  path: string,
  known: LogPosition | undefined,
): { readonly text: string; readonly position: LogPosition } | undefined {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const headSize = known === undefined ? Math.min(size, headBytes) : Number(known.head.split(' ')[0])
    const head = headOf(file, headSize)
    const isSame = known !== undefined && known.head === head && known.offset <= size
    const start = isSame ? known.offset : Math.max(0, size - mostBytes)
    const bytes = Buffer.alloc(Math.min(mostBytes, size - start))
    const length = readSync(file, bytes, 0, bytes.length, start)
    const end = bytes.subarray(0, length).lastIndexOf(0x0a) + 1
    if (end === 0) return undefined
    // The first line of a cut beginning is no whole one.
    const begin = !isSame && start > 0 ? bytes.indexOf(0x0a) + 1 : 0
    const position = { offset: start + end, head: isSame ? head : headOf(file, Math.min(size, headBytes)) }
    return { text: bytes.toString('utf8', begin, end), position }
  } finally {
    closeSync(file)
  }
}

/** Its length stands in front: a file that has grown begins as it did. */
function headOf(file: number, length: number): string {
  const bytes = Buffer.alloc(length)
  readSync(file, bytes, 0, length, 0)
  return `${length} ${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`
}
