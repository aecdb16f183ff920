import type { Address } from '../kernel/brand.ts'
import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'

/** One instance of a resource, as its source language names it. */
export interface Resource {
  readonly address: Address
  /** A declaration is no resource of its own but is judged like one: a provider's configuration, a module call. */
  readonly mode: 'managed' | 'data' | 'ephemeral' | 'declaration'
  readonly type: string
  readonly name: string
  /** The key of the instance with for_each, its number with count. */
  readonly index: string | number | undefined
  /** The address of the module instance it is in; empty for the root module. */
  readonly module: string
  /** The provider's source address, such as `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string
  /** A map of every attribute and nested block that the schema has, or that is written where no schema is known. */
  readonly values: Value
  /** A map of what is said about the resource beside its own properties: `lifecycle`, `DeletionPolicy`, `Metadata`. */
  readonly settings?: Value
  /** The head of the block that declares it. */
  readonly span: Span
  /** The whole declaration, where it is more than the head. */
  readonly extent?: Span
}

/** A value of a module that has a name: a variable, a local or an output. */
export interface Named {
  /** Such as `module.net.var.cidr`, `local.name` or `output.url`. */
  readonly address: Address
  readonly kind: 'variable' | 'local' | 'output'
  readonly module: string
  readonly name: string
  readonly value: Value
  readonly span: Span
}

/** `from` mentions `to` in the value at `path`. */
export interface Reference {
  readonly from: Address
  readonly to: Address
  readonly path: string
}
