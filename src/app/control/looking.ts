import type { Answer } from '../../contract/commands.ts'
import type { Incidents } from '../../contract/incident-store.ts'
import type { LearnedSignal, LookedSignals, SignalsAskable } from '../../contract/look-nouns.ts'
import type { LookAsked, Looks } from '../../contract/look-store.ts'
import { openThreads, type Threads } from '../../host/threads.ts'
import type { Look, LookJob } from './look-job.ts'
import { headerOf } from './signal-credential.ts'

/** How long what was seen is told to others who ask for the same, in milliseconds; and of how many questions. */
const fresh = 10_000
const mostKept = 64
/** As many questions of a project wait at once, so that others have their turn. */
const mostWaiting = 16

/** Looks at sources of signals beside the thread of the server, which is begun when it is needed. */
export function lookingAt(
  incidents: Pick<Incidents, 'signals'>,
  // One level below what is built, wherever this was bundled to.
  looker = new URL('../app/looker.js', import.meta.url),
): Looks & { readonly close: () => Promise<void> } {
  const threads = openThreads<LookJob, Look>(looker, { threads: 2, heapMegabytes: 512, seconds: 40 })
  const lookOnce = lookingOnce(threads)

  const asked = async <Found>(
    project: string,
    name: string,
    what: LookJob['what'],
    { query, seconds, until, series = '' }: LookAsked & { readonly series?: string },
  ): Promise<Answer<Found>> => {
    const source = (await incidents.signals(project)).find((one) => one.id === name || one.name === name)
    if (source === undefined)
      return {
        kind: 'refused',
        why: 'missing',
        detail: 'There is no such source of signals in this project.',
      }
    const { url, credential, allowsPrivate, labels } = source
    const authorization = headerOf(credential)
    if ('why' in authorization) {
      const detail = `The Prometheus ${source.name} cannot be asked: ${authorization.why}`
      return { kind: 'refused', why: 'conflict', detail }
    }
    const end = until === undefined ? Date.now() : Date.parse(until)
    const look = await lookOnce(
      project,
      JSON.stringify([project, source.id, what, query, seconds, until, series]),
      {
        what,
        url,
        authorization: authorization.header,
        allowsPrivate,
        labels,
        query,
        seconds,
        until: Math.floor(end / 1000),
        series,
      },
    )
    // What a thread gives is what was asked of it.
    return look.kind === 'looked' ? { kind: 'done', value: look.found as Found } : look
  }

  return {
    askable: (project, signals) =>
      asked<SignalsAskable>(project, signals, 'askable', { query: '', seconds: 0 }),
    series: (project, signals, one) => asked<LookedSignals>(project, signals, 'series', one),
    learned: (project, signals, one) => asked<LearnedSignal>(project, signals, 'learned', one),
    close: () => threads.close(),
  }
}

/** What was just asked is not asked again, and nobody asks too much at once. */
function lookingOnce(
  threads: Threads<LookJob, Look>,
): (project: string, key: string, job: LookJob) => Promise<Look> {
  const seen = new Map<string, { readonly at: number; readonly look: Promise<Look> }>()

  const waiting = new Map<string, number>()

  return (project, key, job) => {
    const before = seen.get(key)
    if (before !== undefined && Date.now() - before.at < fresh) return before.look
    if (counted(waiting, project, 0) >= mostWaiting)
      return Promise.resolve({ kind: 'refused', why: 'conflict', detail: tooMany })
    counted(waiting, project, 1)
    const look = threads
      .run(job, new AbortController().signal)
      .then((one) =>
        one.kind === 'done' ? one.output : { ...one, why: 'conflict' as const, detail: one.why },
      )
      .finally(() => counted(waiting, project, -1))
    seen.delete(key)
    seen.set(key, { at: Date.now(), look })
    for (const [oldest] of [...seen].slice(0, Math.max(0, seen.size - mostKept))) seen.delete(oldest)
    return look
  }
}

/** How many of a project wait, when so many more do. */
function counted(waiting: Map<string, number>, project: string, more: number): number {
  const all = (waiting.get(project) ?? 0) + more
  if (all === 0) waiting.delete(project)
  else waiting.set(project, all)
  return all
}

const tooMany =
  'Too many questions about the signals of this project are under way. Try again when some of them are answered.'
