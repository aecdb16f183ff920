import { z } from 'zod'
import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { seriesId, type Series } from '../../model/series.ts'
import { epochOf, timeOfText } from '../time.ts'
import { seriesOf } from '../points.ts'

const Numbers = z.array(z.unknown())
const Written = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  timestamps: Numbers.optional(),
  start: z.unknown().optional(),
  step_seconds: z.number().positive().optional(),
  values: Numbers.optional(),
  y: Numbers.optional(),
})

/**
 * Series as JSON: objects `{"id", "labels", "timestamps", "values"}`, one a line or in a list, as `plumbline learn` takes
 * them; with even steps also `{"id", "start", "step_seconds", "values"}`. Null is a gap.
 */
export function readJsonSeries(file: FilePath, text: string): Outcome<readonly Series[]> {
  const value: Series[] = []
  const diagnostics: Diagnostic[] = []
  for (const { json, start, end } of documentsOf(text)) {
    const found = written(json, value.length + 1)
    if ('times' in found) value.push(found)
    else if (diagnostics.length < 20) diagnostics.push(noSeries(found.why, { file, start, end }))
  }
  if (value.length + diagnostics.length > 0) return { value, diagnostics }
  return { value, diagnostics: [noSeries('It is empty.', { file, start: 0, end: 0 })] }
}

interface Document {
  readonly json: unknown
  readonly start: number
  readonly end: number
}

/** One document, whose list is taken apart, or one a line. */
function documentsOf(text: string): readonly Document[] {
  const whole = jsonOf(text)
  if (whole !== undefined) {
    const list: readonly unknown[] = Array.isArray(whole) ? whole : [whole]
    return list.map((json) => ({ json, start: 0, end: 0 }))
  }
  let at = 0
  return text.split('\n').flatMap((line) => {
    const start = at
    at += line.length + 1
    return line.trim() === '' ? [] : [{ json: jsonOf(line), start, end: start + line.trimEnd().length }]
  })
}

function written(json: unknown, number: number): Series | { readonly why: string } {
  const found = Written.safeParse(json)
  if (!found.success) return { why: 'It is no JSON object with values.' }
  const { id, labels = {}, timestamps, start, step_seconds: step, values, y } = found.data
  const list = values ?? y
  if (list === undefined) return { why: 'It has no list `values`.' }
  const times =
    timestamps?.map((one) => timeOf(one) ?? Number.NaN) ?? evenTimes(list.length, start ?? 0, step)
  if (times === undefined)
    return { why: 'It says no times: neither `timestamps` nor `start` and `step_seconds`.' }
  if (times.length !== list.length)
    return { why: `It has ${times.length} timestamps and ${list.length} values.` }
  const name =
    id === undefined && Object.keys(labels).length > 0 ? seriesId(labels) : (id ?? `series ${number}`)
  const points = times.map((time, at) => [time, numberOf(list[at])] as const)
  return seriesOf({ id: String(name), labels, points })
}

function evenTimes(count: number, start: unknown, step: number | undefined): readonly number[] | undefined {
  const first = timeOf(start)
  if (first === undefined || step === undefined) return undefined
  return Array.from({ length: count }, (_, at) => first + at * step)
}

function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return epochOf(value)
  return typeof value === 'string' ? timeOfText(value) : undefined
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : Number.NaN
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Lines of JSON are no JSON as a whole; a line that is none is told of.
    return undefined
  }
}

function noSeries(why: string, span: Diagnostic['span']): Diagnostic {
  return {
    code: 'files/no-series',
    severity: 'error',
    summary: 'There is no series in the file',
    detail: `${why} Give objects such as {"id": "load", "timestamps": [1700000000, 1700000060], "values": [1.5, null]}.`,
    span,
  }
}
