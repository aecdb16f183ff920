import { withMarks } from '../mark.ts'
import { problem } from '../problem.ts'
import { firstChild, nextSibling, type Node, type Tree } from '../tree.ts'
import { dynamicType, listOf, tupleOf, type Type } from '../types.ts'
import { list, tuple, typeOf, unknown, type Val } from '../value.ts'
import { unify } from '../unify.ts'
import { causesOf } from './because.ts'
import { originsOf } from './construct.ts'
import { fail, originAt, valueOf, withName, withOrigin, type Scope } from './scope.ts'

/** `x[*].y` and `x.*.y`: over sequences; another value counts as the only item, null as none. */
export function evaluateSplat(tree: Tree, node: Node, scope: Scope): Val {
  const sourceNode = firstChild(tree, node)
  const each = nextSibling(tree, sourceNode)
  const errors = scope.run.diagnostics.length
  const source = valueOf(tree, sourceNode, scope)
  if (scope.run.diagnostics.length > errors) return unknown(dynamicType, causesOf([source]))
  const sequence = source.kind === 'tuple' || isSequence(typeOf(source))
  if (source.kind === 'null') {
    if (!sequence) return tuple([], source.origin, source.marks)
    const detail = 'Splat expressions (with the * symbol) cannot be applied to null sequences.'
    return fail(scope, tree, sourceNode, problem('Splat of null value', detail))
  }
  if (source.kind === 'unknown') return overUnknown(tree, each, source, sequence, scope)
  const items = 'items' in source ? source.items : [source]
  return overItems(
    tree,
    [node, each],
    items.map((item) => within(item, source)),
    source,
    scope,
  )
}

function overItems(
  tree: Tree,
  [node, each]: [Node, Node],
  items: readonly Val[],
  source: Val,
  scope: Scope,
): Val {
  const errors = scope.run.diagnostics.length
  const made = items.map((item) => valueOf(tree, each, withName(scope, '*', item)))
  const { marks } = source
  const isList = source.kind === 'list' || source.kind === 'set'
  // The type of no items is that of one of which nothing is known but its type; what is wrong with that one is told.
  const none = isList && made.length === 0 ? [unknown(source.element, [])] : []
  const types = [...made, ...none.map((item) => valueOf(tree, each, withName(scope, '*', item)))].map(typeOf)
  if (scope.run.diagnostics.length > errors) {
    return unknown(dynamicType, [{ kind: 'error', what: 'splat' }], undefined, 0, marks)
  }
  const under = originAt(scope, 'loop', tree, node, { inputs: originsOf([source]), under: scope.under })
  const origin = originAt(scope, 'loop', tree, node, { inputs: originsOf(made), under })
  if (isList) return list(unify(types) ?? dynamicType, made, origin, marks)
  const result = tuple(made, origin, marks)
  return source.kind === 'tuple' && source.open !== undefined ? { ...result, open: source.open } : result
}

function overUnknown(
  tree: Tree,
  each: Node,
  source: Extract<Val, { kind: 'unknown' }>,
  sequence: boolean,
  scope: Scope,
): Val {
  const { type } = source
  if (type.kind === 'dynamic') return source
  const typeOfEach = (element: Type): Type =>
    typeOf(valueOf(tree, each, withName(scope, '*', unknown(element, source.because))))
  if (!sequence) {
    // Whether the one item is there depends on whether it will be null.
    const item = withName(scope, '*', source)
    const made = valueOf(tree, each, item)
    if (source.refinement?.notNull === true) return tuple([made], source.origin, source.marks)
    return unknown(dynamicType, source.because, undefined, source.origin, source.marks)
  }
  const result =
    type.kind === 'tuple'
      ? tupleOf(type.elements.map(typeOfEach))
      : listOf(typeOfEach(type.kind === 'list' || type.kind === 'set' ? type.element : dynamicType))
  const made = unknown(result, source.because, { notNull: true }, source.origin, 0)
  return withMarks(made, source.marks)
}

function isSequence(type: Type): boolean {
  return type.kind === 'tuple' || type.kind === 'list' || type.kind === 'set'
}

function within(item: Val, source: Val): Val {
  return item.origin === 0 ? withOrigin(item, source.origin) : item
}
