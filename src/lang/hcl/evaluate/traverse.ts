import { steps as stepKinds, type OriginId, type OriginLinks } from '../../../kernel/origin.ts'
import { asInteger, compare, isInteger, parseNumber } from '../number.ts'
import { convert } from '../convert.ts'
import { friendlyName } from '../json-type.ts'
import { withMarks } from '../mark.ts'
import { problem, type Problem } from '../problem.ts'
import { firstChild, literalText, nextSibling, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import { dynamicType, numberType, stringType } from '../types.ts'
import { copyOf, number, typeOf, unknown, type Val } from '../value.ts'
import { fail, inFrames, isProblem, originAt, valueOf, withOrigin, type Scope } from './scope.ts'

/** `a.b[0].c`: a root, and the steps after it. */
export function evaluateTraversal(tree: Tree, node: Node, scope: Scope): Val {
  const chain = chainOf(tree, node)
  const root = rootOf(tree, chain, scope)
  if ('kind' in root) return fail(scope, tree, chain.root, wholly(root, sourceOf(tree, node)))
  let { value } = root
  const base = value
  let through: OriginId = 0
  let { under } = scope
  for (let at = root.used; at < chain.steps.length; at++) {
    const step = chain.steps[at] ?? -1
    const key = keyOf(tree, step, scope)
    const next = takeStep(tree, step, value, key)
    if (isProblem(next) && isWrong(value)) return value
    under = chosenBy(tree, step, key, under, scope)
    if (isProblem(next)) return failedAt(tree, step, next, { inputs: [value.origin], under }, scope)
    through = containerOf(value.origin, next.origin, through, scope)
    // A part without an origin of its own comes from what its container comes from.
    value = next.origin === 0 ? withOrigin(next, value.origin) : next
  }
  if (tree.kinds[chain.root] === nodeKind.splatItem && value === base) return value
  const links = { inputs: [value.origin], through, under }
  const start = tree.starts[chain.root] ?? 0
  const end = tree.ends[node] ?? 0
  const { origins } = scope.world
  // What the tool itself gives (path.module, terraform.workspace) begins where it is mentioned.
  if (value.origin === 0) return withOrigin(value, origins.add('builtin', tree.file, start, end))
  return withOrigin(value, origins.add('reference', tree.file, start, end, links))
}

/** What is missing is the part that is asked for, such as the ARN of a resource that nothing declares. */
function wholly(one: Problem, what: string): Problem {
  return one.cause === undefined ? one : { ...one, cause: { ...one.cause, what } }
}

/** What is wrong with a value has been told, and what follows from that need not be. */
function isWrong(value: Val): boolean {
  return value.kind === 'unknown' && value.because[0]?.kind === 'error'
}

/** What `try` and `can` make of a failure comes from what has failed. */
function failedAt(tree: Tree, step: Node, one: Problem, links: OriginLinks, scope: Scope): Val {
  return withOrigin(fail(scope, tree, step, one), originAt(scope, 'reference', tree, step, links))
}

/** The container whose own hops (variables, module inputs …) a part has come through, with those of its container. */
function containerOf(container: OriginId, part: OriginId, through: OriginId, scope: Scope): OriginId {
  const { origins } = scope.world
  if (part === 0 || container === 0 || !stepKinds[origins.step(container)].identity) return through
  if (through === 0) return container
  const { file, start, end } = origins.site(container)
  return origins.add('reference', file, start, end, { inputs: [container], through })
}

interface Chain {
  readonly root: Node
  readonly steps: readonly Node[]
  /** The attribute names right after the root. */
  readonly names: readonly string[]
}

const chains = new WeakMap<Tree, Map<Node, Chain>>()

/** Worked out once: the expressions of a module are evaluated for each of its instances. */
function chainOf(tree: Tree, node: Node): Chain {
  const all = chains.get(tree) ?? new Map<Node, Chain>()
  const known = all.get(node)
  if (known !== undefined) return known
  if (all.size === 0) chains.set(tree, all)
  const steps: Node[] = []
  let root = node
  while (isStep(tree.kinds[root])) {
    steps.push(root)
    root = firstChild(tree, root)
  }
  steps.reverse()
  const made = { root, steps, names: leadingNames(tree, steps) }
  all.set(node, made)
  return made
}

function isStep(kind: number | undefined): boolean {
  return kind === nodeKind.getAttribute || kind === nodeKind.index || kind === nodeKind.legacyIndex
}

function rootOf(tree: Tree, { root, names }: Chain, scope: Scope): { value: Val; used: number } | Problem {
  if (tree.kinds[root] === nodeKind.splatItem) {
    return { value: inFrames(scope, '*') ?? unknown(dynamicType, []), used: 0 }
  }
  if (tree.kinds[root] !== nodeKind.variable) return { value: valueOf(tree, root, scope), used: 0 }
  const name = literalText(tree, root)
  const local = inFrames(scope, name)
  if (local !== undefined) return { value: local, used: 0 }
  const found = scope.world.reference(name, names)
  return found
}

function leadingNames(tree: Tree, steps: readonly Node[]): string[] {
  const names: string[] = []
  for (const step of steps) {
    if (tree.kinds[step] !== nodeKind.getAttribute) break
    names.push(literalText(tree, nextSibling(tree, firstChild(tree, step))))
  }
  return names
}

/** What stands between the brackets of an index. */
function keyOf(tree: Tree, step: Node, scope: Scope): Val | undefined {
  const argument = nextSibling(tree, firstChild(tree, step))
  if (tree.kinds[step] === nodeKind.index) return valueOf(tree, argument, scope)
  if (tree.kinds[step] !== nodeKind.legacyIndex) return undefined
  const origin = originAt(scope, 'literal', tree, argument)
  return number(parseNumber(sourceOf(tree, argument)) ?? 0, origin)
}

function takeStep(tree: Tree, step: Node, value: Val, key: Val | undefined): Val | Problem {
  if (key !== undefined) return elementOf(value, key)
  return attributeOf(value, literalText(tree, nextSibling(tree, firstChild(tree, step))))
}

/** The key has chosen the element, as a condition chooses one of two. */
function chosenBy(tree: Tree, step: Node, key: Val | undefined, under: OriginId, scope: Scope): OriginId {
  const origin = key?.origin ?? 0
  if (origin === 0) return under
  const argument = nextSibling(tree, firstChild(tree, step))
  return originAt(scope, 'conditional', tree, argument, { inputs: [origin], under })
}

/** `x.name`, as hcl.GetAttr does it. */
export function attributeOf(value: Val, name: string): Val | Problem {
  switch (value.kind) {
    case 'null':
      return problem(
        'Attempt to get attribute from null value',
        'This value is null, so it does not have any attributes.',
      )
    case 'object': {
      const found = value.entries.get(name)
      if (found !== undefined) return marked(found, value)
      if (value.open !== undefined) return marked(unknown(dynamicType, [value.open]), value)
      return unsupported(`This object does not have an attribute named "${name}".`)
    }
    case 'map': {
      const found = value.entries.get(name)
      if (found !== undefined) return marked(found, value)
      return problem('Missing map element', `This map does not have an element with the key "${name}".`)
    }
    case 'unknown':
      return unknownAttribute(value, name)
    case 'tuple':
      // One block of a body without a schema may be a single object in the provider's schema.
      if (value.open !== undefined && value.items.length === 1 && value.items[0] !== undefined) {
        return attributeOf(value.items[0], name)
      }
      return noAttributes(value, name)
    default:
      return noAttributes(value, name)
  }
}

function unknownAttribute(value: Extract<Val, { kind: 'unknown' }>, name: string): Val | Problem {
  const { type } = value
  if (type.kind === 'dynamic') return value
  if (type.kind === 'map') return { ...value, type: type.element, refinement: undefined }
  if (type.kind === 'object') {
    const attribute = type.attributes.get(name)
    if (attribute !== undefined) return { ...value, type: attribute, refinement: undefined }
    return unsupported(`This object does not have an attribute named "${name}".`)
  }
  return noAttributes(value, name)
}

function noAttributes(value: Val, name: string): Problem {
  const type = typeOf(value)
  if ((type.kind === 'list' || type.kind === 'set') && type.element.kind === 'object') {
    return unsupported(
      `Can't access attributes on a ${type.kind} of objects. Did you mean to access attribute "${name}" for a specific element of the ${type.kind}, or across all elements of the ${type.kind}?`,
    )
  }
  if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool') {
    return unsupported(`Can't access attributes on a primitive-typed value (${friendlyName(type)}).`)
  }
  return unsupported('This value does not have any attributes.')
}

