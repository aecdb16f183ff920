import type { Expression } from '../body.ts'
import { convert } from '../convert.ts'
import type { Defaults } from '../defaults.ts'
import { problem } from '../problem.ts'
import { childrenOf, firstChild, literalText, nextSibling, nodeKind, type Node, type Tree } from '../tree.ts'
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from '../types.ts'
import type { Val } from '../value.ts'
import { parseHclExpression } from '../syntax/index.ts'
import { diagnosticOf, isProblem, spanOf, valueOf, type Scope } from './scope.ts'

/** A variable's type: what values are converted to, and the defaults of `optional()` at every depth. */
export interface TypeConstraint {
  readonly type: Type
  readonly defaults: Defaults | undefined
}

const primitives: ReadonlyMap<string, Type> = new Map([
  ['string', stringType],
  ['number', numberType],
  ['bool', boolType],
  ['any', dynamicType],
])

const collections: ReadonlyMap<string, (element: Type) => Type> = new Map([
  ['list', listOf],
  ['set', setOf],
  ['map', mapOf],
])

/** Reads a type constraint in a scope, which is that of the defaults of `optional()`; problems go to the scope's run. */
export function typeConstraintIn({ tree, node }: Expression, scope: Scope): TypeConstraint {
  return new Reader(tree, scope).read(node, 0)
}

const anything: TypeConstraint = { type: dynamicType, defaults: undefined }

class Reader {
  readonly #tree: Tree
  readonly #scope: Scope

  constructor(tree: Tree, scope: Scope) {
    this.#tree = tree
    this.#scope = scope
  }

