import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Expression } from '../body.ts'
import { scopeOf } from './evaluate.ts'
import type { World } from './scope.ts'
import { typeConstraintIn, type TypeConstraint } from './type-constraint.ts'

/** Reads a type constraint (`list(object({ a = optional(string, "x") }))`). Older quoted forms ("string", "list", "map") are understood too. */
export function typeConstraintOf(
  expression: Expression,
  world: World,
  diagnostics: Diagnostic[],
): TypeConstraint {
  return typeConstraintIn(expression, scopeOf(world, diagnostics))
}
