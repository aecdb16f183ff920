import type { Attribute, Block, Body } from '../../../lang/hcl/body.ts'
import { referencesOf, type StaticReference } from '../../../lang/hcl/evaluate/index.ts'
import type { ResourceConfig } from '../config/config.ts'
import { dependenciesIn } from './dependencies.ts'

const kept = new WeakMap<object, readonly StaticReference[]>()
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
export function mentionsOf(attribute: Attribute | undefined): readonly StaticReference[] {
  return attribute === undefined ? [] : remembered(attribute, () => inAttribute(attribute))
}

/** What a resource's whole block refers to: arguments, nested and dynamic blocks, conditions, depends_on. */
export function mentionsIn(resource: Pick<ResourceConfig, 'body'>): readonly StaticReference[] {
  return remembered(resource, () => inBody(resource.body))
}

function remembered(key: object, make: () => readonly StaticReference[]): readonly StaticReference[] {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make()
  kept.set(key, made)
  return made
}

function inAttribute(attribute: Attribute): readonly StaticReference[] {
  if (attribute.name !== 'depends_on') return referencesOf(attribute.expression)
  return (dependenciesIn(attribute) ?? []).flatMap(referencesOf)
}

/** Iterative, since blocks may be nested as deep as someone likes. */
function inBody(body: Body): StaticReference[] {
  const found: StaticReference[] = []
  const open: { readonly body: Body; readonly hidden: ReadonlySet<string> }[] = [{ body, hidden: new Set() }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { hidden } = one
    const { attributes, blocks } = one.body.content(nested)
    for (const attribute of attributes.values()) {
      if (namesOnly.has(attribute.name)) continue
      for (const mention of inAttribute(attribute)) if (!hidden.has(mention.root)) found.push(mention)
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
  const name = iterator && referencesOf(iterator.expression)[0]?.root
  return new Set([...hidden, name ?? block.labels[0] ?? ''])
}
