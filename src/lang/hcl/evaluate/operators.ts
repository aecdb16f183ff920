import type { Marks } from '../../../kernel/value.ts'
import { convert } from '../convert.ts'
import { equal, marksOfEqual } from '../equal.ts'
import { friendlyName } from '../json-type.ts'
import { withMarks } from '../mark.ts'
import { add, compare, divide, modulo, multiply, negate, subtract, type Num } from '../number.ts'
import { problem, type Problem } from '../problem.ts'
import { sameType } from '../type-relation.ts'
import { firstChild, nextSibling, nodeKind, operator, type Node, type Tree } from '../tree.ts'
import { boolType, dynamicType, numberType, type Type } from '../types.ts'
import { refine, refineArithmetic } from '../refine.ts'
import { unify } from '../unify.ts'
import { bool, nullOf, number, typeOf, unknown, type Refinement, type Val } from '../value.ts'
import { causesOf } from './because.ts'
import { originsOf } from './construct.ts'
import { fail, isProblem, originAt, valueOf, withOrigin, type Scope } from './scope.ts'

const arithmetic = new Map<number, (left: Num, right: Num) => Num | Problem>([
  [operator.add, add],
  [operator.subtract, subtract],
  [operator.multiply, multiply],
  [operator.divide, divide],
  [operator.modulo, modulo],
])

/** Operators whose result has bounds when their operands have. */
const bounded = new Map<number, 'add' | 'subtract' | 'multiply'>([
  [operator.add, 'add'],
  [operator.subtract, 'subtract'],
  [operator.multiply, 'multiply'],
])

/** `-x` and `!x`. */
export function evaluateUnary(tree: Tree, node: Node, scope: Scope): Val {
  const child = firstChild(tree, node)
  const given = valueOf(tree, child, scope)
  const isNot = tree.extras[node] === operator.not
  const type = isNot ? boolType : numberType
  const value = convert(given, type)
  if (isProblem(value)) return operandFailure(scope, tree, child, 'unary', value)
  if (value.kind === 'null') return failed(scope, tree, node)
  const origin = originAt(scope, 'operator', tree, node, { inputs: originsOf([given]) })
  if (value.kind === 'bool') return bool(!value.value, origin, value.marks)
  if (value.kind === 'number') return number(negate(value.value), origin, value.marks)
  const marks = scope.world.version.unmarkedUnknowns ? 0 : value.marks
  return unknown(type, causesOf([value]), { notNull: true }, origin, marks)
}

/** `a op b`. Long chains of operators lean to the left, so that side is walked in a loop. */
export function evaluateBinary(tree: Tree, node: Node, scope: Scope): Val {
  const spine: Node[] = []
  let left = node
  while (tree.kinds[left] === nodeKind.binary) {
    spine.push(left)
    left = firstChild(tree, left)
  }
  let value = valueOf(tree, left, scope)
  let valueNode = left
  for (const one of spine.toReversed()) {
    value = binary(tree, one, [valueNode, value], scope)
    valueNode = one
  }
  return value
}

function binary(tree: Tree, node: Node, [leftNode, left]: [Node, Val], scope: Scope): Val {
  const rightNode = nextSibling(tree, leftNode)
  const kind = tree.extras[node] ?? 0
  const decided = isLogical(kind) && scope.world.version.shortCircuit ? shortCircuit(kind, left) : undefined
  if (decided) {
    return withOrigin(decided, originAt(scope, 'operator', tree, node, { inputs: originsOf([left]) }))
  }
  const errors = scope.run.diagnostics.length
  const right = valueOf(tree, rightNode, scope)
  if (kind === operator.equal || kind === operator.notEqual) return equality(tree, node, left, right, scope)

  const a = operandIn(tree, leftNode, [left, 'left', kind], scope)
  const b = operandIn(tree, rightNode, [right, 'right', kind], scope)
  if (a === undefined || b === undefined || scope.run.diagnostics.length > errors) {
    return unknown(resultType(kind), [{ kind: 'error', what: 'Invalid operand' }])
  }
  if (a.kind === 'null' || b.kind === 'null') return failed(scope, tree, node)
  const made = isLogical(kind) ? logic(kind, a, b, scope) : numeric(kind, a, b)
  if (isProblem(made)) return fail(scope, tree, node, made)
  const origin = originAt(scope, 'operator', tree, node, { inputs: originsOf([left, right]) })
  return withOrigin(withMarks(made, marksOf(kind, made, [left, right], scope)), origin)
}

/** An operand in the type that its operator wants; reported and undefined when it cannot be. */
function operandIn(
  tree: Tree,
  node: Node,
  [given, which, kind]: readonly [Val, string, number],
  scope: Scope,
): Val | undefined {
  const value = convert(given, isLogical(kind) ? boolType : numberType)
  if (!isProblem(value)) return value
  operandFailure(scope, tree, node, which, value)
  return undefined
}

function isLogical(kind: number): boolean {
  return kind === operator.and || kind === operator.or
}

function resultType(kind: number): Type {
  return isLogical(kind) || isComparison(kind) ? boolType : numberType
}

