import type { OriginId } from '../../../kernel/origin.ts'
import { convert } from '../convert.ts'
import { friendlyName } from '../json-type.ts'
import { withMarks } from '../mark.ts'
import { fromLength } from '../number.ts'
import { problem } from '../problem.ts'
import { childrenOf, firstChild, literalText, nodeKind, type Node, type Tree } from '../tree.ts'
import { boolType, dynamicType, stringType } from '../types.ts'
import { number, object, string, tuple, typeOf, unknown, type Val } from '../value.ts'
import { causesOf } from './because.ts'
import { originsOf } from './construct.ts'
import { fail, isProblem, originAt, valueOf, withName, withOrigin, type Scope } from './scope.ts'

/** How many conditions a for expression's origin names. */
const mostConditions = 64

/** The parts of a for expression as nodes. */
interface For {
  readonly names: readonly string[]
  readonly collection: Node
  readonly key: Node | undefined
  readonly value: Node
  readonly condition: Node | undefined
}

/** `[for …]` gives a tuple, `{for …}` an object; never a list or a map. */
export function evaluateFor(tree: Tree, node: Node, scope: Scope): Val {
  const parts = partsOf(tree, node)
  const collection = valueOf(tree, parts.collection, scope)
  const items = itemsOf(tree, parts.collection, collection, scope)
  const loop = new Loop(tree, parts, scope, tree.extras[node] === 1)
  const isTried = items !== undefined || mayIterate(collection)
  if (isTried && !loop.tryCondition()) return unknown(dynamicType, causesOf(loop.unknown))
  if (items === undefined) {
    const marks = mayIterate(collection) ? collection.marks | loop.marks : 0
    return unknown(dynamicType, causesOf([collection]), undefined, 0, marks)
  }
  loop.marks = 0
  for (const item of items) loop.visit(item)
  const conditions = loop.conditions.slice(0, mostConditions)
  const under = originAt(scope, 'loop', tree, parts.collection, {
    inputs: [...originsOf([collection]), ...conditions],
    under: scope.under,
  })
  const made = loop.result()
  const marks = collection.marks | loop.marks
  if (made === undefined) return unknown(dynamicType, causesOf(loop.unknown), undefined, 0, marks)
  const inputs = originsOf(made.kind === 'tuple' ? made.items : [...made.entries.values()])
  return withOrigin(withMarks(made, marks), originAt(scope, 'loop', tree, node, { inputs, under }))
}

function partsOf(tree: Tree, node: Node): For {
  const children = childrenOf(tree, node)
  const last = children.at(-1) ?? -1
  const condition = tree.kinds[last] === nodeKind.forCondition ? last : undefined
  const rest = condition === undefined ? children : children.slice(0, -1)
  const withKey = tree.kinds[node] === nodeKind.forObject
  const bodyLength = withKey ? 3 : 2
  const names = rest.slice(0, -bodyLength).map((name) => literalText(tree, name))
  const [collection = -1, first = -1, second = -1] = rest.slice(-bodyLength)
  return {
    names,
    collection,
    key: withKey ? first : undefined,
    value: withKey ? second : first,
    condition: condition === undefined ? undefined : firstChild(tree, condition),
  }
}

/** One run over a collection: what it made so far, and whether that is known. */
class Loop {
  readonly conditions: OriginId[] = []
  readonly unknown: Val[] = []
  marks = 0
  readonly #tree: Tree
  readonly #parts: For
  readonly #scope: Scope
  readonly #values: Val[] = []
  readonly #groups = new Map<string, Val[]>()
  readonly #grouping: boolean

  constructor(tree: Tree, parts: For, scope: Scope, grouping: boolean) {
    this.#tree = tree
    this.#parts = parts
    this.#scope = scope
    this.#grouping = grouping
  }

