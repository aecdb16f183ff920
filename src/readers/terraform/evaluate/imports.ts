import type { Block } from '../../../lang/hcl/body.ts'
import { evaluate, withName, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import { firstChild, nextSibling, nodeKind, sourceOf } from '../../../lang/hcl/tree.ts'
import { object, string, type Val } from '../../../lang/hcl/value.ts'
import { refuse } from '../problems.ts'
import { attributeValue } from './attribute.ts'
import { keyText, once } from './session.ts'

/** The resource that an import block is for, as `type.name`; undefined when it is in a module or isn't said. */
export function importTarget({ body }: Block): string | undefined {
  const to = body.content(new Map()).attributes.get('to')
  if (to === undefined) return undefined
  const { tree, node } = to.expression
  return sourceOf(tree, node).replaceAll('"', '').split('[')[0]
}

/** The ids that an import block gives, by address. What it names must be known before anything is planned. */
export function importedIds(block: Block, scope: Scope): ReadonlyMap<string, Val> {
  const { attributes } = block.body.content(new Map())
  const to = attributes.get('to')
  const id = attributes.get('id')
  const forEach = attributes.get('for_each')
  const found = new Map<string, Val>()
  if (to === undefined || id === undefined) return found
  for (const each of forEach === undefined ? [scope] : scopesOf(attributeValue(forEach, scope), scope)) {
    const value = attributeValue(id, each)
    const why = unsuitable(value)
    if (why !== undefined) scope.run.diagnostics.push(refuse('Invalid import id argument', why, id.span))
    const { tree, node } = to.expression
    const indexed = tree.kinds[node] === nodeKind.index
    const target = firstChild(tree, node)
    const base = indexed ? sourceOf(tree, target) : sourceOf(tree, node)
    const key = indexed ? evaluate({ tree, node: nextSibling(tree, target) }, each) : undefined
    const text = key === undefined ? '' : keyOf(key)
    if (text !== undefined) found.set(`${base}${text}`, value)
  }
  return found
}

function scopesOf(collection: Val, scope: Scope): readonly Scope[] {
  const pairs: readonly (readonly [string, Val])[] =
    'entries' in collection
      ? [...collection.entries]
      : 'items' in collection
        ? collection.items.map((item) => [item.kind === 'string' ? item.value : '', item])
        : []
  return pairs.map(([key, value]) =>
    withName(
      scope,
      'each',
      object(
        new Map<string, Val>([
          ['key', string(key, collection.origin)],
          ['value', value],
        ]),
      ),
    ),
  )
}

function keyOf(key: Val): string | undefined {
  if (key.kind === 'string') return keyText({ ...once, key: key.value })
  return key.kind === 'number' ? keyText({ ...once, key: Number(key.value) }) : undefined
}

function unsuitable(value: Val): string | undefined {
  if (value.kind === 'null') return 'The import ID cannot be null.'
  if (value.kind === 'string' && value.value === '')
    return 'The import ID value evaluates to an empty string, please provide a non-empty value.'
  if (value.kind !== 'unknown' || !value.because.every(({ kind }) => kind === 'computed')) return undefined
  return 'The import block "id" argument depends on resource attributes that cannot be determined until apply, so Terraform cannot plan to import this resource.'
}
