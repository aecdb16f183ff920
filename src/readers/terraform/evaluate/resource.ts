import type { Cause } from '../../../kernel/value.ts'
import type { Attribute, Block } from '../../../lang/hcl/body.ts'
import type { Scope } from '../../../lang/hcl/evaluate/index.ts'
import { sourceOf } from '../../../lang/hcl/tree.ts'
import { dynamicType } from '../../../lang/hcl/types.ts'
import { nullOf, typeOf, unknown, type Val, type ValOf } from '../../../lang/hcl/value.ts'
import type { ConditionConfig, ModuleConfig, ResourceConfig } from '../config/config.ts'
import { pureData } from '../data/index.ts'
import { refuse } from '../problems.ts'
import { fromState } from '../state.ts'
import type { BlockSchema } from '../schema/schema.ts'
import { decodeBody, type Decoding } from './body.ts'
import { mentionsOf } from './mentions.ts'
import type { ModuleInstance, Session } from './session.ts'

/** The arguments and blocks of a resource that are Terraform's own. */
export interface Meta {
  readonly count: Attribute | undefined
  readonly forEach: Attribute | undefined
  readonly enabled: Attribute | undefined
  readonly provider: Attribute | undefined
  readonly dependsOn: Attribute | undefined
  readonly preconditions: readonly ConditionConfig[]
  readonly postconditions: readonly ConditionConfig[]
  readonly lifecycle: Block | undefined
}

const names: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
])

const kept = new WeakMap<ResourceConfig, Meta>()

export function metaOf(config: ResourceConfig): Meta {
  const known = kept.get(config)
  if (known !== undefined) return known
  const made = readMeta(config)
  kept.set(config, made)
  return made
}

function readMeta({ body }: ResourceConfig): Meta {
  const { attributes, blocks } = body.content(
    new Map([
      ['lifecycle', 0],
      ['dynamic', 1],
    ]),
  )
  const lifecycle = blocks.find(({ type }) => type === 'lifecycle')
  const inner = lifecycle?.body.content(
    new Map([
      ['precondition', 0],
      ['postcondition', 0],
    ]),
  )
  return {
    count: attributes.get('count'),
    forEach: attributes.get('for_each'),
    enabled: inner?.attributes.get('enabled'),
    provider: attributes.get('provider'),
    dependsOn: attributes.get('depends_on'),
    preconditions: conditions(inner?.blocks ?? [], 'precondition'),
    postconditions: conditions(inner?.blocks ?? [], 'postcondition'),
    lifecycle,
  }
}

function conditions(blocks: readonly Block[], type: string): ConditionConfig[] {
  return blocks
    .filter((block) => block.type === type)
    .map(({ body, headSpan }) => {
      const { attributes } = body.content(new Map())
      return {
        span: headSpan,
        condition: attributes.get('condition'),
        message: attributes.get('error_message'),
      }
    })
}

/** What all instances of a resource share. */
interface Kind {
  readonly provider: string
  readonly schema: BlockSchema | undefined
  readonly how: Decoding
}

/** Who serves a resource, and how its body is to be understood. */
export function kindOf(session: Session, config: ResourceConfig, module: ModuleInstance): Kind {
  const provider = providerOf(session, config, module)
  const known = session.schemas.of(provider, config.mode, config.type)
  if (known === undefined && provider === 'terraform.io/builtin/terraform') {
    const detail = `The provider ${provider} does not support resource type "${config.type}".`
    session.diagnostics.push(refuse('Invalid resource type', detail, config.headSpan))
  }
  const noSchema: Cause = { kind: 'schema', what: `${provider} (${config.type})`, site: config.headSpan }
  const how = {
    computed: config.mode === 'data' ? 'data' : 'computed',
    exact: known?.exact ?? false,
    ephemeral: config.mode === 'ephemeral',
    meta: names,
    noSchema,
    head: config.headSpan,
  } as const
  return { provider, schema: known?.schema, how }
}

