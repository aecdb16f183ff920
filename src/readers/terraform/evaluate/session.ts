import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import type { Snapshot } from '../../../kernel/ports.ts'
import type { Cause } from '../../../kernel/value.ts'
import type { Val } from '../../../lang/hcl/value.ts'
import type { LanguageVersion } from '../../../lang/hcl/version.ts'
import type { ReadOptions } from '../../../model/options.ts'
import type { ModuleNode } from '../config/tree.ts'
import type { ResourceConfig } from '../config/config.ts'
import type { Schemas } from '../schemas.ts'
import type { StateValues } from '../state.ts'

/** What all of one reading shares. */
export interface Session {
  readonly root: FilePath
  readonly snapshot: Snapshot
  readonly options: ReadOptions
  readonly version: LanguageVersion
  readonly origins: Origins
  readonly diagnostics: Diagnostic[]
  readonly schemas: Schemas
  readonly state: StateValues | undefined
  /** The texts of places that aren't files: the command line, the environment. */
  readonly texts: Map<FilePath, string>
}

/** One instance of a module: its own tables of values, filled in the order of the graph. */
export interface ModuleInstance {
  readonly node: ModuleNode
  /** `module.net["a"].module.sub[0]`; empty for the root. */
  readonly address: string
  readonly parent: ModuleInstance | undefined
  /** `each` and `count` as the call's arguments see them. */
  readonly repetition: Repetition
  readonly variables: Map<string, Val>
  readonly locals: Map<string, Val>
  readonly outputs: Map<string, Val>
  /** By `type.name` or `data.type.name`: one object, a tuple (count) or an object by key (for_each). */
  readonly resources: Map<string, Val>
  /** Instances of the modules it calls, by call name. */
  readonly modules: Map<string, Expansion>
}

/** How often something exists, and what each instance sees. */
export interface Expansion {
  readonly kind: 'single' | 'count' | 'each' | 'unknown'
  readonly instances: readonly ModuleInstance[]
  readonly because: readonly Cause[]
  /** The origin that says how many there are; 0 for always one. */
  readonly under: OriginId
  /** Value of the module once all its outputs are there. */
  value?: Val
}

/** One instance's key and the names it brings in. */
export interface Repetition {
  readonly key: string | number | undefined
  /** The instance stands for an unknown number of them. */
  readonly placeholder: boolean
  readonly each: Val | undefined
  readonly count: Val | undefined
  /** The origin that says why there is such an instance; 0 for always. */
  readonly under: OriginId
}

/** One resource instance that was evaluated. */
export interface ResourceInstance {
  readonly config: ResourceConfig
  readonly module: ModuleInstance
  readonly address: string
  readonly repetition: Repetition
  readonly provider: string
  readonly value: Val
  /** What is said about the resource beside its own arguments: an object with `lifecycle`. */
  readonly settings: Val | undefined
  /** The origins made while it was evaluated: `from` ≤ id < `to`. */
  readonly from: OriginId
  readonly to: OriginId
}

export const once: Repetition = {
  key: undefined,
  placeholder: false,
  each: undefined,
  count: undefined,
  under: 0,
}

/** `[0]`, `["a"]`, or nothing. */
export function keyText({ key, placeholder }: Repetition): string {
  if (placeholder) return '[*]'
  if (key === undefined) return ''
  return typeof key === 'number' ? `[${key}]` : `[${quoted(key)}]`
}

/** A key as Terraform writes it in addresses: HCL's escapes. */
function quoted(key: string): string {
  if (/^[\w./ -]*$/u.test(key)) return `"${key}"`
  const escaped = key
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{')
  return `"${escaped}"`
}
