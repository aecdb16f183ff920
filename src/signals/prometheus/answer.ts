import { z } from 'zod'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { unexpected, type Service } from '../asking.ts'

/** What every answer of the API looks like: https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
const Answer = z.object({
  status: z.enum(['success', 'error']),
  data: z.unknown().optional(),
  errorType: z.string().default(''),
  error: z.string().default(''),
  warnings: z.array(z.string()).default([]),
})

/** Stands for the expression of a query in a diagnostic, so that it can be shown with the place that is wrong. */
export const queryFile = filePath('<query>')

interface Asked {
  readonly service: Service
  readonly span: Span
  readonly expression: string | undefined
}

/** The data of an answer; undefined when it says what is wrong instead. */
export function dataOf(
  { status, json }: { readonly status: number; readonly json: unknown },
  asked: Asked,
): Outcome<unknown> {
  const found = Answer.safeParse(json)
  if (!found.success) {
    const what = `${asked.service.name} answers with status ${status} and JSON of another form.`
    return { value: undefined, diagnostics: [unexpected(asked.service, asked.span, what)] }
  }
  const { data } = found
  const warnings = data.warnings.map((text) => warning(text, asked))
  if (data.status === 'success') return { value: data.data ?? null, diagnostics: warnings }
  return { value: undefined, diagnostics: [...warnings, refusal(data.errorType, data.error, asked)] }
}

function warning(text: string, { span }: Asked): Diagnostic {
  return {
    code: 'prometheus/warning',
    severity: 'warning',
    summary: 'Prometheus warns of its answer',
    detail: `${sentence(text)} The answer is used as it is; it may lack a part.`,
    span,
  }
}

/** The types of errors: https://github.com/prometheus/prometheus/blob/main/web/api/v1/api.go */
function refusal(type: string, error: string, { span, expression }: Asked): Diagnostic {
  if (type === 'bad_data' && expression !== undefined) {
    return {
      code: 'prometheus/bad-query',
      severity: 'error',
      summary: 'Prometheus does not understand the query',
      detail: `${sentence(error)} Mend the expression; in Prometheus' own page it can be tried out.`,
      span: placeIn(expression, error),
    }
  }
  const isOver =
    type === 'timeout' || type === 'canceled' || /too many samples|maximum resolution/u.test(error)
  return {
    code: isOver ? 'prometheus/too-much' : 'prometheus/failed',
    severity: 'error',
    summary: isOver ? 'The query is too much for Prometheus' : 'Prometheus could not answer',
    detail: isOver
      ? `${sentence(error)} Ask for a shorter stretch, a longer step, or fewer series.`
      : `${sentence(error)} What it means is in Prometheus' own log (its type is ${type || 'not told'}).`,
    span,
  }
}

/** Where a parse error is: `invalid parameter "query": 1:5: parse error: …` counts bytes of the expression from 1. */
function placeIn(expression: string, error: string): Span {
  const [, line = '1', column] = /\b(\d+):(\d+): parse error/u.exec(error) ?? []
  if (column === undefined) return { file: queryFile, start: 0, end: expression.length }
  const lines = expression.split('\n')
  const before = lines.slice(0, Number(line) - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const start = Math.min(Math.max(0, expression.length - 1), before + Number(column) - 1)
  return { file: queryFile, start, end: Math.min(expression.length, start + 1) }
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/^invalid parameter "\w+": /u, '')
  const first = trimmed.slice(0, 1).toUpperCase() + trimmed.slice(1, 1000)
  return /[.!?]$/u.test(first) ? first : `${first || 'It gives no reason'}.`
}
