import type { LogLevel } from '../../model/log-record.ts'

/** A level by any of its usual names, or by the numbers of bunyan and pino; undefined of what is none. */
export function levelOf(value: unknown): LogLevel | undefined {
  if (typeof value === 'number') return numbered(value)
  if (typeof value !== 'string') return undefined
  // journald has the severity of syslog, as a text.
  return /^[0-7]$/u.test(value) ? levelOfPriority(Number(value)) : names.get(value.trim().toLowerCase())
}

/** The words that stand for a level at the head of a line. */
export const levelWords = String.raw`TRACE|DEBUG|DBG|INFO|INF|NOTICE|WARN|WARNING|WRN|ERROR|ERR|CRITICAL|CRIT|FATAL|PANIC|ALERT|EMERG`

const names: ReadonlyMap<string, LogLevel> = new Map([
  ...(['trace', 'trc', 'verbose', 'finest'] as const).map((one) => [one, 'trace'] as const),
  ...(['debug', 'dbg', 'd', 'fine'] as const).map((one) => [one, 'debug'] as const),
  ...(['info', 'inf', 'i', 'information', 'informational', 'notice', 'log'] as const).map(
    (one) => [one, 'info'] as const,
  ),
  ...(['warn', 'warning', 'wrn', 'w'] as const).map((one) => [one, 'warning'] as const),
  ...(['error', 'err', 'e', 'severe'] as const).map((one) => [one, 'error'] as const),
  ...(['fatal', 'f', 'critical', 'crit', 'panic', 'dpanic', 'alert', 'emerg', 'emergency'] as const).map(
    (one) => [one, 'fatal'] as const,
  ),
])

/** https://getpino.io/#/docs/api?id=levels */
function numbered(number: number): LogLevel | undefined {
  if (number < 10 || number > 69) return undefined
  return (['trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const)[Math.floor(number / 10) - 1]
}

/** The level of a syslog priority: https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1 */
export function levelOfPriority(priority: number): LogLevel {
  const severity = priority % 8
  if (severity <= 2) return 'fatal'
  if (severity === 3) return 'error'
  if (severity === 4) return 'warning'
  return severity === 7 ? 'debug' : 'info'
}
