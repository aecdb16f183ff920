import type { FilePath } from '../kernel/brand.ts'
import type { Outcome } from '../kernel/diagnostic.ts'
import type { Series } from '../model/series.ts'
import { readCsv } from './files/csv.ts'
import { readJsonSeries } from './files/json.ts'
import { isExposition, readOpenMetrics } from './openmetrics/openmetrics.ts'
import { isSavedAnswer, readSavedAnswer } from './prometheus/saved.ts'

/** A way in which a file holds series. */
interface SeriesFormat {
  readonly id: string
  isIt(text: string): boolean
  read(file: FilePath, text: string): Outcome<readonly Series[]>
}

/** In the order in which they are tried: the last one takes everything. */
const formats: readonly SeriesFormat[] = [
  { id: 'packed', isIt: isPacked, read: noText },
  { id: 'prometheus', isIt: isSavedAnswer, read: readSavedAnswer },
  { id: 'json', isIt: (text) => /^\s*[[{]/u.test(text), read: readJsonSeries },
  { id: 'openmetrics', isIt: isExposition, read: readOpenMetrics },
  { id: 'csv', isIt: () => true, read: readCsv },
]

/** The series of a file, whichever of the forms of docs/signals.md it has: its content decides, not its name. */
export function readSeries(file: FilePath, text: string): Outcome<readonly Series[]> {
  // The mark with which some programs begin a text: a space in its place keeps every place after it.
  const plain = text.replace(/^\uFEFF/u, ' ')
  const format = formats.find((one) => one.isIt(plain))
  return format?.read(file, plain) ?? { value: [], diagnostics: [] }
}

/** As gzip and zstd begin; nothing that is a text has a zero in it. */
function isPacked(text: string): boolean {
  return text.startsWith('\u001F') || text.startsWith('(\uFFFD') || text.slice(0, 1000).includes('\0')
}

/** What gzip, zstd and others have packed, or what is no text in UTF-8. */
function noText(file: FilePath): Outcome<readonly Series[]> {
  const detail =
    'It is packed, or no text in UTF-8. Unpack it first, such as with `gunzip -c FILE | plumbline ...`.'
  const problem = {
    code: 'files/no-series',
    severity: 'error',
    summary: 'There is no series in the file',
    detail,
  } as const
  return { value: [], diagnostics: [{ ...problem, span: { file, start: 0, end: 0 } }] }
}
