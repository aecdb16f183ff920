import type { Attribute, Block, Body, Expression } from '../../../lang/hcl/body.ts'
import { referencesOf, type StaticReference } from '../../../lang/hcl/evaluate/index.ts'
import type { Tree } from '../../../lang/hcl/tree.ts'
import type { ResourceConfig } from '../config/config.ts'
import { dependenciesIn } from './dependencies.ts'

/** A reference and the tree it stands in. */
export interface Mention extends StaticReference {
  readonly tree: Tree
}

const kept = new WeakMap<object, readonly Mention[]>()
const nested = new Map([
  ['dynamic', 1],
  ['lifecycle', 0],
  ['provisioner', 1],
  ['connection', 0],
])
/** Arguments of `lifecycle` and of resources that hold names of other kinds than values. */
const namesOnly = new Set([
  'ignore_changes',
  'create_before_destroy',
  'prevent_destroy',
  'provider',
  'when',
  'on_failure',
])

/** What an expression refers to; kept, since many calls of a module share its expressions. */
export function mentionsOf(attribute: Attribute | undefined): readonly Mention[] {
  return attribute === undefined ? [] : remembered(attribute, () => inAttribute(attribute))
}

/** What a resource's whole block refers to: arguments, nested and dynamic blocks, conditions, depends_on. */
export function mentionsIn(resource: Pick<ResourceConfig, 'body'>): readonly Mention[] {
  return remembered(resource, () => inBody(resource.body))
}

function remembered(key: object, make: () => readonly Mention[]): readonly Mention[] {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make()
  kept.set(key, made)
  return made
}

function inAttribute(attribute: Attribute): Mention[] {
  if (attribute.name !== 'depends_on') return inExpression(attribute.expression)
  return (dependenciesIn(attribute) ?? []).flatMap(inExpression)
}

function inExpression(expression: Expression): Mention[] {
  return referencesOf(expression).map((one) => ({ ...one, tree: expression.tree }))
}

/** Iterative, since blocks may be nested as deep as someone likes. */
function inBody(body: Body): Mention[] {
  const found: Mention[] = []
  const open: { readonly body: Body; readonly hidden: ReadonlySet<string> }[] = [{ body, hidden: new Set() }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { hidden } = one
    const { attributes, blocks } = one.body.content(nested)
    for (const attribute of attributes.values()) {
      if (namesOnly.has(attribute.name)) continue
      found.push(...inAttribute(attribute).filter(({ root }) => !hidden.has(root)))
    }
    for (const block of blocks.toReversed())
      open.push({ body: block.body, hidden: iteratorsOf(block, hidden) })
  }
  return found
}

/** A dynamic block brings in the name of its iterator. */
function iteratorsOf(block: Block, hidden: ReadonlySet<string>): ReadonlySet<string> {
  if (block.type !== 'dynamic') return hidden
  const iterator = block.body.content(new Map([['content', 0]])).attributes.get('iterator')
  const name = iterator && inExpression(iterator.expression)[0]?.root
  return new Set([...hidden, name ?? block.labels[0] ?? ''])
}