  read(node: Node, depth: number): TypeConstraint {
    if (depth > 200) return this.#refuse(node, 'Type constraints may be nested 200 levels deep.')
    const tree = this.#tree
    switch (tree.kinds[node]) {
      case nodeKind.variable:
        return this.#keyword(node, literalText(tree, node))
      case nodeKind.template:
        return this.#quoted(node)
      case nodeKind.parenthesis:
        return this.read(firstChild(tree, node), depth + 1)
      case nodeKind.call:
        return this.#call(node, depth)
      default:
        return this.#refuse(
          node,
          'A type specification is either a primitive type keyword (bool, number, string), or a complex type constructor call, like list(string).',
        )
    }
  }

  #keyword(node: Node, name: string): TypeConstraint {
    const type = primitives.get(name)
    if (type !== undefined) return { type, defaults: undefined }
    // `list`, `set` and `map` without an element type are an old form for any element.
    const collection = collections.get(name)
    if (collection !== undefined) return { type: collection(dynamicType), defaults: undefined }
    if (name === 'object') {
      return this.#refuse(
        node,
        'The object type constructor requires one argument specifying the attribute types and values as a map.',
      )
    }
    if (name === 'tuple') {
      return this.#refuse(
        node,
        'The tuple type constructor requires one argument specifying the element types as a list.',
      )
    }
    return this.#refuse(node, `The keyword "${name}" is not a valid type specification.`)
  }

  /** In JSON syntax every type is written as a string; in native syntax quotes are refused since Terraform 0.12. */
  #quoted(node: Node): TypeConstraint {
    const [part] = childrenOf(this.#tree, node)
    const text = part === undefined ? '' : literalText(this.#tree, part)
    if (this.#tree.file.endsWith('.json')) {
      const { value: tree, diagnostics } = parseHclExpression(this.#tree.file, text)
      if (diagnostics.length === 0) return new Reader(tree, this.#scope).read(tree.root, 0)
    }
    return this.#refuse(
      node,
      `"${text}" is written in quotes, as in Terraform 0.11. Write types without quotes.`,
      'Invalid quoted type constraints',
    )
  }

  #call(node: Node, depth: number): TypeConstraint {
    const tree = this.#tree
    const [nameNode = -1, argument, more] = childrenOf(tree, node)
    const name = literalText(tree, nameNode)
    if (name === 'optional') {
      return this.#refuse(node, 'Keyword "optional" is valid only as a modifier for object type attributes.')
    }
    if (argument === undefined || more !== undefined) {
      return this.#refuse(node, `The ${name} type constructor requires one argument.`)
    }
    const collection = collections.get(name)
    if (collection !== undefined) {
      const element = this.read(argument, depth + 1)
      return {
        type: collection(element.type),
        defaults: element.defaults && { defaults: new Map(), children: new Map([['', element.defaults]]) },
      }
    }
    if (name === 'object') return this.#object(argument, depth)
    if (name === 'tuple') return this.#tuple(argument, depth)
    return this.#refuse(node, `Keyword "${name}" is not a valid type constructor.`)
  }

  #tuple(argument: Node, depth: number): TypeConstraint {
    if (this.#tree.kinds[argument] !== nodeKind.tuple) {
      return this.#refuse(argument, 'Tuple type constructor requires a list of element types.')
    }
    const elements = childrenOf(this.#tree, argument).map((element) => this.read(element, depth + 1))
    const children = new Map<string, Defaults>()
    for (const [position, { defaults }] of elements.entries()) {
      if (defaults !== undefined) children.set(String(position), defaults)
    }
    return {
      type: tupleOf(elements.map(({ type }) => type)),
      defaults: children.size === 0 ? undefined : { defaults: new Map(), children },
    }
  }

  #object(argument: Node, depth: number): TypeConstraint {
    const tree = this.#tree
    if (tree.kinds[argument] !== nodeKind.object) {
      return this.#refuse(
        argument,
        'Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.',
      )
    }
    const attributes = new Map<string, Type>()
    const optional = new Set<string>()
    const defaults = new Map<string, Val>()
    const children = new Map<string, Defaults>()
    for (const item of childrenOf(tree, argument)) {
      const keyNode = firstChild(tree, item)
      const name = this.#attributeName(keyNode)
      const attribute = this.#attribute(nextSibling(tree, keyNode), depth)
      attributes.set(name, attribute.type)
      if (attribute.optional) optional.add(name)
      if (attribute.fallback !== undefined) defaults.set(name, attribute.fallback)
      if (attribute.defaults !== undefined) children.set(name, attribute.defaults)
    }
    const sorted = new Map([...attributes].toSorted(([left], [right]) => (left < right ? -1 : 1)))
    return {
      type: objectOf(sorted, optional),
      defaults: defaults.size === 0 && children.size === 0 ? undefined : { defaults, children },
    }
  }

  #attributeName(node: Node): string {
    const tree = this.#tree
    const only = tree.kinds[node] === nodeKind.template ? firstChild(tree, node) : node
    return only === -1 ? '' : literalText(tree, only)
  }

  #attribute(node: Node, depth: number): TypeConstraint & { optional: boolean; fallback: Val | undefined } {
    const tree = this.#tree
    const isCall = tree.kinds[node] === nodeKind.call
    if (!isCall || literalText(tree, firstChild(tree, node)) !== 'optional') {
      return { ...this.read(node, depth + 1), optional: false, fallback: undefined }
    }
    const [, typeNode, fallbackNode, more] = childrenOf(tree, node)
    if (typeNode === undefined || more !== undefined) {
      const detail =
        'Optional attribute modifier requires the attribute type as its argument, and takes at most a default value besides.'
      return { ...this.#refuse(node, detail), optional: true, fallback: undefined }
    }
    const constraint = this.read(typeNode, depth + 1)
    const fallback = fallbackNode === undefined ? undefined : this.#fallback(fallbackNode, constraint)
    return { ...constraint, optional: true, fallback }
  }

  #fallback(node: Node, { type }: TypeConstraint): Val | undefined {
    const { diagnostics } = this.#scope.run
    const errors = diagnostics.length
    const value = valueOf(this.#tree, node, this.#scope)
    if (diagnostics.length > errors) return undefined
    const converted = convert(value, type)
    if (!isProblem(converted)) return converted
    const detail = `This default value is not compatible with the attribute's type constraint: ${converted.detail}.`
    diagnostics.push(
      diagnosticOf(problem('Invalid default value for optional attribute', detail), spanOf(this.#tree, node)),
    )
    return undefined
  }

  #refuse(node: Node, detail: string, summary = 'Invalid type specification'): TypeConstraint {
    this.#scope.run.diagnostics.push(diagnosticOf(problem(summary, detail), spanOf(this.#tree, node)))
    return anything
  }
}
