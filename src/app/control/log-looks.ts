import type { LookedSignals, SignalsAskable } from '../../contract/look-nouns.ts'
import type { LogMessage, Logs } from '../../contract/log-store.ts'
import { stepOf } from './look-step.ts'

/** As many messages as a list that a person chooses from is good for. */
const mostListed = 200
/** As many as can be told apart in one picture. */
const mostSeries = 8

/** What logs can be asked: how many lines there were of all messages, of errors, or of one. */
export function logsAskable(messages: readonly LogMessage[]): SignalsAskable {
  const isSevere = messages.some(severe)
  return {
    watched: [
      ...(messages.length === 0 ? [] : [watchedOf('Lines of each message', 'the most', 'messages')]),
      ...(isSevere ? [watchedOf('Lines of warnings and errors', 'each message', 'errors')] : []),
      ...messages
        .slice(0, mostListed)
        .map(({ number, template, lines }) =>
          watchedOf(
            template === '' ? 'lines without words' : template.slice(0, 90),
            `${lines.toLocaleString('en')} lines`,
            `message ${number}`,
          ),
        ),
    ],
    metrics: ['messages', ...(isSevere ? ['errors'] : [])],
  }
}

function watchedOf(title: string, convention: string, query: string): SignalsAskable['watched'][number] {
  return { title, convention, query, unit: 'number' }
}

function severe({ level, template }: LogMessage): boolean {
  if (level !== undefined) return level === 'warning' || level === 'error' || level === 'fatal'
  return /\b(?:error|fatal|panic|exception|fail(?:ed|ure)?)\b/iu.test(template)
}

/** The messages that a question is about; undefined where it is not understood. */
export function messagesAsked(
  query: string,
  messages: readonly LogMessage[],
): readonly LogMessage[] | undefined {
  if (query === 'messages') return messages
  if (query === 'errors') return messages.filter(severe)
  const [, number] = /^message (\d{1,9})$/u.exec(query) ?? []
  return number === undefined ? undefined : messages.filter((one) => one.number === Number(number))
}

/** Lines in each step of a stretch, as a series for each message; before the first line of all nothing is known. */
export async function logSeries(
  logs: Pick<Logs, 'counts'>,
  { project, signals }: { readonly project: string; readonly signals: string },
  {
    asked,
    all,
    seconds,
    until,
    step = stepOf(seconds, 60),
  }: {
    readonly asked: readonly LogMessage[]
    readonly all: readonly LogMessage[]
    readonly seconds: number
    readonly until: number
    readonly step?: number
  },
): Promise<Omit<LookedSignals, 'query'>> {
  // The step that goes on now isn't full yet, and its few lines would look like fewer than usual.
  const end = Math.floor(until / step) * step
  const count = Math.max(1, Math.floor(seconds / step))
  const start = end - count * step
  const numbers = asked.map(({ number }) => number)
  const counts = await logs.counts(project, signals, { messages: numbers, since: start, until: end - 1 })
  const byNumber = new Map(counts.map(({ message, minutes }) => [message, minutes]))
  const first = all.reduce((least, { since }) => Math.min(least, Date.parse(since) / 1000), Infinity)
  const series = asked
    .map((one) => {
      const values: (number | null)[] = Array.from({ length: count }, (_, at) =>
        start + (at + 1) * step <= first ? null : 0,
      )
      for (const { minute, lines } of byNumber.get(one.number) ?? []) {
        const at = Math.floor((minute - start) / step)
        if (at >= 0 && at < count) values[at] = (values[at] ?? 0) + lines
      }
      return { one, values, size: values.reduce<number>((sum, value) => sum + (value ?? 0), 0) }
    })
    .toSorted((a, b) => b.size - a.size || a.one.number - b.one.number)
  return {
    unit: 'number',
    start,
    step,
    count,
    series: series.slice(0, mostSeries).map(({ one, values }) => ({
      id: `message ${one.number}`,
      labels: { message: one.template },
      values,
      example: { text: one.example, level: one.level, lines: one.lines },
    })),
    leftOut: Math.max(0, series.length - mostSeries),
    notes: [],
  }
}
