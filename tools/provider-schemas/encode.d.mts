/** A type as the encoder takes it: objects name a struct. */
export type ModelType =
  | { readonly kind: 'string' | 'number' | 'bool' | 'dynamic' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: ModelType }
  | { readonly kind: 'object' | 'nested'; readonly struct: string }

/** A member of a type or struct: an attribute, or a nested block. */
export interface ModelMember {
  readonly name: string
  readonly required: boolean
  readonly optional: boolean
  readonly computed: boolean
  readonly sensitive: boolean
  readonly writeOnly: boolean
  readonly type?: ModelType | undefined
  readonly block?:
    | {
        readonly nesting: 'single' | 'group' | 'list' | 'set' | 'map'
        readonly min: number
        readonly max: number
        readonly computed: boolean
        readonly struct: string
      }
    | undefined
}

export interface Model {
  readonly source: string
  readonly version: string
  readonly entries: readonly {
    readonly kind: 'provider' | 'resource' | 'data'
    readonly type: string
    readonly members: readonly ModelMember[]
  }[]
  readonly structs: ReadonlyMap<string, readonly ModelMember[]>
}

/** A table's model as text. */
export function encodeTable(model: Model): string