  /** A condition that is wrong for any item is told though there is no item; it marks a result that isn't known. */
  tryCondition(): boolean {
    if (this.#parts.condition === undefined) return true
    const errors = this.#scope.run.diagnostics.length
    const item = unknown(dynamicType, [])
    this.#decide(this.#parts.condition, this.#within(item, item))
    this.unknown.splice(0)
    return this.#scope.run.diagnostics.length === errors
  }

  visit([key, value]: readonly [Val, Val]): void {
    const scope = this.#within(key, value)
    const { condition } = this.#parts
    if (condition !== undefined && !this.#decide(condition, scope)) return
    if (this.#parts.key === undefined) {
      this.#values.push(valueOf(this.#tree, this.#parts.value, scope))
      return
    }
    const name = this.#key(this.#parts.key, scope)
    if (name === undefined) return
    const made = valueOf(this.#tree, this.#parts.value, scope)
    const group = this.#groups.get(name)
    if (group === undefined) this.#groups.set(name, [made])
    else group.push(made)
    if (group?.length === 2 && !this.#grouping) this.#duplicate(name)
  }

  #within(key: Val, value: Val): Scope {
    const [first = '', second] = this.#parts.names
    if (second === undefined) return withName(this.#scope, first, value)
    return withName(withName(this.#scope, first, key), second, value)
  }

  /** The tuple or object, or undefined when it cannot be known. */
  result(): Extract<Val, { kind: 'tuple' | 'object' }> | undefined {
    if (this.unknown.length > 0) return undefined
    if (this.#parts.key === undefined) return tuple(this.#values)
    const entries = new Map<string, Val>()
    for (const [name, values] of this.#groups) {
      const [first] = values
      if (this.#grouping) entries.set(name, tuple(values, this.#groupOrigin(values)))
      else if (first !== undefined) entries.set(name, first)
    }
    return object(entries)
  }

  #groupOrigin(values: readonly Val[]): OriginId {
    return originAt(this.#scope, 'loop', this.#tree, this.#parts.value, { inputs: originsOf(values) })
  }

  #duplicate(name: string): void {
    const detail = `Two different items produced the key "${name}" in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`
    const one = problem('Duplicate object key', detail)
    this.unknown.push(fail(this.#scope, this.#tree, this.#parts.key ?? -1, one))
  }

  /** Once the result is unknown, what else is wrong with keys and conditions is not told, as in Terraform. */
  #refuse(node: Node, summary: string, detail: string): void {
    if (this.unknown.length > 0) return
    this.unknown.push(fail(this.#scope, this.#tree, node, problem(summary, detail)))
  }

  /** Whether an item is taken. */
  #decide(node: Node, scope: Scope): boolean {
    const given = valueOf(this.#tree, node, scope)
    if (given.kind === 'null') {
      this.#refuse(node, 'Condition is null', "The value of the 'if' clause must not be null.")
      return false
    }
    if (given.origin !== 0 && this.conditions.length < mostConditions) this.conditions.push(given.origin)
    const include = convert(given, boolType)
    if (isProblem(include)) {
      this.#refuse(node, "Invalid 'for' condition", `The 'if' clause value is invalid: ${include.detail}.`)
      return false
    }
    this.marks |= include.marks
    if (include.kind !== 'bool') this.unknown.push(include)
    return include.kind === 'bool' && include.value
  }

  #key(node: Node, scope: Scope): string | undefined {
    const given = valueOf(this.#tree, node, scope)
    this.marks |= given.marks
    if (given.kind === 'null') {
      this.#refuse(
        node,
        'Invalid object key',
        "Key expression in 'for' expression must not produce a null value.",
      )
      return undefined
    }
    const key = convert(given, stringType)
    if (isProblem(key)) {
      this.#refuse(
        node,
        'Invalid object key',
        `The key expression produced an invalid result: ${key.detail}.`,
      )
      return undefined
    }
    if (key.kind === 'string') return key.value
    this.unknown.push(key)
    return undefined
  }
}

/** The pairs that a `for` goes over, or undefined when the collection isn't known or isn't one (then it is reported). */
export function itemsOf(
  tree: Tree,
  node: Node,
  collection: Val,
  scope: Scope,
): Iterable<readonly [Val, Val]> | undefined {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.items.map((item, position) => [
        number(fromLength(position), 0),
        within(item, collection),
      ])
    case 'set':
      return collection.items.map((item) => [within(item, collection), within(item, collection)])
    case 'map':
    case 'object': {
      // Keys depend on which entries there are, not on their values.
      const keys = originAt(scope, 'shape', tree, node, { inputs: originsOf([collection]) })
      return Array.from(collection.entries, ([key, value]) => [string(key, keys), within(value, collection)])
    }
    case 'unknown':
      if (canIterate(collection.type.kind)) return undefined
      notIterable(tree, node, collection, scope)
      return undefined
    case 'null': {
      const detail = "A null value cannot be used as the collection in a 'for' expression."
      fail(scope, tree, node, problem('Iteration over null value', detail))
      return undefined
    }
    default:
      notIterable(tree, node, collection, scope)
      return undefined
  }
}

/** Whether an unknown collection is known to be one. */
function mayIterate(collection: Val): boolean {
  if (collection.kind !== 'unknown') return false
  const { kind } = collection.type
  return kind !== 'dynamic' && canIterate(kind)
}

function canIterate(kind: string): boolean {
  return kind !== 'string' && kind !== 'number' && kind !== 'bool'
}

function notIterable(tree: Tree, node: Node, collection: Val, scope: Scope): void {
  const detail = `A value of type ${friendlyName(typeOf(collection))} cannot be used as the collection in a 'for' expression.`
  fail(scope, tree, node, problem('Iteration over non-iterable value', detail))
}

function within(item: Val, collection: Val): Val {
  return item.origin === 0 ? withOrigin(item, collection.origin) : item
}
