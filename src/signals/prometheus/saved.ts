import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Series } from '../../model/series.ts'
import { dataOf } from './answer.ts'
import { matrixOf, savedSeries } from './results.ts'

/** Whether a text is an answer of Prometheus that somebody saved. */
export function isSavedAnswer(text: string): boolean {
  return /^\s*\{/u.test(text) && /"resultType"\s*:\s*"matrix"/u.test(text.slice(0, 2000))
}

/** The series of a saved answer of `query_range`, such as `curl` writes it. */
export function readSavedAnswer(file: FilePath, text: string): Outcome<readonly Series[]> {
  const span = { file, start: 0, end: 0 }
  const service = { name: 'Prometheus', url: '', authorization: undefined }
  const json = jsonOf(text)
  if (json === undefined) return { value: [], diagnostics: [broken(span)] }
  const { value: data, diagnostics } = dataOf({ status: 200, json }, { service, span, expression: undefined })
  const pieces = data === undefined ? undefined : matrixOf(data)
  if (data !== undefined && pieces === undefined) return { value: [], diagnostics: [broken(span)] }
  return { value: savedSeries(pieces ?? []), diagnostics }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A file that was cut off.
    return undefined
  }
}

function broken(span: Span): Diagnostic {
  return {
    code: 'files/no-series',
    severity: 'error',
    summary: 'There is no series in the file',
    detail:
      'It looks like an answer of Prometheus that was saved, but it is cut off or of another form. Save the whole answer of /api/v1/query_range again.',
    span,
  }
}
