import type { FilePath } from '../../kernel/brand.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
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
  const { value: data, diagnostics } = dataOf(
    { status: 200, json: jsonOf(text) },
    { service, span, expression: undefined },
  )
  const pieces = data === undefined ? undefined : matrixOf(data)
  if (pieces === undefined && diagnostics.length === 0) {
    const { diagnostics: wrong } = dataOf(
      { status: 200, json: undefined },
      { service, span, expression: undefined },
    )
    return { value: [], diagnostics: wrong }
  }
  return { value: savedSeries(pieces ?? []), diagnostics }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A file that was cut off: it is told as an answer of another form.
    return undefined
  }
}
