import type { LogRecord } from '../../model/log-record.ts'
import { epochOf, timeOfText } from '../time.ts'
import { quotedEnd } from '../quoted.ts'
import { headOf } from './log-head.ts'
import { levelOf } from './log-level.ts'

/**
 * The lines of a log, each by itself: JSON, logfmt, or text that begins with a time in one of the usual forms. A line in
 * no form that is known is a message without a time; an indented line belongs to the one before it, as a stack's frames do.
 * Times without a year are those of the year up to `now`, in seconds since 1970.
 */
export function* readLogs(text: string, now: number): Iterable<LogRecord> {
  let last: LogRecord | undefined
  for (const { line, number } of linesOf(text)) {
    if (line.trim() === '') continue
    if (last !== undefined && /^\s/u.test(line)) {
      last = { ...last, message: `${last.message}\n${line.trimEnd()}` }
      continue
    }
    if (last !== undefined) yield last
    last = { ...recordOf(line, now), line: number }
  }
  if (last !== undefined) yield last
}

type Said = Omit<LogRecord, 'line'>

function recordOf(line: string, now: number): Said {
  const json = objectOf(line)
  if (json !== undefined) return structured(json, now)
  const pairs = logfmtOf(line)
  if (pairs !== undefined) return structured(pairs, now)
  const { time, level, rest } = headOf(line, now)
  const message = rest.trim()
  // A container's log has the line of the program inside of its own.
  const inner = time === undefined ? undefined : (objectOf(message) ?? logfmtOf(message))
  if (inner === undefined) return { time, level, message, fields: {} }
  const said = structured(inner, now)
  return { ...said, time: said.time ?? time, level: said.level ?? level }
}

function* linesOf(text: string): Iterable<{ readonly line: string; readonly number: number }> {
  let number = 0
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end === -1 ? text.length : end
    number++
    yield { line: text.slice(at, stop).replace(/\r$/u, ''), number }
    at = stop + 1
  }
}

type Members = ReadonlyMap<string, unknown>

/** A line of JSON that is an object. */
function objectOf(line: string): Members | undefined {
  if (!/^\s*\{.*\}\s*$/su.test(line)) return undefined
  try {
    const json: unknown = JSON.parse(line)
    return typeof json === 'object' && json !== null ? new Map(Object.entries(json)) : undefined
  } catch {
    // It only looks like JSON: it is read as text.
    return undefined
  }
}

/** `ts=… level=info msg="…"`: https://brandur.org/logfmt. A line with anything else in it is none. */
function logfmtOf(line: string): Members | undefined {
  if (!/^\w[\w.-]*=/u.test(line)) return undefined
  const found = new Map<string, unknown>()
  for (let at = 0; at < line.length;) {
    pairName.lastIndex = at
    const [whole = '', name = ''] = pairName.exec(line) ?? []
    if (whole === '') return undefined
    const start = at + whole.length
    const end = line[start] === '"' ? quotedEnd(line, start) : plainEnd(line, start)
    if (end === undefined) return undefined
    const value = line.slice(start, end)
    found.set(name, value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/gu, '$1') : value)
    gap.lastIndex = end
    const [space] = gap.exec(line) ?? []
    if (space === undefined) return undefined
    at = end + space.length
  }
  return found
}

const pairName = /([\w.@/-]+)=/uy
const plainText = /[^\s"]*/uy
const gap = /\s+|$/uy

function plainEnd(line: string, start: number): number {
  plainText.lastIndex = start
  return start + (plainText.exec(line)?.[0].length ?? 0)
}

const timeNames = [
  'time',
  'ts',
  'timestamp',
  '@timestamp',
  'datetime',
  'date',
  't',
  'eventTime',
  'asctime',
  '__REALTIME_TIMESTAMP',
]
const levelNames = [
  'level',
  'severity',
  'lvl',
  'log.level',
  'levelname',
  'loglevel',
  'severityText',
  'PRIORITY',
]
const messageNames = ['msg', 'message', 'log', 'event', 'text', 'body', 'error', 'err', 'MESSAGE']

/** The members that say when, how bad and what; the others are fields. */
function structured(members: Members, now: number): Said {
  const time = firstOf(members, timeNames, (value) => timeIn(value))
  const level = firstOf(members, levelNames, (value) => levelOf(value))
  const message = firstOf(members, messageNames, (value) => (typeof value === 'string' ? value : undefined))
  const used = new Set([time?.name, level?.name, message?.name])
  const fields = [...members].flatMap(([name, value]) =>
    used.has(name) ? [] : [[name, textOf(value)] as const],
  )
  const said = (message?.found ?? '').trimEnd()
  const inside = headOf(said, now)
  const known = { time: time?.found ?? inside.time, level: level?.found ?? inside.level }
  // What Docker writes holds the program's own line as its message.
  return {
    ...known,
    message: inside.time === undefined ? said : inside.rest.trim(),
    fields: Object.fromEntries(fields),
  }
}

function firstOf<Found>(
  members: Members,
  names: readonly string[],
  read: (value: unknown) => Found | undefined,
): { readonly name: string; readonly found: Found } | undefined {
  for (const name of names) {
    const found = members.has(name) ? read(members.get(name)) : undefined
    if (found !== undefined) return { name, found }
  }
  return undefined
}

function timeIn(value: unknown): number | undefined {
  if (typeof value === 'number') return epochOf(value)
  return typeof value === 'string' ? timeOfText(value) : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
