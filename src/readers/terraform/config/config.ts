import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block, Body } from '../../../lang/hcl/body.ts'

/** What one module folder declares; nothing is evaluated yet. */
export interface ModuleConfig {
  readonly folder: FilePath
  readonly variables: ReadonlyMap<string, VariableConfig>
  readonly locals: ReadonlyMap<string, Attribute>
  /** By `type.name` (managed), `data.type.name` or `ephemeral.type.name`. */
  readonly resources: ReadonlyMap<string, ResourceConfig>
  readonly calls: ReadonlyMap<string, CallConfig>
  readonly outputs: ReadonlyMap<string, OutputConfig>
  readonly checks: readonly CheckConfig[]
  readonly imports: readonly Block[]
  readonly moved: readonly Block[]
  readonly removed: readonly Block[]
  readonly providers: readonly ProviderConfig[]
  /** Source addresses by local name, from `required_providers`. */
  readonly requiredProviders: ReadonlyMap<string, string>
  /** The `configuration_aliases` of required providers, such as `aws.west`: the caller passes them. */
  readonly providerAliases: ReadonlySet<string>
  /** The `required_version` constraints. */
  readonly requiredVersions: readonly Attribute[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface VariableConfig {
  readonly name: string
  readonly nameSpan: Span
  readonly span: Span
  readonly type: Attribute | undefined
  readonly fallback: Attribute | undefined
  readonly sensitive: Attribute | undefined
  readonly ephemeral: Attribute | undefined
  readonly nullable: Attribute | undefined
  readonly validations: readonly ConditionConfig[]
}

export interface OutputConfig {
  readonly name: string
  readonly nameSpan: Span
  readonly span: Span
  readonly value: Attribute | undefined
  readonly sensitive: Attribute | undefined
  readonly ephemeral: Attribute | undefined
  readonly dependsOn: Attribute | undefined
  readonly preconditions: readonly ConditionConfig[]
}

/** A validation, precondition, postcondition or assertion. */
export interface ConditionConfig {
  readonly span: Span
  readonly condition: Attribute | undefined
  readonly message: Attribute | undefined
}

export type Mode = 'managed' | 'data' | 'ephemeral'

export interface ResourceConfig {
  readonly mode: Mode
  readonly type: string
  readonly name: string
  readonly span: Span
  readonly headSpan: Span
  readonly body: Body
}

export interface CallConfig {
  readonly name: string
  readonly span: Span
  readonly headSpan: Span
  readonly source: Attribute | undefined
  readonly version: Attribute | undefined
  readonly count: Attribute | undefined
  readonly forEach: Attribute | undefined
  readonly enabled: Attribute | undefined
  readonly dependsOn: Attribute | undefined
  readonly providers: Attribute | undefined
  /** The values for the module's variables. */
  readonly arguments: ReadonlyMap<string, Attribute>
}

export interface CheckConfig {
  readonly name: string
  readonly headSpan: Span
  readonly data: ResourceConfig | undefined
  readonly asserts: readonly ConditionConfig[]
}

export interface ProviderConfig {
  readonly name: string
  readonly alias: Attribute | undefined
  /** OpenTofu's: one configuration for each element. */
  readonly forEach: Attribute | undefined
  readonly span: Span
  readonly headSpan: Span
  readonly body: Body
}
