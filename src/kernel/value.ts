import type { Span } from './span.ts'
import type { OriginId } from './origin.ts'

/** Why a value is not known: a closed kind, what it waits for, and where that is said. */
export interface Cause {
  readonly kind:
    | 'variable'
    | 'data'
    | 'computed'
    | 'module'
    | 'schema'
    | 'random'
    | 'time'
    | 'error'
    | 'elsewhere'
  /** The input that is missing, such as `var.region` or `aws_vpc.main.id`. */
  readonly what: string
  readonly site?: Span
}

/** Marks travel with a value through every step. A bit set. */
export const marks = { none: 0, sensitive: 1, ephemeral: 2 } as const
export type Marks = number

interface Common {
  readonly origin: OriginId
  readonly marks: Marks
}

/**
 * A structural value, as every room after `lang` sees it. `null` is a known scalar; unknown, sensitive, absent
 * and null are never folded into each other. A number that a double cannot hold is its decimal text as `{ number }`.
 */
export type Value = Common &
  (
    | {
        readonly kind: 'scalar'
        readonly scalar: string | number | boolean | null | { readonly number: string }
        /** The value that a text encodes, where the text was made from it. */
        readonly outline?: Outline
      }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
    | { readonly kind: 'unknown'; readonly because: readonly Cause[]; readonly outline?: Outline }
    | { readonly kind: 'absent' }
  )

/** The entries of a map of which most were written by nobody, and are made when somebody looks at them. */
export interface LaterValues extends ReadonlyMap<string, Value> {
  readonly written: ReadonlyMap<string, Value>
  /** Whether nobody wrote an entry, and it is null or its own provider decides it. */
  isUnset(name: string): boolean
}

/** Whether a map can tell, without making it, that an entry is unset. */
export function isUnsetIn(entries: ReadonlyMap<string, Value> | LaterValues, name: string): boolean {
  return 'isUnset' in entries && entries.isUnset(name)
}

/** The entries that somebody wrote: all of them where a map doesn't tell. The others come from no place in the sources. */
export function writtenIn(entries: ReadonlyMap<string, Value> | LaterValues): ReadonlyMap<string, Value> {
  return 'written' in entries ? entries.written : entries
}

/**
 * What is known of a text beside its letters, also where it is unknown: the value that it encodes, or its pieces in
 * order. Of what a condition chooses that isn't known: the values it chooses from.
 */
export type Outline =
  | { readonly kind: 'json'; readonly value: Value }
  | { readonly kind: 'base64'; readonly value: Value }
  | { readonly kind: 'text'; readonly parts: readonly (string | Value)[] }
  | { readonly kind: 'choice'; readonly values: readonly Value[] }
