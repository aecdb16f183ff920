import { measures, type Measure } from '../../model/service-signals.ts'
import { momentText } from '../plot/scale.ts'

/** A measured value with its unit, as people say it: `350 ms`, `4.2 %`, `1.3 GiB`. */
export function measureText(measure: Measure, value: number): string {
  if (!Number.isFinite(value)) return 'unknown'
  switch (measures[measure].unit) {
    case 's':
      return timeText(value)
    case '%':
      return `${digits(100 * value)} %`
    case 'B':
      return bytesText(value)
    case 'cores':
      return `${digits(value)} cores`
    case '':
      return digits(value)
  }
}

/** What a measure is called, in a few words. */
export const shortTitles: Readonly<Record<Measure, string>> = {
  requests: 'requests',
  error_ratio: 'failing',
  latency_average: 'mean time',
  latency_p95: '95th percentile',
  cpu: 'processor',
  throttled: 'throttled',
  memory: 'memory',
  restarts: 'restarts',
  waiting: 'waiting',
  files: 'open files',
  disk: 'disk',
  up: 'up',
}

function timeText(seconds: number): string {
  if (seconds >= 1) return `${digits(seconds)} s`
  return seconds >= 0.001 || seconds === 0 ? `${digits(seconds * 1000)} ms` : `${digits(seconds * 1e6)} µs`
}

function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const at = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  return `${digits(bytes / 1024 ** at)} ${units[at] ?? 'B'}`
}

/** Two or three digits that count, and commas in large numbers. */
export function digits(value: number): string {
  if (Math.abs(value) >= 1000) return String(Math.round(value)).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/gu, ',')
  return String(Number(value.toPrecision(Math.abs(value) >= 100 ? 3 : 2)))
}

/** `13:42`, in UTC; with the day where it is another than that of `beside`. */
export function clockText(seconds: number, beside = seconds): string {
  const moment = momentText(seconds)
  const [day, time] = moment.split(' ')
  return time !== undefined && momentText(beside).split(' ', 1)[0] === day ? time : moment
}

/** `38 min`, `5 h`, `2 days`. */
export function lengthText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  if (minutes < 1) return `${Math.round(Math.abs(seconds))} s`
  if (minutes < 120) return `${minutes} min`
  const hours = Math.abs(seconds) / 3600
  return hours < 48 ? `${digits(hours)} h` : `${digits(hours / 24)} days`
}
