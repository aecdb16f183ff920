import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** An error of the Terraform language outside expressions. */
export function refuse(summary: string, detail: string, span: Span): Diagnostic {
  return { code: codeOf(summary), severity: 'error', summary, detail, span }
}

/** Something that does not stop Terraform, or that only Plumbline can't see. */
export function warn(summary: string, detail: string, span: Span): Diagnostic {
  return { code: codeOf(summary), severity: 'warning', summary, detail, span }
}

function codeOf(summary: string): string {
  return `terraform/${summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')}`
}