interface Asked {
  readonly config: ResourceConfig
  readonly kind: Kind
  readonly address: string
  /** The id that an import block gives it. */
  readonly imported: Val | undefined
}

/** The planned object of one instance: what is written, null where nothing may come, unknown where the provider decides. */
export function evaluateResource(session: Session, asked: Asked, scope: Scope): Val {
  const { config, kind, address } = asked
  const decoded = decodeBody(config.body, kind.schema, kind.how, { scope, address })
  return completed(session, asked, decoded, scope)
}

function completed(
  session: Session,
  { config, address, imported }: Asked,
  decoded: ValOf<'object'>,
  scope: Scope,
): Val {
  if (config.mode === 'managed' && config.type === 'terraform_data') return plannedData(decoded, imported)
  const pure = config.mode === 'data' && !waits(config, session) ? pureData.get(config.type) : undefined
  const made = pure?.({ session, value: decoded, address, head: config.headSpan, scope }) ?? decoded
  return session.state === undefined ? made : fromState(session.state, address, made, session.origins)
}

const settled = new Set(['data', 'var', 'local', 'path', 'terraform', 'tofu', 'each', 'count'])

/** Whether a data source is read only once something else was made: without a state all that is managed is yet to be made. */
function waits(config: ResourceConfig, { state }: Session): boolean {
  if (state !== undefined) return false
  return mentionsOf(metaOf(config).dependsOn).some(({ root }) => !settled.has(root))
}

/** terraform_data plans its output with the type of its input. */
function plannedData(decoded: ValOf<'object'>, imported: Val | undefined): Val {
  const input = decoded.entries.get('input')
  const output = decoded.entries.get('output')
  if (input === undefined || output?.kind !== 'unknown') return decoded
  const entries = new Map(decoded.entries)
  if (imported !== undefined) entries.set('id', imported)
  const type = input.kind === 'unknown' ? input.type : typeOf(input)
  entries.set(
    'output',
    input.kind === 'null'
      ? nullOf(dynamicType, input.origin)
      : unknown(type, output.because, undefined, output.origin),
  )
  return { ...decoded, entries }
}

function providerOf({ version }: Session, config: ResourceConfig, module: ModuleInstance): string {
  return providerAddress(config, module.node.config, registryOf(version))
}

function registryOf(version: Session['version']): string {
  return version.opentofu ? 'registry.opentofu.org' : 'registry.terraform.io'
}

/** The source address of the provider that serves a resource; `host` is the tool's default registry. */
export function providerAddress(
  config: ResourceConfig,
  { requiredProviders }: Pick<ModuleConfig, 'requiredProviders'>,
  host: string,
): string {
  const source = sources.get(config) ?? sourceOfLocal(localProvider(config), requiredProviders)
  sources.set(config, source)
  return source.startsWith('/') ? `${host}${source}` : source
}

/** The source address of the provider that has a local name in a module. */
export function providerNamed(
  local: string,
  { requiredProviders }: Pick<ModuleConfig, 'requiredProviders'>,
  { version }: Pick<Session, 'version'>,
): string {
  const source = sourceOfLocal(local, requiredProviders)
  return source.startsWith('/') ? `${registryOf(version)}${source}` : source
}

const sources = new WeakMap<ResourceConfig, string>()

/** The local name of the provider that serves a resource. */
function localProvider(config: ResourceConfig): string {
  const { provider } = metaOf(config)
  const written = provider && sourceOf(provider.expression.tree, provider.expression.node)
  if (written === undefined) return config.type.split('_')[0] ?? ''
  return /^"?([\w-]+)/u.exec(written)?.[1] ?? ''
}

/** The whole address, or what comes after the default registry, with a slash before it. */
function sourceOfLocal(local: string, required: ReadonlyMap<string, string>): string {
  if (local === 'terraform') return 'terraform.io/builtin/terraform'
  const source = required.get(local) ?? `hashicorp/${local}`
  const parts = source.split('/')
  if (parts.length === 1) return `/hashicorp/${source}`
  return parts.length === 2 ? `/${source}` : source
}
