import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { seriesId, type Labels, type Series } from '../../model/series.ts'
import { timeOfText } from '../time.ts'
import { rowsOf, type Row } from './rows.ts'
import { seriesOf, type Point } from '../points.ts'

/**
 * Series as a table with a head (RFC 4180; also with semicolons or tabs). One column is the time. A column of numbers is a
 * series, named by its head; a column with anything else in it says which series a row is of, as labels do.
 */
export function readCsv(file: FilePath, text: string): Outcome<readonly Series[]> {
  const [head, ...rows] = rowsOf(text)
  if (head === undefined) return { value: [], diagnostics: [noTable(file, 'It is empty.')] }
  const timeAt = timeColumn(head, rows)
  if (timeAt === -1) return { value: [], diagnostics: [noTable(file, 'No column of it holds times.')] }
  const columns = head.cells.map((name, at) => ({ name: name.trim(), at })).filter(({ at }) => at !== timeAt)
  const isNumber = ({ at }: Column): boolean =>
    rows.every(({ cells }) => isNumeric(cells[at])) || hasDecimalCommas(rows, at)
  const isEmpty = ({ at }: Column): boolean => rows.every(({ cells }) => (cells[at] ?? '').trim() === '')
  const numbers = columns.filter((one) => isNumber(one))
  // A comma at the end of each line makes a column of nothing.
  const values = numbers.filter((one) => !isEmpty(one))
  if (values.length === 0) return { value: [], diagnostics: [noTable(file, noNumbers(rows, columns))] }
  const names = columns.filter((one) => !isNumber(one))
  return tableOf(file, rows, { timeAt, values, names })
}

interface Column {
  readonly name: string
  readonly at: number
}

interface Table {
  readonly timeAt: number
  readonly values: readonly Column[]
  readonly names: readonly Column[]
}

function tableOf(
  file: FilePath,
  rows: readonly Row[],
  { timeAt, values, names }: Table,
): Outcome<readonly Series[]> {
  const found = new Map<string, { readonly id: string; readonly labels: Labels; readonly points: Point[] }>()
  const diagnostics: Diagnostic[] = []
  for (const row of rows) {
    const time = timeOfText(row.cells[timeAt] ?? '')
    if (time === undefined) {
      if (diagnostics.length < most) diagnostics.push(noTime(file, row))
      continue
    }
    const said = names
      .map(({ name, at }) => [name, row.cells[at] ?? ''] as const)
      .filter(([, one]) => one !== '')
    for (const { name, at } of values) {
      const { id, labels } = named(name, values.length, said)
      const series = found.get(id) ?? { id, labels, points: [] }
      found.set(id, series)
      series.points.push([time, numberOf(row.cells[at])])
    }
  }
  return { value: [...found.values()].map((one) => seriesOf(one)), diagnostics }
}

/** A table with one column of numbers is about one thing; its head says nothing then but `value`. */
function named(
  column: string,
  columns: number,
  said: readonly (readonly [string, string])[],
): { readonly id: string; readonly labels: Labels } {
  const isPlain = columns === 1 && /^(?:value|y)$/iu.test(column)
  const own = said.find(([name]) => /^(?:id|name|series|metric|__name__)$/iu.test(name))
  const rest = said.filter((one) => one !== own)
  const metric = own === undefined ? column : isPlain ? own[1] : `${own[1]}.${column}`
  const labels = { ...Object.fromEntries(rest), __name__: metric }
  return { id: seriesId(labels), labels }
}

/** The column that is called a time; else the first whose every cell is one. */
function timeColumn({ cells }: Row, rows: readonly Row[]): number {
  const called = cells.findIndex((name) =>
    /^(?:time|timestamps?|date|datetime|ts|_time|t|ds)$/iu.test(name.trim()),
  )
  if (called !== -1) return called
  if (rows.length === 0) return -1
  return cells.findIndex((_, at) => rows.every((row) => isTime(row.cells[at] ?? '')))
}

/** Small numbers are no times of anything that is monitored: they are before 1973. */
function isTime(cell: string): boolean {
  return (timeOfText(cell) ?? 0) > 1e8
}

function isNumeric(cell = ''): boolean {
  return (
    cell.trim() === '' ||
    /^(?:nan|null|none|na|n\/a|-?\+?inf(?:inity)?)$/iu.test(cell.trim()) ||
    Number.isFinite(Number(cell))
  )
}

/**
 * Whether a column has numbers such as `0,5`, as tables of several countries do. Where every comma may as well part
 * thousands (`1,234`), it isn't guessed.
 */
function hasDecimalCommas(rows: readonly Row[], at: number): boolean {
  const cells = rows.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => !isNumeric(cell))
  return cells.every((cell) => withComma.test(cell)) && cells.some((cell) => !thousands.test(cell))
}

const withComma = /^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$/u
const thousands = /^[+-]?[1-9]\d{0,2},\d{3}$/u

function noNumbers(rows: readonly Row[], columns: readonly Column[]): string {
  const doubtful = columns.find(
    ({ at }) =>
      rows.every(({ cells }) => isNumeric(cells[at]) || thousands.test(cells[at]?.trim() ?? '')) &&
      rows.some(({ cells }) => thousands.test(cells[at]?.trim() ?? '')),
  )
  if (doubtful === undefined) return 'No column of it holds numbers.'
  return `No column of it holds numbers: in ${JSON.stringify(doubtful.name)} each comma may be of decimals or of thousands. Write 1.234 or 1234.`
}

function numberOf(text = ''): number {
  const cell = withComma.test(text.trim()) ? text.replace(',', '.') : text
  const number = cell.trim() === '' ? Number.NaN : Number(cell)
  return Number.isFinite(number) ? number : Number.NaN
}

/** As many rows as are told of. */
const most = 20

function noTable(file: FilePath, what: string): Diagnostic {
  return {
    code: 'files/no-series',
    severity: 'error',
    summary: 'There is no series in the file',
    detail: `${what} Give a table with a head, one column of times (seconds since 1970 or 2026-11-21T19:00:00Z) and columns of numbers.`,
    span: { file, start: 0, end: 0 },
  }
}

function noTime(file: FilePath, { start, end }: Row): Diagnostic {
  return {
    code: 'files/no-time',
    severity: 'warning',
    summary: 'A row has no time',
    detail: 'It is left out. A time is seconds since 1970 or a text such as 2026-11-21T19:00:00Z.',
    span: { file, start, end },
  }
}
