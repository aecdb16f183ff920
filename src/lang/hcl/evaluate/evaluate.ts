import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Expression } from '../body.ts'
import { parseNumber } from '../number.ts'
import { problem } from '../problem.ts'
import { parseHclTemplate } from '../syntax/index.ts'
import { firstChild, literalText, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import { bool, nullOf, number, string, unknown, type Val } from '../value.ts'
import { dynamicType } from '../types.ts'
import { evaluateCall } from './call.ts'
import { evaluateObject, evaluateTuple } from './construct.ts'
import { evaluateFor } from './for.ts'
import { evaluateBinary, evaluateConditional, evaluateUnary } from './operators.ts'
import { fail, originAt, type Frame, type Scope, type World } from './scope.ts'
import { evaluateSplat } from './splat.ts'
import { evaluateTemplate } from './template.ts'
import { evaluateTraversal } from './traverse.ts'

/** Deeper expressions are refused with a diagnostic; Terraform's own limit is its stack. */
const maximumDepth = 1000

/**
 * The value of an expression, as HCL in Terraform gives it, with its origin. It never throws: what is wrong is in
 * the scope's run, and an unknown value because of an error stands in for it.
 */
export function evaluate({ tree, node }: Expression, scope: Scope): Val {
  try {
    return atNode(tree, node, scope)
  } catch (cause) {
    // Values nest as deep as expressions make them, and conversions follow them down.
    if (!(cause instanceof RangeError)) throw cause
    return fail(scope, tree, node, tooDeep)
  }
}

const tooDeep = problem(
  'Expression nested too deeply',
  `Expressions and values may be nested ${maximumDepth} levels deep. Take a part of it into a local value.`,
)

/** The scope of one expression of a reading. */
export function scopeOf(world: World, diagnostics: Diagnostic[], frame?: Frame, under: OriginId = 0): Scope {
  return { world, frame, under, run: { diagnostics, depth: 0 }, evaluate: atNode }
}

function atNode(tree: Tree, node: Node, scope: Scope): Val {
  const { run } = scope
  if (run.depth >= maximumDepth) {
    return fail(scope, tree, node, tooDeep)
  }
  run.depth++
  const value = dispatch(tree, node, scope)
  run.depth--
  return value
}

function dispatch(tree: Tree, node: Node, scope: Scope): Val {
  switch (tree.kinds[node]) {
    case nodeKind.number:
    case nodeKind.true:
    case nodeKind.false:
    case nodeKind.null:
    case nodeKind.identifier:
      return literal(tree, node, scope)
    case nodeKind.template:
    case nodeKind.heredoc:
    case nodeKind.parts:
      return evaluateTemplate(tree, node, scope)
    case nodeKind.variable:
    case nodeKind.getAttribute:
    case nodeKind.index:
    case nodeKind.legacyIndex:
    case nodeKind.splatItem:
      return evaluateTraversal(tree, node, scope)
    case nodeKind.attributeSplat:
    case nodeKind.fullSplat:
      return evaluateSplat(tree, node, scope)
    case nodeKind.unary:
      return evaluateUnary(tree, node, scope)
    case nodeKind.binary:
      return evaluateBinary(tree, node, scope)
    case nodeKind.conditional:
      return evaluateConditional(tree, node, scope)
    default:
      return composite(tree, node, scope)
  }
}

function composite(tree: Tree, node: Node, scope: Scope): Val {
  switch (tree.kinds[node]) {
    case nodeKind.parenthesis:
    case nodeKind.interpolation:
      return atNode(tree, firstChild(tree, node), scope)
    case nodeKind.tuple:
      return evaluateTuple(tree, node, scope)
    case nodeKind.object:
      return evaluateObject(tree, node, scope)
    case nodeKind.forTuple:
    case nodeKind.forObject:
      return evaluateFor(tree, node, scope)
    case nodeKind.call:
      return evaluateCall(tree, node, scope)
    default:
      return malformed(tree, node, scope)
  }
}

/**
 * In native syntax the parser has reported what is malformed; in JSON syntax a string may be a template or plain
 * text, and only here it is known that it should have been a template.
 */
function malformed(tree: Tree, node: Node, scope: Scope): Val {
  const text = tree.cooked.get(node)
  const wrong = text === undefined ? undefined : parseHclTemplate(tree.file, text).diagnostics[0]
  if (wrong !== undefined) return fail(scope, tree, node, problem(wrong.summary, wrong.detail))
  return unknown(dynamicType, [{ kind: 'error', what: 'invalid expression' }])
}

function literal(tree: Tree, node: Node, scope: Scope): Val {
  const origin = originAt(scope, 'literal', tree, node)
  switch (tree.kinds[node]) {
    case nodeKind.true:
      return bool(true, origin)
    case nodeKind.false:
      return bool(false, origin)
    case nodeKind.null:
      return nullOf(dynamicType, origin)
    case nodeKind.identifier:
      return string(literalText(tree, node), origin)
    default: {
      const value = parseNumber(tree.cooked.get(node) ?? sourceOf(tree, node))
      if (value !== undefined) return number(value, origin)
      return fail(
        scope,
        tree,
        node,
        problem('Invalid number literal', 'This number cannot be read. Write it in decimal digits.'),
      )
    }
  }
}
