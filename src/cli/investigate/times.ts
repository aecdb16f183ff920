import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Series } from '../../model/series.ts'
import { rowsOf, type Row } from '../../signals/files/rows.ts'
import { timeOfText } from '../../signals/time.ts'

/** 1990 and 2100: nothing that is monitored was measured before or after. */
const early = 631_152_000
const late = 4_102_444_800
const day = 86_400

/** Units that programs write times in, as seconds, and what is to be added. */
const units: readonly { readonly name: string; readonly seconds: number; readonly from: number }[] = [
  { name: 'minutes since 1970', seconds: 60, from: 0 },
  { name: 'hours since 1970', seconds: 3600, from: 0 },
  { name: 'days since 1970', seconds: day, from: 0 },
  { name: 'days as spreadsheets count them', seconds: day, from: -25_569 * day },
  { name: 'tenths of a second since 1970', seconds: 0.1, from: 0 },
]

/** Warns of times at which nothing was monitored: changes can't be found beside them, and their unit is probably another. */
export function unlikelyTimes(
  series: readonly Series[],
  { file, text, now }: { readonly file: FilePath; readonly text: string; readonly now: number },
): readonly Diagnostic[] {
  const first = series.reduce((least, { times }) => Math.min(least, times[0] ?? Infinity), Infinity)
  const last = series.reduce((most, { times }) => Math.max(most, times.at(-1) ?? -Infinity), -Infinity)
  if (last === -Infinity || (last >= early && last <= late)) return []
  const time = last < early ? first : last
  const said =
    last < early ? 'are all before 1990 when they are read as seconds since 1970' : 'go beyond the year 2100'
  const { name, row } = columnOf(text, time)
  const where = name === undefined ? 'The times' : `The times of the column "${name}"`
  return [
    {
      code: 'files/unlikely-time',
      severity: 'warning',
      summary: 'The times of the file are unlikely',
      detail: `${where} ${said}, so no change is found beside them.${likelyUnit(time, now)} Write seconds or milliseconds since 1970, or texts such as 2026-11-21T19:00:00Z.`,
      span: { file, start: row?.start ?? 0, end: row?.end ?? 0 },
    },
  ]
}

/** The unit in which a time is of this age, as a sentence; empty where there is none. */
function likelyUnit(time: number, now: number): string {
  const unit = units.find(({ seconds, from }) => {
    const meant = time * seconds + from
    return meant > early && meant < now + 366 * day
  })
  return unit === undefined ? '' : ` They are probably ${unit.name}.`
}

/** The column of a table that holds a time, and the row; neither of what is no table. */
function columnOf(
  text: string,
  time: number,
): { readonly name: string | undefined; readonly row: Row | undefined } {
  if (/^\s*[[{#]/u.test(text)) return { name: undefined, row: undefined }
  const [head, ...rows] = rowsOf(text)
  const hasTime = (cell: string): boolean => timeOfText(cell) === time
  const row = rows.find(({ cells }) => cells.some(hasTime))
  return { name: head?.cells[row?.cells.findIndex(hasTime) ?? -1]?.trim(), row }
}
