import type { LogLevel } from '../../model/log-record.ts'
import { quotedEnd } from '../quoted.ts'
import { isoSource, secondsOf, timeOfText, zoneOf } from '../time.ts'
import { levelOf, levelOfPriority, levelWords } from './log-level.ts'

/** What the beginning of a line says, and what is left. */
export interface Head {
  readonly time: number | undefined
  readonly level: LogLevel | undefined
  readonly rest: string
}

/** The time and level that a line of text begins with, or that stand in an access log's brackets. */
export function headOf(line: string, now: number): Head {
  for (const form of forms) {
    const found = form(line, now)
    if (found !== undefined) return found
  }
  return { time: undefined, ...levelAhead(line) }
}

// Lines may have millions of letters: a pattern without a bound would need as deep a stack.
type Form = (line: string, now: number) => Head | undefined

const forms: readonly Form[] = [container, iso, access, syslog, priority, klog, epoch]

const isoAhead = new RegExp(`^\\[?${isoSource}\\]?[\\s:|-]{0,100}`, 'u')

/** A container's log as kubelet keeps it: https://kubernetes.io/docs/concepts/cluster-administration/logging/ */
function container(line: string, now: number): Head | undefined {
  const [whole = '', stamp = ''] = /^(\d{4}-\d\d-\d\dT\S{1,40}) (?:stdout|stderr) [FP] /u.exec(line) ?? []
  const time = whole === '' ? undefined : timeOfText(stamp)
  if (time === undefined) return undefined
  const inner = headOf(line.slice(whole.length), now)
  return { ...inner, time: inner.time ?? time }
}

/** RFC 3339 and its relatives, such as Python's, log4j's, Go's and nginx' error log. */
function iso(line: string): Head | undefined {
  const [whole = ''] = isoAhead.exec(line) ?? []
  if (!/\d\d:\d\d/u.test(whole)) return undefined
  const time = timeOfText(whole.replaceAll(/^\[|\]?[\s:|-]*$/gu, ''))
  return time === undefined ? undefined : { time, ...levelAhead(line.slice(whole.length)) }
}

/** Common log format: https://httpd.apache.org/docs/current/logs.html#common. A failed answer is an error. */
function access(line: string): Head | undefined {
  const found =
    /^(\S{1,300} \S{1,300} .{0,200}?)\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\] ?/su.exec(line)
  if (found === null) return undefined
  const [whole, who = '', day = '', month = '', year = '', clock = '', zone = ''] = found
  const time = secondsOf(`${year}-${monthOf(month)}-${day}T${clock}${zoneOf(zone)}`)
  if (time === undefined) return undefined
  const rest = line.slice(whole.length)
  return { time, level: levelOfStatus(statusIn(rest)), rest: `${who.trim()} ${rest}` }
}

/** The status behind the request, which stands in quotes. */
function statusIn(rest: string): number {
  const end = rest.startsWith('"') ? quotedEnd(rest, 0) : undefined
  return end === undefined ? 0 : Number(/^ (\d{3})\b/u.exec(rest.slice(end, end + 5))?.[1] ?? 0)
}

function levelOfStatus(status: number): LogLevel {
  if (status >= 500) return 'error'
  return status >= 400 ? 'warning' : 'info'
}

/** The older syslog: https://www.rfc-editor.org/rfc/rfc3164 */
function syslog(line: string, now: number): Head | undefined {
  const found = /^(?:<(\d{1,3})>)?(\w{3}) ([ \d]\d) (\d\d:\d\d:\d\d(?:\.\d+)?) /u.exec(line)
  if (found === null) return undefined
  const [whole, number, month = '', day = '', clock = ''] = found
  const time = withYear(`${monthOf(month)}-${day.replace(' ', '0')}T${clock}Z`, now)
  if (time === undefined) return undefined
  const { level, rest } = levelAhead(line.slice(whole.length))
  return { time, level: number === undefined ? level : levelOfPriority(Number(number)), rest }
}

/** The newer syslog: https://www.rfc-editor.org/rfc/rfc5424 */
function priority(line: string): Head | undefined {
  const [whole = '', number = '', stamp = ''] = /^<(\d{1,3})>1 (\S{1,40}) /u.exec(line) ?? []
  const time = whole === '' ? undefined : timeOfText(stamp)
  if (time === undefined) return undefined
  return { time, level: levelOfPriority(Number(number)), rest: line.slice(whole.length) }
}

/** klog, in which Kubernetes' own parts write: `E1121 19:03:07.123456       1 file.go:12] message`. */
function klog(line: string, now: number): Head | undefined {
  const found = /^([IWEF])(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{1,9})\s{1,20}\d{1,20} (?=[^\]]{0,300}\])/u.exec(
    line,
  )
  if (found === null) return undefined
  const [whole, letter, month = '', day = '', clock = ''] = found
  const time = withYear(`${month}-${day}T${clock.slice(0, 12)}Z`, now)
  return time === undefined ? undefined : { time, level: levelOf(letter), rest: line.slice(whole.length) }
}

/** Seconds since 1970 or parts of them, and something behind. */
function epoch(line: string): Head | undefined {
  const [whole = '', stamp = ''] =
    /^\[?(\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})\]?[\s:|-]{1,100}/u.exec(line) ?? []
  const time = whole === '' ? undefined : timeOfText(stamp)
  return time === undefined ? undefined : { time, ...levelAhead(line.slice(whole.length)) }
}

const levelForm = new RegExp(
  `^[\\s:|-]{0,100}(?:[[(<]?(${levelWords})[\\])>]?(?=[\\s:|\\]/-]|$)[\\s:|-]{0,100}|\\[(${levelWords})\\][\\s:|-]{0,100})`,
  'iu',
)
const levelNear = new RegExp(`^.{0,80}?[\\s[(|](${levelWords})[\\s\\])|:]`, 'u')

/** A level at the very beginning is taken off; one a little later, behind a thread's or a program's name, is read and left. */
function levelAhead(text: string): { readonly level: LogLevel | undefined; readonly rest: string } {
  const [whole = '', first, second] = levelForm.exec(text) ?? []
  if (whole !== '') return { level: levelOf(first ?? second), rest: text.slice(whole.length) }
  return { level: levelOf(levelNear.exec(text)?.[1]), rest: text }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A month's number with two digits; `00`, which is none, of another word. */
function monthOf(name: string): string {
  return String(months.indexOf(name) + 1).padStart(2, '0')
}

/** The latest such moment that isn't after now, but for a day of clocks that go wrong. */
function withYear(rest: string, now: number): number | undefined {
  const year = new Date(now * 1000).getUTCFullYear()
  const here = secondsOf(`${year}-${rest}`)
  return here !== undefined && here <= now + 86_400 ? here : secondsOf(`${year - 1}-${rest}`)
}
