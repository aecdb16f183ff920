export type Type =
  | { readonly kind: 'string' | 'number' | 'bool' | 'dynamic' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: Type }
  | { readonly kind: 'object'; readonly struct: string }

export type Shape =
  | { readonly kind: 'type'; readonly type: Type }
  | {
      readonly kind: 'struct'
      readonly mode: 'list' | 'set' | 'map' | 'struct'
      readonly single: boolean
      /** Undefined where the bindings do not say. */
      readonly block: boolean | undefined
      readonly struct: string
    }
  | { readonly kind: 'skipped' }

export interface Member {
  readonly name: string
  readonly required: boolean
  readonly optional: boolean
  /** Undefined where the bindings do not say. */
  readonly computed: boolean | undefined
  readonly shape: Shape
}

export interface Bindings {
  readonly source: string
  readonly version: string
  readonly entries: readonly {
    readonly kind: 'resource' | 'data' | 'provider'
    readonly type: string
    readonly members: readonly Member[]
  }[]
  readonly structs: ReadonlyMap<string, readonly Member[]>
}

/** Reads the package unpacked at `folder`. */
export function readBindings(folder: string): Bindings
