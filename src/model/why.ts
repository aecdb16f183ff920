import type { Step } from '../kernel/origin.ts'
import type { Span } from '../kernel/span.ts'
import type { Cause, Value } from '../kernel/value.ts'

/** A place in a file and what happened to the value there. */
export interface Site {
  readonly step: Step
  readonly span: Span
}

/** The answer to "why has this the value it has?". */
export interface WhyAnswer {
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly path: string
  /** What the value is called where its path ends: `password`, or the name that stands beside a `value`. */
  readonly name: string
  readonly value: Value
  /** From the value asked for to the place that set it, nearest first: each reference, variable, module input it came through. */
  readonly hops: readonly Site[]
  /** The literals it comes from. One, with `exact`, when editing that literal sets the value. */
  readonly literals: readonly Site[]
  /** Every hop hands the one literal on unchanged. */
  readonly exact: boolean
  /** What set the same thing and was overridden, strongest first. */
  readonly losers: readonly Site[]
  /** The conditions, counts and for_each that let it exist, innermost first. */
  readonly under: readonly Site[]
  /** Which inputs are missing, when it is unknown. */
  readonly because: readonly Cause[]
  /** Of a whole resource or collection: everything inside of it that somebody wrote. */
  readonly parts: readonly WhyPart[]
}

/** A value inside of the one that was asked for, and the line that set it. */
export interface WhyPart {
  readonly path: string
  readonly name: string
  readonly value: Value
  /** The literal, or the place where it was computed; undefined for what the tool gives. */
  readonly site: Site | undefined
}

/** One value that a line sets. */
export interface LineEffect {
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly path: string
  /** What the value is called where its path ends: `password`, or the name that stands beside a `value`. */
  readonly name: string
  readonly value: Value
  /** The line's literal is the value; otherwise the value is computed from it, or exists because of it. */
  readonly how: 'sets' | 'feeds' | 'guards' | 'overridden'
}

/** No value at the address: what was meant, perhaps. */
export interface NotFound {
  readonly kind: 'address' | 'path' | 'ambiguous'
  readonly asked: string
  readonly suggestions: readonly string[]
}
