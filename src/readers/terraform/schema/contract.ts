import type { Type } from '../../../lang/hcl/types.ts'

/** How often a nested block or a nested attribute may be there, and in what it is collected. */
export type Nesting = 'single' | 'group' | 'list' | 'set' | 'map'

/** An argument of a resource, data source, provider or nested block. */
export interface AttributeSchema {
  readonly type: Type
  readonly required: boolean
  readonly optional: boolean
  /** The provider gives the value when it isn't written. */
  readonly computed: boolean
  readonly sensitive: boolean
  /** Given to the provider and never kept: null in plan and state. */
  readonly writeOnly?: boolean
  /** The members of a nested attribute, each with flags of its own; `type` is the same as one type. */
  readonly nested?: NestedAttribute
}

/** The inside of a nested attribute (`nested_type` in Terraform's own schema documents). */
export interface NestedAttribute {
  readonly nesting: Nesting
  readonly attributes: ReadonlyMap<string, AttributeSchema>
}

/** A kind of block that may stand inside another; `max` 0 is no limit. */
export interface NestedBlock {
  readonly nesting: Nesting
  readonly min: number
  readonly max: number
  /** The provider may fill it when it isn't written. Only tables of ours know; Terraform's schema documents don't. */
  readonly computed?: boolean
  readonly block: BlockSchema
}

/** What may stand in the body of a block. */
export interface BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>
  readonly blocks: ReadonlyMap<string, NestedBlock>
}

/** Everything that is known of one provider. Types are decoded when asked for, then kept. */
export interface ProviderSchema {
  /** The provider's version that the schema is of; empty when its source does not say. */
  readonly version: string
  resource(type: string): BlockSchema | undefined
  data(type: string): BlockSchema | undefined
  provider(): BlockSchema | undefined
}
