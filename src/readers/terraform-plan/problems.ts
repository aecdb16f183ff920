import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** What may be wrong with a plan: its summary, why it is wrong, and what to do. */
const problems = {
  'terraform-plan/errored': {
    severity: 'warning',
    summary: 'Plan of a run that failed',
    detail:
      'Terraform ended with an error while it made this plan, so changes may be missing from it. Plan again before relying on what it says.',
  },
  'terraform-plan/format': {
    severity: 'error',
    summary: 'Plan of another format',
    detail:
      'Plans are read in the formats 0 and 1, and this one has another, so what is said of it may be wrong. Print it with a Terraform that writes format 1, or update Plumbline.',
  },
  'terraform-plan/unreadable': {
    severity: 'error',
    summary: 'Plan that is not whole',
    detail:
      'The file is broken or cut off in the middle, so nothing is said of what the plan would do. Print it again with `terraform show -json`, and hand over all of it.',
  },
  'terraform-plan/unknown-action': {
    severity: 'error',
    summary: 'Unknown action',
    detail:
      'The plan does something here that has no name in the known formats, so nobody can say whether it does harm. Look at it yourself, or update Plumbline.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'severity' | 'summary' | 'detail'>>

/** A problem as a diagnostic. */
export function refuse(code: keyof typeof problems, span: Span): Diagnostic {
  return { code, ...problems[code], span }
}
