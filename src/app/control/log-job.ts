import type { LogsReceived, TakenLogs } from '../../contract/log-store.ts'
import { minedLines, nothingMined, type LogMemory } from '../../learn/logs/stream.ts'
import type { LogRecord } from '../../model/log-record.ts'
import { withoutCredentialsIn } from '../../model/without-credentials.ts'
import { readLogs } from '../../signals/files/logs.ts'

/** Lines of logs, and what is remembered of those before: what a thread is sent. */
export interface MineJob {
  readonly what: 'mine'
  readonly memory: string | undefined
  readonly text: string
  /** Seconds since 1970. */
  readonly now: number
}

export interface Mined {
  readonly taken: TakenLogs
  readonly received: LogsReceived
}

/** What is older is dropped, and what is of the future. */
const oldestDays = 14
const latestSeconds = 300

/** Counts lines by their messages. What looks like a credential is masked before anything is remembered. */
export function mineJob({ memory, text, now }: MineJob): Mined {
  const before = memoryIn(memory)
  const all = [...readLogs(linesIn(text), now)]
  const good = all.filter(
    ({ time = now }) => time >= now - oldestDays * 86_400 && time <= now + latestSeconds,
  )
  const { memory: after, counts, joined } = minedLines(before, good.map(masked), now)
  const messages = after.templates.map(({ number, template, example, level }) => {
    return { number, template, example, level }
  })
  return {
    taken: {
      memory: JSON.stringify(after),
      messages,
      counts: counts.map(({ template, minute, lines }) => ({ message: template, minute, lines })),
      joined,
    },
    received: { lines: good.length, dropped: all.length - good.length, messages: messages.length },
  }
}

function memoryIn(text: string | undefined): LogMemory {
  // It was written by this function, into the database of this installation.
  return text === undefined ? nothingMined : (JSON.parse(text) as LogMemory)
}

/** Databases take no such character. */
function masked(record: LogRecord): LogRecord {
  const message = withoutCredentialsIn(record.message)
    // A sign that ends a password in a shell or an address is a part of it here, where nothing else says so.
    .replaceAll(/\(sensitive\)[\\&|][^\s"'`,;()<>]+/gu, '(sensitive)')
    .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, '$1 (sensitive)')
    .replaceAll('\0', '')
  return { ...record, message }
}

/** Shippers send a list of objects, or one in several lines; as text each is a line. */
function linesIn(text: string): string {
  if (!/^\s*[[{]/u.test(text)) return text
  const whole = parsed(text)
  if (whole === undefined) return text
  return (Array.isArray(whole) ? whole : [whole])
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    .join('\n')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // One object a line, then, or a text that begins with a bracket.
    return undefined
  }
}
