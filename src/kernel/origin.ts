import type { Span } from './span.ts'

/** How a value came from its inputs. `identity` steps hand their first input on unchanged. */
export const steps = {
  literal: { identity: false, says: 'written' },
  construct: { identity: false, says: 'built from its parts' },
  reference: { identity: true, says: 'reference' },
  variable: { identity: true, says: 'variable' },
  local: { identity: true, says: 'local value' },
  'module-input': { identity: true, says: 'module input' },
  output: { identity: true, says: 'module output' },
  attribute: { identity: true, says: 'argument' },
  conditional: { identity: true, says: 'condition' },
  each: { identity: true, says: 'for_each' },
  select: { identity: true, says: 'function that hands on one of its arguments' },
  loop: { identity: true, says: 'for expression' },
  convert: { identity: false, says: 'conversion' },
  template: { identity: false, says: 'template' },
  operator: { identity: false, says: 'operator' },
  call: { identity: false, says: 'function' },
  shape: { identity: false, says: 'length or keys of a collection' },
  merge: { identity: true, says: 'merge' },
  patch: { identity: true, says: 'patch' },
  action: { identity: true, says: 'template action' },
  alias: { identity: true, says: 'YAML alias' },
  default: { identity: true, says: 'default' },
  environment: { identity: false, says: 'environment variable' },
  option: { identity: false, says: 'command line' },
  state: { identity: false, says: 'state' },
  plan: { identity: false, says: 'plan' },
  service: { identity: false, says: 'default of the service' },
  builtin: { identity: false, says: 'given by the tool' },
} as const satisfies Record<string, { readonly identity: boolean; readonly says: string }>

/** The closed set of steps. */
export type Step = keyof typeof steps

/** A row of an origin table; 0 means that no origin is known. */
export type OriginId = number

/** One node of the graph of origins, as an object; made when asked for. */
export interface Origin {
  readonly id: OriginId
  readonly step: Step
  readonly site: Span
  /** What it was computed from. */
  readonly inputs: readonly OriginId[]
  /** The container it was taken out of, whose own hops it went through; 0 for none. */
  readonly through: OriginId
  /** The innermost condition, loop, count or for_each that let it exist; 0 for none. */
  readonly under: OriginId
  /** What set the same thing and was overridden, strongest first. */
  readonly losers: readonly OriginId[]
}

/** What may be said of a new origin beside its step and site. */
export interface OriginLinks {
  readonly inputs?: readonly OriginId[]
  readonly through?: OriginId
  readonly under?: OriginId
  readonly losers?: readonly OriginId[]
}
