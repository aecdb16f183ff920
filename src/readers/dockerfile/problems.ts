import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** What may be wrong with a Dockerfile beyond its text: its summary, why it is wrong, and what to do. */
const problems = {
  'dockerfile/no-stage': {
    severity: 'error',
    summary: 'No build stage',
    detail:
      'A Dockerfile begins with FROM, and here there is none; only ARG may stand before it. Write FROM first.',
  },
  'dockerfile/invalid-from': {
    severity: 'error',
    summary: 'Invalid FROM',
    detail: 'FROM takes an image, or an image, AS and a name. Write it that way.',
  },
  'dockerfile/duplicate-stage': {
    severity: 'warning',
    summary: 'Two stages of one name',
    detail:
      'An earlier stage has this name already, and what refers to the name below means this one. Give each stage a name of its own.',
  },
  'dockerfile/unknown-stage': {
    severity: 'error',
    summary: 'Unknown build stage',
    detail:
      'A number here means an earlier stage, counted from 0, and there is none of this number. Use the name of a stage above.',
  },
  'dockerfile/required-variable': {
    severity: 'error',
    summary: 'Required variable is not set',
    detail:
      'The :? or ? after the name says that the variable must be set, and it is not, so the build would stop here. Give it a value above, or with --var.',
  },
  'dockerfile/undeclared-variable': {
    severity: 'warning',
    summary: 'Undeclared variable',
    detail:
      'FROM knows the variables of ARG instructions that stand before the first FROM, and this is none of them. Declare it there.',
  },
  'dockerfile/too-much': {
    severity: 'error',
    summary: 'Dockerfile is too long',
    detail:
      'A Dockerfile is read to 50,000 words and to 300 stages, and this one goes on from here. What follows was not read; split the file.',
  },
  'dockerfile/unreadable': {
    severity: 'error',
    summary: 'File cannot be read',
    detail: 'The file is missing or is not UTF-8 text, so nothing of it was read. Save it as UTF-8.',
  },
} as const satisfies Record<string, Pick<Diagnostic, 'severity' | 'summary' | 'detail'>>

/** A problem as a diagnostic. */
export function refuse(code: keyof typeof problems, span: Span): Diagnostic {
  return { code, ...problems[code], span }
}
