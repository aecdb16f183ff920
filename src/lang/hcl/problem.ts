import type { Cause } from '../../kernel/value.ts'

/** Why an operation on values cannot be done; where it stands becomes the diagnostic's span. */
export interface Problem {
  readonly kind: 'problem'
  /** Terraform's own summary of it, such as "Invalid function argument"; never varies, holds no user data. */
  readonly summary: string
  /** What is wrong, in a full sentence, as Terraform says it. */
  readonly detail: string
  /** The position of the argument that is at fault, for a function. */
  readonly argument?: number
  /** Why the value that stands in for what could not be made isn't known, where that says more than the summary. */
  readonly cause?: Pick<Cause, 'kind' | 'what'>
}

export function problem(summary: string, detail: string, argument?: number): Problem {
  return argument === undefined
    ? { kind: 'problem', summary, detail }
    : { kind: 'problem', summary, detail, argument }
}
