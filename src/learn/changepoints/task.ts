import { filled } from '../filled.ts'
import { numbersOf, type Fields } from '../json-in.ts'
import { median, spreadsOf } from '../statistics.ts'
import { answersOf, notNumbers, type Found, type LearnTask } from '../task.ts'
import { changesIn, type Change, type Changes } from './changes.ts'

/** `{id, values}` in, `{id, changepoints}` out. */
export const changepoints: LearnTask = {
  id: 'changepoints',
  about:
    'Reads a line {"id", "values"} for each series, null where a value is missing; where several were measured together, ' +
    'each value is a list of as many numbers. Prints {"id", "changepoints", "why", "season", "shape"}: the places, from ' +
    '0, where new stretches begin, for each of them what changed, the season that was taken out, and whether stretches ' +
    'are levels or lines.',
  answers: (text) => answersOf(text, changed),
}

function changed(fields: Fields): Found {
  const { values } = fields as { readonly values?: unknown }
  const wrong = notNumbers('values', values)
  if (wrong !== undefined) return wrong
  const columns = columnsOf(values)
  if (columns === undefined) {
    const message =
      'It has no list `values` of numbers, or of lists of equally many numbers. Give one for each time, null where one is missing.'
    return { kind: 'problem', code: 'learn/no-values', message }
  }
  const whole = columns.filter((one) => one.some(Number.isFinite)).map((one) => filled(one, []))
  const found = changesIn(whole)
  return {
    kind: 'found',
    fields: {
      changepoints: found.changes.map(({ at }) => at),
      why: found.changes.map((one, number) => whyOf(one, found.shape, stretchesAround(found, number, whole))),
      season: found.season ?? null,
      shape: found.shape,
    },
  }
}

/** One column, or one for each place of the rows; a few long rows are columns already. */
function columnsOf(values: unknown): readonly Float64Array[] | undefined {
  if (!Array.isArray(values)) return undefined
  const rows: readonly unknown[] = values
  if (!rows.some(Array.isArray)) return [numbersOf(rows) ?? new Float64Array(0)]
  const lists = rows.map(numbersOf)
  const width = lists[0]?.length ?? 0
  const even = lists.filter((one) => one !== undefined && one.length === width)
  if (even.length < rows.length) return undefined
  const all = even.filter((one) => one !== undefined)
  if (width > all.length && all.length <= 32) return all
  return Array.from({ length: width }, (_, column) =>
    Float64Array.from(all, (row) => row[column] ?? Number.NaN),
  )
}

interface Around {
  readonly before: readonly Float64Array[]
  readonly after: readonly Float64Array[]
}

/** The values from the change before to this one, and on to the next. */
function stretchesAround({ changes }: Changes, number: number, columns: readonly Float64Array[]): Around {
  const at = changes[number]?.at ?? 0
  const from = changes[number - 1]?.at ?? 0
  const to = changes[number + 1]?.at
  return {
    before: columns.map((one) => one.slice(from, at)),
    after: columns.map((one) => one.slice(at, to)),
  }
}

function whyOf({ at, kind }: Change, shape: Changes['shape'], { before, after }: Around): string {
  if (kind === 'value' && shape === 'line') return lineText(at, { before, after })
  const parts = before.map((old, column) => {
    const name = before.length > 1 ? `column ${column}: ` : ''
    const next = after[column] ?? new Float64Array(0)
    const [was, is] = kind === 'spread' ? spreadsOf(old, next) : [median(old), median(next)]
    return `${name}from ${short(was)} to ${short(is)}`
  })
  const what = kind === 'spread' ? 'the deviation from the median goes' : 'the median of the stretch goes'
  return `At ${at} ${what} ${parts.join(', ')}.`
}

/** Of lines the medians say nothing: what rises and falls back has the same ones. */
function lineText(at: number, { before, after }: Around): string {
  const parts = before.map((old, column) => {
    const name = before.length > 1 ? `column ${column}: ` : ''
    const [was, is] = [lineOf(old), lineOf(after[column] ?? new Float64Array(0))]
    return `${name}from ${short(was.end)}, ${slopeText(was)}, to ${short(is.start)}, ${slopeText(is)}`
  })
  return `At ${at} the line of the stretch goes ${parts.join('; ')}.`
}

/** Where a line begins and ends, and how much it rises a step. */
interface Line {
  readonly start: number
  readonly end: number
  readonly slope: number
}

/** The line of least squares. */
function lineOf(values: Float64Array): Line {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, one) => sum + one / values.length, 0)
  let [together, alone] = [0, 0]
  for (const [at, one] of values.entries()) {
    together += (at - middle) * (one - mean)
    alone += (at - middle) ** 2
  }
  const slope = alone > 0 ? together / alone : 0
  return { start: mean - slope * middle, end: mean + slope * middle, slope }
}

/** What rises by less than can be told from rounding is level. */
function slopeText({ start, end, slope }: Line): string {
  if (Math.abs(end - start) <= 1e-6 * (Math.abs(start) + Math.abs(end))) return 'level'
  return `${slope > 0 ? 'rising' : 'falling'} ${short(Math.abs(slope))} a step`
}

function short(number: number): string {
  return String(Number(number.toPrecision(3)))
}