function shortCircuit(kind: number, left: Val): Val | undefined {
  const value = convert(left, boolType)
  if (isProblem(value) || value.kind !== 'bool') return undefined
  return value.value === (kind === operator.or) ? value : undefined
}

function isComparison(kind: number): boolean {
  return kind >= operator.less && kind <= operator.greaterOrEqual
}

/** Without short circuit an unknown operand makes the result unknown, whatever the other one is. */
function logic(kind: number, a: Val, b: Val, scope: Scope): Val {
  const or = kind === operator.or
  if (a.kind === 'bool' && b.kind === 'bool') {
    return bool(or ? a.value || b.value : a.value && b.value)
  }
  if (scope.world.version.shortCircuit && b.kind === 'bool' && b.value === or) return bool(or)
  return unknown(boolType, causesOf([a, b]), { notNull: true })
}

function marksOf(kind: number, made: Val, [left, right]: readonly [Val, Val], { world }: Scope): Marks {
  const isUnmarked = isLogical(kind) && made.kind === 'unknown' && world.version.unmarkedUnknowns
  return isUnmarked ? 0 : left.marks | right.marks
}

function numeric(kind: number, a: Val, b: Val): Val | Problem {
  const comparison = isComparison(kind)
  if (a.kind === 'number' && b.kind === 'number') {
    if (comparison) return bool(holds(kind, compare(a.value, b.value)))
    const made = arithmetic.get(kind)?.(a.value, b.value) ?? 0
    return typeof made === 'object' && 'kind' in made ? made : number(made)
  }
  const decided = comparison ? byRange(kind, a, b) : undefined
  if (decided !== undefined) return bool(decided)
  if (comparison) return unknown(boolType, causesOf([a, b]), { notNull: true })
  const name = bounded.get(kind)
  const refinement = name === undefined ? { notNull: true } : refineArithmetic(name, a, b)
  return refine(unknown(numberType, causesOf([a, b])), refinement)
}

function holds(kind: number, order: number): boolean {
  if (kind === operator.less) return order < 0
  if (kind === operator.lessOrEqual) return order <= 0
  return kind === operator.greater ? order > 0 : order >= 0
}

/** What the known bounds of unknown numbers decide: x < y is true when x's maximum lies below y's minimum. */
function byRange(kind: number, a: Val, b: Val): boolean | undefined {
  const [low, high] = kind === operator.less || kind === operator.lessOrEqual ? [a, b] : [b, a]
  const strict = kind === operator.less || kind === operator.greater
  if (liesBelow(bound(low, 'max'), bound(high, 'min'), strict)) return true
  return liesBelow(bound(high, 'max'), bound(low, 'min'), !strict) ? false : undefined
}

/** Whether everything up to `most` is below everything from `least`; with `strict` they may not meet. */
function liesBelow(most: Refinement['max'], least: Refinement['min'], strict: boolean): boolean {
  if (most === undefined || least === undefined) return false
  const order = compare(most.value, least.value)
  return order < 0 || (order === 0 && (!strict || !most.inclusive || !least.inclusive))
}

function bound(value: Val, end: 'min' | 'max'): Refinement['min'] {
  if (value.kind === 'number') return { value: value.value, inclusive: true }
  return value.kind === 'unknown' ? value.refinement?.[end] : undefined
}

function equality(tree: Tree, node: Node, left: Val, right: Val, scope: Scope): Val {
  const origin = originAt(scope, 'operator', tree, node, { inputs: originsOf([left, right]) })
  const answer = equal(left, right)
  const marks = marksOfEqual(left, right, scope.world.version.shallowNull)
  if (answer === 'unknown') {
    return unknown(boolType, causesOf([left, right]), { notNull: true }, origin, marks)
  }
  return bool((answer === 'yes') === (tree.extras[node] === operator.equal), origin, marks)
}

function operandFailure(scope: Scope, tree: Tree, operand: Node, which: string, { detail }: Problem): Val {
  const one = problem('Invalid operand', `Unsuitable value for ${which} operand: ${detail}.`)
  return fail(scope, tree, operand, one)
}

function failed(scope: Scope, tree: Tree, node: Node): Val {
  return fail(
    scope,
    tree,
    node,
    problem('Operation failed', 'Error during operation: argument must not be null.'),
  )
}

