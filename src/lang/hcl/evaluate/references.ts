import type { Expression } from '../body.ts'
import { firstChild, literalText, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'

/** A root name in an expression with the attribute names right after it: what it depends on. */
export interface StaticReference {
  readonly tree: Tree
  readonly root: string
  readonly names: readonly string[]
  /** The attribute name after the first index, as in `module.m[0].id`; undefined when there is none. */
  readonly afterIndex: string | undefined
  /** What kind of index comes right after the names, if any. */
  readonly index: 'none' | 'constant' | 'computed'
  /** The steps after the names, from the first index on. */
  readonly rest: readonly Node[]
  /** The node of the root name, for messages. */
  readonly node: Node
  /** The outermost node of the part that was followed. */
  readonly end: Node
}

/**
 * Everything an expression refers to outside itself, in source order; loop variables are not counted. Iterative, so
 * any depth is fine.
 */
export function referencesOf({ tree, node }: Expression): readonly StaticReference[] {
  if (tree.kinds[node] === nodeKind.number || isLiteral({ tree, node })) return nothing
  const found: StaticReference[] = []
  const open: { readonly node: Node; readonly hidden: Hidden | undefined }[] = [{ node, hidden: undefined }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const chain = chainAt(tree, one.node)
    if (chain !== undefined) {
      if (!isHidden(one.hidden, chain.root)) found.push(chain)
      for (const key of indexKeys(tree, one.node)) open.push({ node: key, hidden: one.hidden })
      continue
    }
    pushChildren(tree, one.node, one.hidden, open)
  }
  return found.length < 2 ? found : found.toSorted((left, right) => left.node - right.node)
}

/** Loop variables that hide outer names. */
interface Hidden {
  readonly name: string
  readonly parent: Hidden | undefined
}

function isHidden(hidden: Hidden | undefined, name: string): boolean {
  for (let one = hidden; one !== undefined; one = one.parent) if (one.name === name) return true
  return false
}

function chainAt(tree: Tree, node: Node): StaticReference | undefined {
  let root = node
  const inOrder: Node[] = []
  while (isStep(tree.kinds[root])) {
    inOrder.push(root)
    root = firstChild(tree, root)
  }
  if (tree.kinds[root] !== nodeKind.variable) return undefined
  inOrder.reverse()
  const names: string[] = []
  let end = root
  for (const step of inOrder) {
    if (tree.kinds[step] !== nodeKind.getAttribute) break
    names.push(nameAt(tree, step))
    end = step
  }
  const next = inOrder[names.length + 1]
  const index = indexKind(tree, inOrder[names.length])
  const afterIndex =
    next !== undefined && tree.kinds[next] === nodeKind.getAttribute ? nameAt(tree, next) : undefined
  const rest = names.length === inOrder.length ? none : inOrder.slice(names.length)
  return { tree, root: literalText(tree, root), names, afterIndex, index, rest, node: root, end }
}

const none: readonly Node[] = []

function indexKind(tree: Tree, step: Node | undefined): StaticReference['index'] {
  if (step === undefined) return 'none'
  if (tree.kinds[step] === nodeKind.legacyIndex) return 'constant'
  if (tree.kinds[step] !== nodeKind.index) return 'none'
  return isConstantKey(tree, step) ? 'constant' : 'computed'
}

const nothing: readonly StaticReference[] = []

/** Whether an expression is a truth, null or a text without anything in it, so that nothing can be wrong with it. A number may be too large. */
export function isLiteral({ tree, node }: Expression): boolean {
  switch (tree.kinds[node]) {
    case nodeKind.true:
    case nodeKind.false:
    case nodeKind.null:
      return true
    case nodeKind.template:
    case nodeKind.heredoc:
      return isPlainText(tree, node)
    default:
      return false
  }
}

function isPlainText(tree: Tree, template: Node): boolean {
  for (let part = firstChild(tree, template); part !== -1; part = nextSibling(tree, part)) {
    if (tree.kinds[part] !== nodeKind.text) return false
  }
  return true
}

/** Whether an index step's key is a number or a plain string. */
export function isConstantKey(tree: Tree, step: Node): boolean {
  const key = nextSibling(tree, firstChild(tree, step))
  if (tree.kinds[key] === nodeKind.number) return true
  return tree.kinds[key] === nodeKind.template && isPlainText(tree, key)
}

function nameAt(tree: Tree, step: Node): string {
  return literalText(tree, nextSibling(tree, firstChild(tree, step)))
}

function isStep(kind: number | undefined): boolean {
  return kind === nodeKind.getAttribute || kind === nodeKind.index || kind === nodeKind.legacyIndex
}

function indexKeys(tree: Tree, node: Node): Node[] {
  const keys: Node[] = []
  for (let at = node; isStep(tree.kinds[at]); at = firstChild(tree, at)) {
    if (tree.kinds[at] === nodeKind.index) keys.push(nextSibling(tree, firstChild(tree, at)))
  }
  return keys
}

function pushChildren(
  tree: Tree,
  node: Node,
  hidden: Hidden | undefined,
  open: { node: Node; hidden: Hidden | undefined }[],
): void {
  const kind = tree.kinds[node]
  const isLoop = kind === nodeKind.forTuple || kind === nodeKind.forObject || kind === nodeKind.forDirective
  if (!isLoop) {
    const skipsName = kind === nodeKind.call || kind === nodeKind.getAttribute
    let child = firstChild(tree, node)
    if (skipsName && kind === nodeKind.call) {
      const isConvert = /^(?:core::)?convert$/u.test(literalText(tree, child))
      child = nextSibling(tree, child)
      // Its second argument is a type, whose words are no names.
      if (isConvert && child !== -1) {
        open.push({ node: child, hidden })
        return
      }
    }
    for (; child !== -1; child = nextSibling(tree, child)) open.push({ node: child, hidden })
    return
  }
  let inner = hidden
  let collectionSeen = false
  for (let child = firstChild(tree, node); child !== -1; child = nextSibling(tree, child)) {
    if (!collectionSeen && tree.kinds[child] === nodeKind.identifier) {
      inner = { name: literalText(tree, child), parent: inner }
      continue
    }
    // The collection itself is outside the loop.
    open.push({ node: child, hidden: collectionSeen ? inner : hidden })
    collectionSeen = true
  }
}
