import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { filePath } from '../../kernel/brand.ts'
import { evenSeries } from '../../model/even-series.ts'
import type { Series } from '../../model/series.ts'
import { readLogs } from '../../signals/files/logs.ts'
import { readSeries } from '../../signals/index.ts'
import { isSavedAnswer } from '../../signals/prometheus/saved.ts'

/** The JSON that a task takes, made of what a file has in another form; or why there is none. */
export type GivenText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'refused'; readonly why: string }

/** A file as people have it. */
export interface GivenFile {
  readonly name: string
  readonly text: string
  /** In seconds since 1970. */
  readonly now: number
}

/** Lines of JSON go to the task as they are; tables, metrics, answers of Prometheus and logs are turned into them. */
export function givenText(task: string, file: GivenFile): GivenText {
  // JSON begins with no mark of the order of bytes, though programs write one.
  const text = file.text.replace(/^\uFEFF/u, '')
  const first = /\S/u.exec(text)?.[0]
  if (first === undefined) return { kind: 'text', text }
  const isJson = (first === '{' || first === '[') && !isSavedAnswer(text)
  if (task === 'logs') return isJson && hasLines(text) ? { kind: 'text', text } : ofLog(file)
  if (seriesTasks.has(task)) {
    const bare = bareNumbers(text)
    if (bare !== undefined) return { kind: 'text', text: JSON.stringify(bareFields(task, file.name, bare)) }
    if (!isJson) return ofSeries(task, file)
  }
  if (isJson) return { kind: 'text', text }
  const instead =
    task === 'rightsize' ? ' `plumbline rightsize DIR --usage FILE` takes tables and metrics.' : ''
  return {
    kind: 'refused',
    why: `${file.name} is no JSON. \`plumbline learn ${task} --formats\` says what it reads.${instead}`,
  }
}

const seriesTasks: ReadonlySet<string> = new Set(['anomalies', 'changepoints', 'forecast', 'scale'])

function ofSeries(task: string, { name, text }: GivenFile): GivenText {
  const { value, diagnostics } = readSeries(filePath(name), text)
  const even = value.flatMap((one) => evenSeries(one, undefined) ?? [])
  if (even.length === 0) {
    if (diagnostics.length > 0) return { kind: 'wrong', diagnostics }
    return { kind: 'refused', why: `no series of ${name} has two values, so nothing can be learned.` }
  }
  return { kind: 'text', text: even.map((one) => JSON.stringify(fieldsOf(task, one))).join('\n') }
}

/** A day is looked ahead, or as far as was looked back where that is less. */
const day = 86_400

function fieldsOf(task: string, { id, times, values, step = 1 }: Series): object {
  const list = [...values].map((one) => (Number.isFinite(one) ? one : null))
  const start = times[0]
  switch (task) {
    case 'forecast':
      return {
        id,
        y: list,
        step_seconds: step,
        start,
        horizon: Math.max(1, Math.min(list.length, Math.round(day / step))),
      }
    case 'scale':
      return { id, y: list, step_seconds: step, start }
    default:
      return { id, timestamps: [...times], values: list }
  }
}

/** Numbers alone, one a line or as a list of JSON. */
function bareNumbers(text: string): readonly number[] | undefined {
  const inside = /^[\s\uFEFF]*\[([^[\]{}"]*)\]\s*$/u.exec(text)?.[1]
  const cells = inside === undefined ? text.trim().split(/\r?\n/u) : inside.split(',')
  const isNumbers = cells.every((one) => /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u.test(one))
  return isNumbers ? cells.map(Number) : undefined
}

function bareFields(task: string, id: string, list: readonly number[]): object {
  if (task === 'forecast') return { id, y: list, horizon: Math.min(list.length, 24) }
  return task === 'scale' ? { id, y: list } : { id, values: list }
}

/** Whether JSON is what the task takes, with `lines` or its other members only; each line of a log may be JSON as well. */
function hasLines(text: string): boolean {
  const from = text.trimStart()
  const whole = from.startsWith('[') || !from.includes('\n') ? from : from.slice(0, from.indexOf('\n'))
  try {
    const json: unknown = JSON.parse(whole)
    const one: unknown = Array.isArray(json) ? (json[0] ?? {}) : json
    if (typeof one !== 'object' || one === null) return false
    return 'lines' in one || Object.keys(one).every((name) => taskMembers.has(name))
  } catch {
    // A document over many lines, or a log whose first line is cut off.
    return /^[[{]\s*(?:\{\s*)?"(?:id|lines|timestamps|step_seconds)"\s*:/u.test(from)
  }
}

const taskMembers: ReadonlySet<string> = new Set(['id', 'lines', 'timestamps', 'step_seconds'])

function ofLog({ name, text, now }: GivenFile): GivenText {
  const records = [...readLogs(text, now)]
  const times = records.map(({ time }) => time ?? null)
  return {
    kind: 'text',
    text: JSON.stringify({
      id: name,
      lines: records.map(({ message }) => message.split('\n', 1)[0]),
      ...(times.some((one) => one !== null) && { timestamps: times }),
    }),
  }
}
