import { problem, type Problem } from '../../../lang/hcl/problem.ts'

/** Why `each`, `count` or `self` cannot stand where it does. */
export function repetitionProblem(root: string): Problem {
  switch (root) {
    case 'each':
      return problem(
        'Reference to "each" in context without for_each',
        'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.',
      )
    case 'count':
      return problem(
        'Reference to "count" in non-counted context',
        'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.',
      )
    default:
      return problem(
        'Invalid "self" reference',
        'The "self" object is not available in this context. This object can be used only in resource provisioner, connection, and postcondition blocks.',
      )
  }
}
