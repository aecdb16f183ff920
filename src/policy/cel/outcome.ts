import type { OriginId } from '../../kernel/origin.ts'
import type { Cause, Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import type { Fact } from '../../rules/facts.ts'

/** A list or map of a resource. */
export type Collection = Extract<Value, { readonly kind: 'list' | 'map' }>

/**
 * What an expression comes to. Lists and maps are looked into only as far as an expression asks, so one unknown member
 * makes nothing unknown but what depends on it. `on` is the path that it was read from, or that decided it.
 */
export type Outcome =
  /** Wholly known, as the CEL library has it. */
  | { readonly kind: 'plain'; readonly plain: unknown; readonly on: string | undefined }
  | { readonly kind: 'tree'; readonly live: Live; readonly value: Collection; readonly on: string }
  | { readonly kind: 'list'; readonly items: readonly Outcome[]; readonly on: string | undefined }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<unknown, Outcome>; readonly on: string | undefined }
  | { readonly kind: 'optional'; readonly inner: Outcome | undefined; readonly on: string | undefined }
  /** It depends on this fact, which isn't known. */
  | { readonly kind: 'unknown'; readonly fact: Fact; readonly on: string | undefined }
  | Failure

/** An expression that CEL calls an error, and where in the text of the condition that is. */
export interface Failure {
  readonly kind: 'failed'
  readonly what: string
  readonly at: { readonly start: number; readonly end: number }
  readonly on?: undefined
}

/** What nobody can look into any further. */
export type Stopped = Extract<Outcome, { readonly kind: 'unknown' | 'failed' }>

export function plain(value: unknown, on?: string): Outcome {
  return { kind: 'plain', plain: value, on }
}

export function isStopped(outcome: Outcome): outcome is Stopped {
  return outcome.kind === 'unknown' || outcome.kind === 'failed'
}

/** The same outcome as decided by what is at a path, where it isn't said already. */
export function decidedOn(outcome: Outcome, on: string | undefined): Outcome {
  return outcome.kind === 'failed' || outcome.on !== undefined || on === undefined
    ? outcome
    : { ...outcome, on }
}

/** What stops an operation that needs all of these: what isn't known first, since knowing it might mend the rest. */
export function stoppedBy(outcomes: readonly Outcome[]): Stopped | undefined {
  return unknownOf(outcomes) ?? outcomes.find((one) => one.kind === 'failed')
}

/** One unknown for several: the first place, and everything that is missing. */
function unknownOf(outcomes: readonly Outcome[]): Stopped | undefined {
  const unknown = outcomes.filter((one) => one.kind === 'unknown')
  const [first] = unknown
  if (first === undefined || unknown.length === 1) return first
  const because = unknown.flatMap(({ fact }) => (fact.value.kind === 'unknown' ? fact.value.because : []))
  return { ...first, fact: { ...first.fact, value: missing(distinct(because), first.fact.value.origin) } }
}

function missing(because: readonly Cause[], origin: OriginId): Value {
  return { kind: 'unknown', because, origin, marks: 0 }
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  const known = new Map(causes.map((one) => [`${one.kind} ${one.what}`, one]))
  return [...known.values()].slice(0, 8)
}

/** A part of the text of a condition. */
export type Place = Failure['at']

export function failed(at: Place, what: string): Failure {
  return { kind: 'failed', what, at: { start: at.start, end: at.end } }
}
