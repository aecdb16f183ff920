import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'github-actions/not-a-mapping': {
    summary: 'Not a workflow',
    detail:
      'The file must be a mapping with keys such as "on" and "jobs", or GitHub refuses it. Write one, or move the file elsewhere.',
  },
  'github-actions/expression': {
    summary: 'Expression that GitHub refuses',
    detail: '{message}. Correct the expression, or the workflow does not start.',
  },
} as const

/** A diagnostic of a code, with what it has to say. */
export function problem(code: keyof typeof problems, span: Span, message = ''): Diagnostic {
  const { summary, detail } = problems[code]
  return { code, severity: 'error', summary, detail: detail.replace('{message}', () => message), span }
}
