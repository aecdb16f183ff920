import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

const problems = {
  'kubernetes/duplicate-object': {
    severity: 'warning',
    summary: 'Object is there twice',
    detail:
      'The folder has "{name}" in {other} already, and the one that is applied last wins. Keep one of the two, or give them different names or namespaces.',
  },
  'kubernetes/no-name': {
    severity: 'warning',
    summary: 'Object without a name',
    detail:
      'An object needs a text as metadata.name or metadata.generateName, or a cluster refuses it. Give this {name} a name.',
  },
  'kubernetes/template': {
    severity: 'warning',
    summary: 'Template of a manifest',
    detail:
      'The file is no YAML before its {{ … }} are filled in, so what it will say is not known. Read what the tool that fills it in has made.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'severity' | 'summary' | 'detail'>>

/** A diagnostic of a code, with the words it speaks of. */
export function problem(
  code: keyof typeof problems,
  span: Span,
  { name = '', other = '' }: { readonly name?: string; readonly other?: string } = {},
): Diagnostic {
  const { severity, summary, detail } = problems[code]
  return {
    code,
    severity,
    summary,
    detail: detail.replace('{name}', () => name).replace('{other}', () => other),
    span,
  }
}
