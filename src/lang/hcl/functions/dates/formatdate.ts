import { stringType } from '../../types.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'
import { fourDigits, printOffset, two, weekday } from './moment.ts'
import { isTimestamp, readTimestamp, type Timestamp } from './rfc3339.ts'

export const formatdate: HclFunction = {
  name: 'formatdate',
  summary: 'A timestamp in another form.',
  parameters: [
    { name: 'format', type: stringType },
    { name: 'time', type: stringType },
  ],
  returns: () => stringType,

  call([format, time]) {
    const timestamp = readTimestamp(textIn(time))
    if (!isTimestamp(timestamp)) return badArgument(1, timestamp.why)
    let made = ''
    for (const [token] of textIn(format).matchAll(tokens)) {
      const piece = pieceOf(token, timestamp)
      if (piece === undefined) return badArgument(0, refusal(token))
      made += piece
    }
    return text(made)
  },
}

/** A literal in single quotes, the same letter several times, or anything else. */
const tokens = /''|'(?:[^']|'')*(?:'|$)|([A-Za-z])\1*|[^'A-Za-z]+/gu

function pieceOf(token: string, timestamp: Timestamp): string | undefined {
  if (token.startsWith("'")) return literal(token)
  if (!/^[A-Za-z]/u.test(token)) return token
  return verbs.get(token)?.(timestamp)
}

/** Quotes inside are doubled; a literal of nothing is one quote. */
function literal(token: string): string | undefined {
  if (token === "''") return "'"
  const isClosed = token.length > 1 && token.endsWith("'")
  return isClosed ? token.slice(1, -1).replaceAll("''", "'") : undefined
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const verbs: ReadonlyMap<string, (timestamp: Timestamp) => string> = new Map<
  string,
  (timestamp: Timestamp) => string
>([
  ['YYYY', ({ year }) => fourDigits(year)],
  ['YY', ({ year }) => two(year % 100)],
  ['MMMM', ({ month }) => months[month - 1] ?? ''],
  ['MMM', ({ month }) => (months[month - 1] ?? '').slice(0, 3)],
  ['MM', ({ month }) => two(month)],
  ['M', ({ month }) => String(month)],
  ['DD', ({ day }) => two(day)],
  ['D', ({ day }) => String(day)],
  ['EEEE', (timestamp) => days[weekday(timestamp)] ?? ''],
  ['EEE', (timestamp) => (days[weekday(timestamp)] ?? '').slice(0, 3)],
  ['hh', ({ hour }) => two(hour)],
  ['h', ({ hour }) => String(hour)],
  ['HH', ({ hour }) => two(ofTwelve(hour))],
  ['H', ({ hour }) => String(ofTwelve(hour))],
  ['AA', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
  ['aa', ({ hour }) => (hour < 12 ? 'am' : 'pm')],
  ['mm', ({ minute }) => two(minute)],
  ['m', ({ minute }) => String(minute)],
  ['ss', ({ second }) => two(second)],
  ['s', ({ second }) => String(second)],
  ['ZZZZZ', ({ offset }) => printOffset(offset, ':')],
  ['ZZZZ', ({ offset }) => printOffset(offset, '')],
  ['ZZZ', ({ offset }) => (offset === 0 ? 'UTC' : printOffset(offset, ''))],
  ['Z', ({ offset }) => (offset === 0 ? 'Z' : printOffset(offset, ':'))],
])

function ofTwelve(hour: number): number {
  return hour % 12 === 0 ? 12 : hour % 12
}

const rules: ReadonlyMap<string, string> = new Map([
  ['Y', 'year must either be "YY" or "YYYY"'],
  ['M', 'month must be "M", "MM", "MMM", or "MMMM"'],
  ['D', 'day of month must either be "D" or "DD"'],
  ['E', 'day of week must either be "EEE" or "EEEE"'],
  ['h', '24-hour must either be "h" or "hh"'],
  ['H', '12-hour must either be "H" or "HH"'],
  ['A', 'must be "AA"'],
  ['a', 'must be "aa"'],
  ['m', 'minute must either be "m" or "mm"'],
  ['s', 'second must either be "s" or "ss"'],
  ['Z', 'timezone must be Z, ZZZZ, or ZZZZZ'],
])

function refusal(token: string): string {
  if (token.startsWith("'")) return "unterminated literal '"
  const rule = rules.get(token[0] ?? '')
  return `invalid date format verb ${quoted(token)}${rule === undefined ? '' : `: ${rule}`}`
}
