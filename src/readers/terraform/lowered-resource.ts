import type { Address } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { Val } from '../../lang/hcl/value.ts'
import type { Named, Resource } from '../../model/resource.ts'
import { lowered } from './lower.ts'

/**
 * A resource whose values are lowered when they are asked for, and once. A class, because an object with a getter of its own
 * is slow to make and to look into, and there are thousands.
 */
export class LoweredResource implements Resource {
  readonly address: Address
  readonly mode: Resource['mode']
  readonly type: string
  readonly name: string
  readonly index: Resource['index']
  readonly module: string
  readonly provider: string
  readonly span: Span
  readonly extent: Span
  declare readonly settings?: Value
  readonly #value: Val
  #values: Value | undefined

  constructor(
    said: Omit<Resource, 'values' | 'settings' | 'extent'> & { readonly extent: Span },
    value: Val,
    settings: Value | undefined,
  ) {
    this.address = said.address
    this.mode = said.mode
    this.type = said.type
    this.name = said.name
    this.index = said.index
    this.module = said.module
    this.provider = said.provider
    this.span = said.span
    this.extent = said.extent
    if (settings !== undefined) this.settings = settings
    this.#value = value
  }

  get values(): Value {
    return (this.#values ??= lowered(this.#value))
  }
}

/** A named value that is lowered when it is asked for, and once. */
export class LoweredNamed implements Named {
  readonly address: Address
  readonly kind: Named['kind']
  readonly module: string
  readonly name: string
  readonly span: Span
  readonly #value: Val
  #lowered: Value | undefined

  constructor(said: Omit<Named, 'value'>, value: Val) {
    this.address = said.address
    this.kind = said.kind
    this.module = said.module
    this.name = said.name
    this.span = said.span
    this.#value = value
  }

  get value(): Value {
    return (this.#lowered ??= lowered(this.#value))
  }
}
