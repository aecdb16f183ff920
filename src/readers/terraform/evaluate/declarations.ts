import type { Span } from '../../../kernel/span.ts'
import type { Cause } from '../../../kernel/value.ts'
import { scopeOf } from '../../../lang/hcl/evaluate/index.ts'
import { object, type Val } from '../../../lang/hcl/value.ts'
import type { CallConfig, ProviderConfig } from '../config/config.ts'
import { staticText } from '../config/load.ts'
import type { ModuleNode } from '../config/tree.ts'
import { attributeValue } from './attribute.ts'
import { decodeBody, type Decoding } from './body.ts'
import { bare } from './early.ts'
import { repeat } from './repetition.ts'
import { providerNamed } from './resource.ts'
import { framesOf } from './run.ts'
import { keyText, once, type ModuleInstance, type Session } from './session.ts'
import { worldOf } from './world.ts'

/** Something that is declared and is no resource: a provider's configuration, a module call. */
export interface Declaration {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly index: string | number | undefined
  readonly module: string
  readonly provider: string
  readonly value: Val
  readonly span: Span
  readonly extent: Span
}

/**
 * Every provider configuration, once for each instance of its module, and every module call, once however many
 * instances it makes; with its arguments where the module is not there that would use them. To be asked when all else is evaluated.
 */
export function declarationsOf(session: Session, modules: readonly ModuleInstance[]): readonly Declaration[] {
  const [root] = modules
  if (root === undefined) return []
  const first = new Map<ModuleNode, ModuleInstance>()
  for (const one of modules) if (!first.has(one.node)) first.set(one.node, one)
  return [
    ...modules.flatMap((instance) =>
      instance.node.config.providers.flatMap((config) => providersOf(session, instance, config)),
    ),
    ...nodesBelow(root.node).flatMap((node) => {
      const instance = first.get(node) ?? bare(node)
      return [...node.config.calls.values()].map((call) => callOf(session, instance, call))
    }),
  ]
}

function nodesBelow(root: ModuleNode): readonly ModuleNode[] {
  const found = [root]
  for (const node of found) found.push(...node.children.values())
  return found
}

const metaOfProvider: ReadonlySet<string> = new Set(['alias', 'for_each'])

function providersOf(
  session: Session,
  instance: ModuleInstance,
  config: ProviderConfig,
): readonly Declaration[] {
  const { name, span: extent, headSpan: span } = config
  const alias = config.alias && staticText(config.alias)
  const provider = providerNamed(name, instance.node.config, session)
  const noSchema: Cause = { kind: 'schema', what: provider, site: span }
  const how: Decoding = {
    computed: 'computed',
    // What must be written may come from the environment, so what is missing is no mistake.
    exact: false,
    ephemeral: true,
    meta: metaOfProvider,
    noSchema,
    head: span,
  }
  const world = worldOf(session, instance)
  const { under } = instance.repetition
  const meta = { count: undefined, forEach: config.forEach, enabled: undefined }
  const { repetitions } = repeat(meta, scopeOf(world, session.diagnostics, undefined, under))
  return repetitions.map((one) => {
    const local = `provider.${name}${alias === undefined ? '' : `.${alias}`}${keyText(one)}`
    const address = inModule(instance.address, local)
    const scope = scopeOf(world, session.diagnostics, framesOf(one), one.under || under)
    const value = decodeBody(config.body, session.schemas.ofProvider(provider), how, { scope, address })
    const type = `provider.${name}`
    const { key: index } = one
    return {
      address,
      type,
      name: alias ?? name,
      index,
      module: instance.address,
      provider,
      value,
      span,
      extent,
    }
  })
}

function callOf(session: Session, instance: ModuleInstance, call: CallConfig): Declaration {
  // The tree of modules has said what is wrong with these.
  const world = worldOf(session, instance)
  const scope = scopeOf(world, [], framesOf(once), 0)
  const entries = new Map<string, Val>()
  for (const one of [call.source, call.version]) {
    if (one !== undefined) entries.set(one.name, attributeValue(one, scope))
  }
  if (instance.node.missing.has(call.name)) {
    // Nothing else tells what they are for: those of the first instance stand for all.
    const [repetition = once] = repeat(call, scope).repetitions
    const inside = scopeOf(world, [], framesOf(repetition), repetition.under)
    for (const [name, one] of call.arguments) entries.set(name, attributeValue(one, inside))
  }
  const inputs = [...entries.values()].map(({ origin }) => origin).filter((origin) => origin !== 0)
  const module = instance.node.path.map((name) => `module.${name}`).join('.')
  return {
    address: inModule(module, `module.${call.name}`),
    type: 'module',
    name: call.name,
    index: undefined,
    module,
    provider: '',
    value: object(entries, session.origins.at('construct', call.span, { inputs })),
    span: call.headSpan,
    extent: call.span,
  }
}

function inModule(module: string, local: string): string {
  return module === '' ? local : `${module}.${local}`
}