/** `c ? a : b`. Both sides are evaluated, since both decide the type; only the chosen one's problems count. */
export function evaluateConditional(tree: Tree, node: Node, scope: Scope): Val {
  const conditionNode = firstChild(tree, node)
  const yesNode = nextSibling(tree, conditionNode)
  const noNode = nextSibling(tree, yesNode)
  const yes = side(tree, yesNode, scope)
  const no = side(tree, noNode, scope)
  const type = conditionalType(yes.value, no.value)
  if (type === undefined) {
    return fail(scope, tree, node, inconsistent(yes.value, no.value))
  }
  const given = valueOf(tree, conditionNode, scope)
  if (given.kind === 'null') {
    fail(
      scope,
      tree,
      conditionNode,
      problem('Null condition', 'The condition value is null. Conditions must either be true or false.'),
    )
    return unknown(type, [{ kind: 'error', what: 'Null condition' }])
  }
  // What isn't known yet is not looked at more closely: Terraform leaves it undecided, whatever its type.
  const condition = given.kind === 'unknown' ? given : convert(given, boolType)
  if (isProblem(condition)) {
    const detail = 'The condition expression must be of type bool.'
    fail(scope, tree, conditionNode, problem('Incorrect condition type', detail))
    return unknown(type, [{ kind: 'error', what: 'Incorrect condition type' }])
  }
  const under = originAt(scope, 'conditional', tree, conditionNode, {
    inputs: originsOf([given]),
    under: scope.under,
  })
  if (condition.kind !== 'bool') {
    const value = undecided(condition, yes.value, no.value, type)
    const inputs = originsOf([yes.value, no.value])
    return withOrigin(value, originAt(scope, 'operator', tree, node, { inputs, under }))
  }
  const chosen = condition.value ? yes : no
  scope.run.diagnostics.push(...chosen.scope.run.diagnostics)
  const value = convert(chosen.value, type)
  if (isProblem(value)) return fail(scope, tree, node, inconsistent(yes.value, no.value))
  const inputs = originsOf([value])
  return withOrigin(
    // Terraform does not tell which side was taken when either is marked.
    withMarks(value, condition.marks | yes.value.marks | no.value.marks),
    originAt(scope, 'conditional', tree, node, { inputs, under }),
  )
}

function side(tree: Tree, node: Node, scope: Scope): { value: Val; scope: Scope } {
  const { world, frame, under, run, evaluate } = scope
  const own = { world, frame, under, run: { diagnostics: [], depth: run.depth }, evaluate }
  return { value: valueOf(tree, node, own), scope: own }
}

function conditionalType(yes: Val, no: Val): Type | undefined {
  if (isUntypedNull(yes)) return typeOf(no)
  if (isUntypedNull(no)) return typeOf(yes)
  const a = typeOf(yes)
  const b = typeOf(no)
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return dynamicType
  return unify([a, b])
}

function isUntypedNull(value: Val): boolean {
  return value.kind === 'null' && value.type.kind === 'dynamic' && value.marks === 0
}

function inconsistent(yes: Val, no: Val): Problem {
  return problem(
    'Inconsistent conditional result types',
    `The true and false result expressions must have consistent types. The 'true' value is ${friendlyName(typeOf(yes))}, but the 'false' value is ${friendlyName(typeOf(no))}.`,
  )
}

function undecided(condition: Val, yes: Val, no: Val, type: Type): Val {
  const marks = condition.marks | yes.marks | no.marks
  if (yes.kind === 'null' && no.kind === 'null') return nullOf(type, 0, marks)
  const refinement = commonRefinement(yes, no)
  const value = refine(unknown(type, causesOf([condition]), undefined, 0, marks), refinement)
  if (value.kind !== 'unknown' || ![yes, no].every(isChoice)) return value
  return { ...value, outline: { kind: 'choice', values: [yes, no] } }
}

/** What is remembered of either side: one value, or again what is chosen from. */
function isChoice(value: Val): boolean {
  if (value.kind === 'unknown') return value.outline?.kind === 'choice'
  return ['string', 'number', 'bool', 'null'].includes(value.kind)
}

/** What is true of both sides is true of the result. */
function commonRefinement(yes: Val, no: Val): Refinement | undefined {
  const notNull = isNotNull(yes) && isNotNull(no)
  const common: { -readonly [Key in keyof Refinement]: Refinement[Key] } = {}
  if (notNull) common.notNull = true
  if (typeOf(yes).kind === 'number' && typeOf(no).kind === 'number') {
    const min = outer(bound(yes, 'min'), bound(no, 'min'), -1)
    const max = outer(bound(yes, 'max'), bound(no, 'max'), 1)
    if (min) common.min = min
    if (max) common.max = max
  }
  const [a, b] = [lengthBounds(yes), lengthBounds(no)]
  if (a && b && sameType(typeOf(yes), typeOf(no))) {
    common.minLength = Math.min(a[0], b[0])
    if (Number.isFinite(Math.max(a[1], b[1]))) common.maxLength = Math.max(a[1], b[1])
  }
  return Object.keys(common).length === 0 ? undefined : common
}

function outer(a: Refinement['min'], b: Refinement['min'], sign: 1 | -1): Refinement['min'] {
  if (a === undefined || b === undefined) return undefined
  const order = compare(a.value, b.value) * sign
  if (order === 0) return a.inclusive ? a : b
  return order > 0 ? a : b
}

function lengthBounds(value: Val): [number, number] | undefined {
  const { kind } = typeOf(value)
  if (kind !== 'list' && kind !== 'set' && kind !== 'map') return undefined
  if ('items' in value) return [value.items.length, value.items.length]
  if ('entries' in value) return [value.entries.size, value.entries.size]
  if (value.kind !== 'unknown') return [0, Number.POSITIVE_INFINITY]
  return [value.refinement?.minLength ?? 0, value.refinement?.maxLength ?? Number.POSITIVE_INFINITY]
}

function isNotNull(value: Val): boolean {
  if (value.kind === 'unknown') return value.refinement?.notNull === true
  return value.kind !== 'null'
}