function unsupported(detail: string): Problem {
  return problem('Unsupported attribute', detail)
}

/** `x[key]`, as hcl.Index does it: a result that isn't known has the marks of the whole, not those of the key. */
export function elementOf(value: Val, key: Val): Val | Problem {
  if (value.kind === 'null') {
    return problem('Attempt to index null value', 'This value is null, so it does not have any indices.')
  }
  if (key.kind === 'null') return invalidIndex("Can't use a null value as an indexing key.")
  const type = typeOf(value)
  const keyType = typeOf(key)
  if (type.kind === 'dynamic' && value.kind === 'unknown') return value
  if (keyType.kind === 'dynamic') return marked(withoutMarks(key), value)
  switch (value.kind === 'tuple' || value.kind === 'object' ? value.kind : type.kind) {
    case 'list':
    case 'tuple':
      return sequenceElement(value, key)
    case 'map':
      return mapElement(value, key)
    case 'object':
      return objectElement(value, key)
    case 'set':
      return invalidIndex(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      )
    default:
      return invalidIndex('This value does not have any indices.')
  }
}

const noElement = 'The given key does not identify an element in this collection value'

function sequenceElement(value: Val, key: Val): Val | Problem {
  const position = convert(key, numberType)
  if (isProblem(position)) return invalidIndex(`${noElement}: ${position.detail}.`)
  if (position.kind === 'unknown' || value.kind === 'unknown') return unknownElement(value, position)
  if (position.kind !== 'number' || !('items' in value)) return invalidIndex(`${noElement}.`)
  if (!isInteger(position.value)) {
    return invalidIndex(
      `${noElement}: indexing a sequence requires a whole number, but the given index has a fractional part.`,
    )
  }
  if (compare(position.value, 0) < 0) {
    return invalidIndex(`${noElement}: a negative number is not a valid index for a sequence.`)
  }
  const at = Number(asInteger(position.value))
  const found = value.items[at]
  if (found !== undefined) return marked(marked(found, value), position)
  const why =
    value.items.length === 0
      ? 'the collection has no elements'
      : 'the given index is greater than or equal to the length of the collection'
  return invalidIndex(`${noElement}: ${why}.`)
}

