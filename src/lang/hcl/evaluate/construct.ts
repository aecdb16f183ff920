import type { OriginId } from '../../../kernel/origin.ts'
import { convert } from '../convert.ts'
import { problem } from '../problem.ts'
import { firstChild, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'
import { dynamicType, stringType } from '../types.ts'
import { object, tuple, unknown, type Val } from '../value.ts'
import { causesOf } from './because.ts'
import { fail, isProblem, originAt, valueOf, withOrigin, type Scope } from './scope.ts'

/** `[a, b]`: always a tuple. */
export function evaluateTuple(tree: Tree, node: Node, scope: Scope): Val {
  const items: Val[] = []
  for (let child = firstChild(tree, node); child !== -1; child = nextSibling(tree, child)) {
    items.push(valueOf(tree, child, scope))
  }
  return tuple(items, originAt(scope, 'construct', tree, node, { inputs: originsOf(items) }))
}

/** `{a = b}`: always an object. The last of equal keys wins; a key that is not known makes all of it unknown. */
export function evaluateObject(tree: Tree, node: Node, scope: Scope): Val {
  const entries = new Map<string, Val>()
  const overridden = new Map<string, OriginId[]>()
  const unknownKeys: Val[] = []
  let marks = 0
  for (let item = firstChild(tree, node); item !== -1; item = nextSibling(tree, item)) {
    const keyNode = firstChild(tree, item)
    const key = keyOf(tree, keyNode, scope)
    const value = valueOf(tree, nextSibling(tree, keyNode), scope)
    marks |= key.marks
    if (key.kind !== 'string') {
      unknownKeys.push(key)
      continue
    }
    const before = entries.get(key.value)
    if (before !== undefined && tree.file.endsWith('.json')) {
      const detail = `A property named "${key.value}" is defined already in this object.`
      fail(scope, tree, keyNode, problem('Duplicate object attribute', detail))
    }
    if (before !== undefined) overridden.set(key.value, [before.origin, ...(overridden.get(key.value) ?? [])])
    entries.set(key.value, value)
  }
  if (unknownKeys.length > 0) return unknown(dynamicType, causesOf(unknownKeys))
  for (const [key, losers] of overridden) {
    const winner = entries.get(key)
    if (winner === undefined) continue
    const links = { inputs: [winner.origin], losers }
    entries.set(key, withOrigin(winner, originAt(scope, 'merge', tree, node, links)))
  }
  const origin = originAt(scope, 'construct', tree, node, { inputs: originsOf([...entries.values()]) })
  return object(entries, origin, marks)
}

function keyOf(tree: Tree, node: Node, scope: Scope): Val {
  if (isTraversal(tree, node)) {
    const detail =
      "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal."
    return fail(scope, tree, node, problem('Ambiguous attribute key', detail))
  }
  const key = valueOf(tree, node, scope)
  if (key.kind === 'null') {
    return fail(scope, tree, node, problem('Null value as key', "Can't use a null value as a key."))
  }
  if (key.kind === 'string') return key
  const text = convert(key, stringType)
  if (!isProblem(text)) return text
  return fail(
    scope,
    tree,
    node,
    problem('Incorrect key type', `Can't use this value as a key: ${text.detail}.`),
  )
}

/** `a.b` as a key may be meant as a name or as a reference. */
function isTraversal(tree: Tree, node: Node): boolean {
  const steps: readonly (number | undefined)[] = [nodeKind.getAttribute, nodeKind.index, nodeKind.legacyIndex]
  let root = node
  while (steps.includes(tree.kinds[root])) root = firstChild(tree, root)
  return root !== node && tree.kinds[root] === nodeKind.variable
}

/** The origins of values, for the links of what is made of them. */
export function originsOf(values: readonly Val[]): OriginId[] {
  const origins: OriginId[] = []
  for (const value of values) if (value.origin !== 0) origins.push(value.origin)
  return origins
}
