import type { Attribute, Block } from '../../../lang/hcl/body.ts'
import { spanOf, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import { childrenOf, nodeKind, sourceOf, type Node, type Tree } from '../../../lang/hcl/tree.ts'
import { object, string, tuple, type Val } from '../../../lang/hcl/value.ts'
import { attributeValue } from './attribute.ts'
import { textOf } from './static.ts'

/**
 * What a resource says about itself beside its arguments: `{ lifecycle }`. Arguments that name attributes
 * (`ignore_changes`) are their texts, since the language never evaluates them.
 *
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
export function settingsOf(lifecycle: Block | undefined, scope: Scope): Val | undefined {
  if (lifecycle === undefined) return undefined
  const { attributes } = lifecycle.body.content(conditions)
  const entries = new Map<string, Val>()
  for (const [name, attribute] of attributes) {
    entries.set(name, names.has(name) ? namesIn(attribute, scope) : attributeValue(attribute, scope))
  }
  const inputs = [...entries.values()].map(({ origin }) => origin).filter((origin) => origin !== 0)
  const origin = scope.world.origins.at('construct', lifecycle.span, { inputs, under: scope.under })
  return object(new Map([['lifecycle', object(entries, origin)]]), origin)
}

/** With the identifier by which an `import` block brings the resource into the state: `{ lifecycle, import }`. */
export function withImport(settings: Val | undefined, id: Val): Val {
  const entries = settings?.kind === 'object' ? [...settings.entries] : []
  return object(new Map([...entries, ['import', id]]), settings?.origin ?? id.origin)
}

const conditions = new Map([
  ['precondition', 0],
  ['postcondition', 0],
])

/** Arguments whose value is names, not what the names stand for. */
const names: ReadonlySet<string> = new Set(['ignore_changes', 'replace_triggered_by'])

function namesIn({ expression: { tree, node } }: Attribute, { world: { origins }, under }: Scope): Val {
  const one = (item: Node): Val =>
    string(nameText(tree, item), origins.at('literal', spanOf(tree, item), { under }))
  if (tree.kinds[node] !== nodeKind.tuple) return one(node)
  const items = childrenOf(tree, node).map(one)
  const inputs = items.map(({ origin }) => origin)
  return tuple(items, origins.at('construct', spanOf(tree, node), { inputs, under }))
}

/** JSON syntax, and Terraform before 0.12, have names in quotes. */
function nameText(tree: Tree, node: Node): string {
  return tree.kinds[node] === nodeKind.template
    ? textOf({ expression: { tree, node } })
    : sourceOf(tree, node)
}
