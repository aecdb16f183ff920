import type { Answer } from '../../contract/commands.ts'
import type { Incidents } from '../../contract/incident-store.ts'
import type { LearnedSignal, LookedSignals, SignalsAskable } from '../../contract/look-nouns.ts'
import type { LookAsked, Looks } from '../../contract/look-store.ts'
import { openThreads } from '../../host/threads.ts'
import type { SignalSource } from '../../contract/incident-nouns.ts'
import type { Logs } from '../../contract/log-store.ts'
import type { Mined, MineJob } from './log-job.ts'
import { logsAskable, logSeries, messagesAsked } from './log-looks.ts'
import { pastOf, stepOf } from './look-step.ts'
import type { CountedJob, Look, LookJob } from './look-job.ts'
import { headerOf } from './signal-credential.ts'

/** How long what was seen is told to others who ask for the same, in milliseconds; and of how many questions. */
const fresh = 10_000
const mostKept = 64
/** As many questions of a project wait at once, so that others have their turn. */
const mostWaiting = 16

/** Looks at sources of signals beside the thread of the server, which is begun when it is needed. */
export function lookingAt(
  incidents: Pick<Incidents, 'signals'>,
  logs: Logs,
  // One level below what is built, wherever this was bundled to.
  looker = new URL('../app/looker.js', import.meta.url),
): LookingAt {
  const threads = openThreads<Job, Look | Mined>(looker, { threads: 2, heapMegabytes: 512, seconds: 40 })
  const lookOnce = lookingOnce(async (job) => {
    const outcome = await threads.run(job, new AbortController().signal)
    if (outcome.kind === 'refused') return { ...outcome, why: 'conflict', detail: outcome.why }
    // What a thread gives is what was asked of it.
    return outcome.output as Look
  })

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
    const end = until === undefined ? Date.now() : Date.parse(until)
    const about = { what, query, seconds, until: Math.floor(end / 1000), series }
    const key = JSON.stringify([project, source.id, what, query, seconds, until, series])
    const look = (job: LookJob | CountedJob): Promise<Look> => lookOnce(project, key, job)
    const seen =
      source.kind === 'logs'
        ? await logLook({ logs, look }, { project, source }, about)
        : await prometheusLook(source, about, look)
    // What a thread gives is what was asked of it.
    return seen.kind === 'looked' ? { kind: 'done', value: seen.found as Found } : seen
  }

  const askable = (project: string, signals: string): Promise<Answer<SignalsAskable>> =>
    asked<SignalsAskable>(project, signals, 'askable', { query: '', seconds: 0 })
  const firstWatched = async (project: string, signals: string): Promise<Answer<string>> => {
    const known = await askable(project, signals)
    if (known.kind === 'refused') return known
    const [first] = known.value.watched
    if (first !== undefined) return { kind: 'done', value: first.query }
    const detail = 'Nothing is measured here by a convention that is known. Say which query is meant.'
    return { kind: 'refused', why: 'conflict', detail }
  }

  return {
    askable,
    series: async (project, signals, { query, ...one }) => {
      const wanted =
        query === undefined ? await firstWatched(project, signals) : ({ kind: 'done', value: query } as const)
      if (wanted.kind === 'refused') return wanted
      return asked<LookedSignals>(project, signals, 'series', { ...one, query: wanted.value })
    },
    learned: (project, signals, one) => asked<LearnedSignal>(project, signals, 'learned', one),
    mine: async (job) => {
      const outcome = await threads.run(job, new AbortController().signal)
      // What a thread gives is what was asked of it.
      return outcome.kind === 'refused' ? outcome.why : (outcome.output as Mined)
    },
    close: () => threads.close(),
  }
}

type Job = LookJob | CountedJob | MineJob

/** Looks, and the mining of lines, which is done by the same threads. */
interface LookingAt extends Looks {
  readonly mine: (job: MineJob) => Promise<Mined | string>
  readonly close: () => Promise<void>
}

type About = Pick<LookJob, 'what' | 'query' | 'seconds' | 'until' | 'series'>

async function prometheusLook(
  { name, url, credential, allowsPrivate, labels }: SignalSource,
  about: About,
  look: (job: LookJob) => Promise<Look>,
): Promise<Look> {
  const authorization = headerOf(credential)
  if ('why' in authorization) {
    const detail = `The Prometheus ${name} cannot be asked: ${authorization.why}`
    return { kind: 'refused', why: 'conflict', detail }
  }
  return look({ ...about, url, authorization: authorization.header, allowsPrivate, labels })
}

/** A look at what lines of logs were counted. */
async function logLook(
  { logs, look }: { readonly logs: Logs; readonly look: (job: CountedJob) => Promise<Look> },
  { project, source }: { readonly project: string; readonly source: SignalSource },
  asked: About,
): Promise<Look> {
  const place = { project, signals: source.id }
  const all = await logs.messages(project, source.id, mostMessages)
  if (asked.what === 'askable') return { kind: 'looked', found: logsAskable(all) }
  const messages = messagesAsked(asked.query, all)
  if (messages === undefined)
    return {
      kind: 'refused',
      why: 'invalid',
      detail: 'Of logs is asked `messages`, `errors`, or one message by its number: `message 12`.',
    }
  const { seconds, until } = asked
  if (asked.what === 'series') {
    const found = await logSeries(logs, place, { asked: messages, all, seconds, until })
    return { kind: 'looked', found: { query: asked.query, ...found } }
  }
  const one = messages.filter(({ number }) => `message ${number}` === asked.series)
  if (one.length === 0) {
    const detail = 'There is no such message any more. Ask for the series again and take another.'
    return { kind: 'refused', why: 'conflict', detail }
  }
  const step = stepOf(seconds, 60)
  const past = Math.ceil(pastOf(seconds, step) / step) * step
  const { series, start, count } = await logSeries(logs, place, {
    asked: one,
    all,
    seconds: seconds + past,
    until,
    step,
  })
  const begin = Math.floor(until / step) * step - Math.floor(seconds / step) * step
  return look({
    what: 'counted',
    id: asked.series,
    start,
    step,
    values: series[0]?.values ?? [],
    from: Math.min(count, Math.max(0, Math.round((begin - start) / step))),
  })
}

const mostMessages = 1000

/** What was just asked is not asked again, and nobody asks too much at once. */
function lookingOnce(
  ask: (job: LookJob | CountedJob) => Promise<Look>,
): (project: string, key: string, job: LookJob | CountedJob) => Promise<Look> {
  const seen = new Map<string, { readonly at: number; readonly look: Promise<Look> }>()

  const waiting = new Map<string, number>()

  return (project, key, job) => {
    const before = seen.get(key)
    if (before !== undefined && Date.now() - before.at < fresh) return before.look
    if (counted(waiting, project, 0) >= mostWaiting)
      return Promise.resolve({ kind: 'refused', why: 'conflict', detail: tooMany })
    counted(waiting, project, 1)
    const look = ask(job).finally(() => counted(waiting, project, -1))
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
