import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'

/** What may be wrong with a body once it is known what it should hold; `{}` stands for a name in it. */
export const bodyProblems = {
  'hcl/extra-label': {
    summary: 'Extraneous block label',
    detail: 'A "{}" block has fewer labels than are written here. Remove this one.',
  },
  'hcl/missing-label': {
    summary: 'Missing block label',
    detail: 'A "{}" block needs more labels than are written here. Add them before its body.',
  },
  'hcl/not-an-object': {
    summary: 'Incorrect JSON value type',
    detail:
      'Arguments and blocks are the properties of an object, or of the objects of an array. Write one here.',
  },
  'hcl/not-a-block': {
    summary: 'Incorrect JSON value type',
    detail: 'A "{}" block is an object, or an array with one object for each block. Write one here.',
  },
  'hcl/duplicate-argument': {
    summary: 'Duplicate argument',
    detail:
      'The argument "{}" is already set in this block, and each may be set once. Remove one of the two.',
  },
} as const

/** A code from the closed list of `bodyProblems`. */
export type BodyProblem = keyof typeof bodyProblems

export function bodyProblem(code: BodyProblem, span: Span, word = ''): Diagnostic {
  const { summary, detail } = bodyProblems[code]
  return { code, severity: 'error', summary, detail: detail.replace('{}', () => word), span }
}