function unknownElement(value: Val, key: Val): Val | Problem {
  const type = typeOf(value)
  const source = value.kind === 'unknown' ? value : key
  if (source.kind !== 'unknown') return source
  if (type.kind === 'tuple' && key.kind === 'number') {
    const element = type.elements[Number(asInteger(key.value) ?? -1n)]
    if (element === undefined) {
      return invalidIndex(
        `${noElement}: the given index is greater than or equal to the length of the collection.`,
      )
    }
    return { ...source, type: element, refinement: undefined }
  }
  const element = type.kind === 'list' || type.kind === 'map' ? type.element : dynamicType
  return marked({ ...source, type: element, refinement: undefined, marks: 0 }, value)
}

function mapElement(value: Val, key: Val): Val | Problem {
  const name = convert(key, stringType)
  if (isProblem(name)) return invalidIndex(`${noElement}: ${name.detail}.`)
  if (name.kind === 'unknown' || value.kind === 'unknown') return unknownElement(value, name)
  const found = name.kind === 'string' && value.kind === 'map' ? value.entries.get(name.value) : undefined
  return found === undefined ? invalidIndex(`${noElement}.`) : marked(marked(found, value), name)
}

function objectElement(value: Val, key: Val): Val | Problem {
  const name = convert(key, stringType)
  if (isProblem(name)) return invalidIndex(`${noElement}: ${name.detail}.`)
  if (name.kind === 'unknown') {
    return marked({ ...name, type: dynamicType, refinement: undefined, marks: 0 }, value)
  }
  if (name.kind !== 'string') return invalidIndex(`${noElement}.`)
  if (value.kind === 'unknown') return { ...value, type: dynamicType, refinement: undefined }
  if (value.kind === 'object') {
    const found = value.entries.get(name.value)
    if (found !== undefined) return marked(marked(found, value), name)
    if (value.open !== undefined) return marked(unknown(dynamicType, [value.open]), value)
  }
  const hint =
    key.kind === 'number'
      ? ' An object only supports looking up attributes by name, not by numeric index.'
      : ''
  return invalidIndex(`${noElement}.${hint}`)
}

function invalidIndex(detail: string): Problem {
  return problem('Invalid index', detail)
}

function withoutMarks(value: Val): Val {
  return value.marks === 0 ? value : copyOf(value, value.origin, 0)
}

/** A part has the marks of what it was taken out of. */
function marked(part: Val, whole: Val): Val {
  return whole.marks === 0 ? part : withMarks(part, whole.marks)
}
