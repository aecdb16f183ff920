import { convert } from '../convert.ts'
import { applyDefaults } from '../defaults.ts'
import { problem } from '../problem.ts'
import { childrenOf, type Node, type Tree } from '../tree.ts'
import { dynamicType } from '../types.ts'
import { unknown, type Val } from '../value.ts'
import { originsOf } from './construct.ts'
import { fail, isProblem, originAt, valueOf, withOrigin, type Scope } from './scope.ts'
import { typeConstraintIn } from './type-constraint.ts'

/** OpenTofu's `convert(value, type)`: the second argument is a type constraint, as that of a variable, not a value. */
export function evaluateConvert(tree: Tree, node: Node, scope: Scope): Val {
  const [valueNode, typeNode, more] = childrenOf(tree, node).slice(1)
  if (valueNode === undefined || typeNode === undefined || more !== undefined) {
    const many = more === undefined ? 'Not enough' : 'Too many'
    return fail(scope, tree, node, problem(`${many} function arguments`, wanted))
  }
  const errors = scope.run.diagnostics.length
  const value = valueOf(tree, valueNode, scope)
  const constraint = typeConstraintIn({ tree, node: typeNode }, constantsOnly(scope))
  if (scope.run.diagnostics.length > errors)
    return unknown(dynamicType, [{ kind: 'error', what: 'convert()' }])
  const converted = convert(applyDefaults(value, constraint.defaults), constraint.type)
  if (isProblem(converted)) {
    const detail = `Invalid value for "value" parameter: ${converted.detail}.`
    return fail(scope, tree, valueNode, problem('Invalid function argument', detail))
  }
  return withOrigin(
    converted,
    originAt(scope, 'call', tree, node, { inputs: originsOf([value]), under: scope.under }),
  )
}

const wanted = 'Function "convert" expects 2 arguments: a value, and the type it is converted to.'

/** Defaults of optional attributes are constants: they see no names and call nothing. */
function constantsOnly(scope: Scope): Scope {
  const noNames = problem('Variables not allowed', 'Variables may not be used here.')
  const noCalls = problem('Function calls not allowed', 'Functions may not be called here.')
  const world = { ...scope.world, reference: () => noNames, functionNamed: () => noCalls }
  return { ...scope, world, frame: undefined }
}
