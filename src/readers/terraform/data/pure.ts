import type { Span } from '../../../kernel/span.ts'
import type { Scope } from '../../../lang/hcl/evaluate/index.ts'
import type { Val, ValOf } from '../../../lang/hcl/value.ts'
import type { Session } from '../evaluate/session.ts'

/** One instance of a data source with its arguments evaluated. */
export interface Asked {
  readonly session: Session
  readonly address: string
  /** Every argument and block; what the provider would give is unknown. */
  readonly value: ValOf<'object'>
  readonly head: Span
  readonly scope: Scope
}

/** Gives the data source's whole object, or undefined where its arguments aren't known well enough. */
export type PureData = (asked: Asked) => Val | undefined

/** The same object with some attributes set; their origins say that the data source made them of its arguments. */
export function withAttributes(
  { value, session, head }: Asked,
  attributes: Readonly<Record<string, Val>>,
): ValOf<'object'> {
  const entries = new Map(value.entries)
  for (const [name, one] of Object.entries(attributes)) {
    const inputs = one.origin === 0 ? [value.origin] : [one.origin]
    entries.set(name, { ...one, origin: session.origins.at('call', head, { inputs }) })
  }
  return { ...value, entries }
}
