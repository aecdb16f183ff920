import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { spanOf } from '../../../lang/hcl/evaluate/index.ts'
import { childrenOf, firstChild, nextSibling, nodeKind, sourceOf } from '../../../lang/hcl/tree.ts'
import type { CallConfig } from '../config/config.ts'
import type { ModuleNode } from '../config/tree.ts'
import { refuse } from '../problems.ts'
import { textOf } from './static.ts'

/** What is wrong with the `providers` of a module call: an alias that the module asks for, or one that nobody declares. */
export function passedProviderProblems(call: CallConfig, module: ModuleNode): readonly Diagnostic[] {
  const child = module.children.get(call.name)
  if (child === undefined) return []
  const passed = passedIn(call)
  const wanted = [...child.config.providerAliases].filter((alias) => !passed.has(alias))
  const { tree, node } = call.providers?.expression ?? {}
  const undeclared = [...passed.values()].filter((name) => !isDeclared(name, module))
  return [
    ...wanted.map((alias) =>
      refuse(
        'Missing required provider configuration',
        `The module asks for a provider configuration "${alias}" in its configuration_aliases. Pass one in the providers argument of module "${call.name}".`,
        call.headSpan,
      ),
    ),
    ...undeclared.map((name) =>
      refuse(
        'Provider configuration not present',
        `The provider configuration ${name} that module.${call.name} is given is not declared. Declare it with a provider block that has this alias.`,
        tree === undefined || node === undefined ? call.headSpan : spanOf(tree, node),
      ),
    ),
  ]
}

/** The name inside → the name outside. */
function passedIn({ providers }: CallConfig): ReadonlyMap<string, string> {
  const passed = new Map<string, string>()
  if (providers === undefined) return passed
  const { tree, node } = providers.expression
  if (tree.kinds[node] !== nodeKind.object) return passed
  for (const item of childrenOf(tree, node)) {
    const key = firstChild(tree, item)
    const value = nextSibling(tree, key)
    passed.set(plain(sourceOf(tree, key)), plain(sourceOf(tree, value)))
  }
  return passed
}

function plain(text: string): string {
  return text.replaceAll('"', '')
}

/** Only aliases need a declaration; OpenTofu's `aws.by_region[each.key]` is one of several of an alias. */
function isDeclared(name: string, { config, parent }: ModuleNode): boolean {
  const [, provider, alias] = /^([^.[]+)\.([^.[]+)/u.exec(name) ?? []
  if (alias === undefined) return true
  if (parent !== undefined && config.providerAliases.has(`${provider}.${alias}`)) return true
  return config.providers.some(
    (one) => one.name === provider && one.alias !== undefined && textOf(one.alias) === alias,
  )
}
