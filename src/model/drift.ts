import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'
import type { Blast, EditBlast } from './blast.ts'
import type { ObservationFailure } from './observation.ts'
import type { Reading } from './reading.ts'
import type { Resource } from './resource.ts'

/** What runs, compared with what the code says. */
export interface Drift {
  /** In the order of their addresses: those with something to tell, and those of which something was held back. */
  readonly objects: readonly DriftedObject[]
  /** How many live objects there are, and how many of them the code says. */
  readonly live: number
  readonly compared: number
  /** Roots of which nothing runs here. */
  readonly elsewhere: readonly Reading[]
  /** What of the live system could not be asked, so that nothing is said of it. */
  readonly failures: readonly ObservationFailure[]
  /** The plan that brings all of it back, where a program of the user makes one. */
  readonly reverting?: Reverted
}

/** How everything is brought back to what the code says. */
export interface Reverted {
  /** The program and its arguments, as a shell takes them. */
  readonly command: string
  /** What else it does, and what of that is dangerous. */
  readonly blast: Blast
}

/** Why what runs is not what the code says. */
export type DriftClass =
  /** Somebody changed it past the code. */
  | 'by-hand'
  /** It was changed past the code or is not rolled out yet: nothing tells which. */
  | 'differs'
  /** The code has gone on, and what runs is what was applied last. */
  | 'not-rolled-out'
  /** It is not in the code at all. */
  | 'unmanaged'
  /** It is in the code, and doesn't run. */
  | 'deleted'
  /** It runs and is in the code, but the state doesn't know it. */
  | 'forgotten'
  /** The API gives it where nobody says anything. */
  | 'default'
  /** A controller of the cluster or account has the say. */
  | 'other-controller'
  /** The system works it out. */
  | 'computed'
  /** The code does not know the value before it runs. */
  | 'unknown'

/** One object, as the code has it, as it runs, or both. */
export interface DriftedObject {
  readonly address: string
  readonly type: string
  readonly what: 'changed' | 'unmanaged' | 'deleted' | 'forgotten'
  /** Where the code says it. */
  readonly reading: Reading | undefined
  readonly wanted: Resource | undefined
  readonly live: Resource | undefined
  /** Values of it that differ, by path. */
  readonly values: readonly DriftedValue[]
  /** Who wrote the whole object last, where that is known. */
  readonly by: Writer | undefined
  /** Why nothing is to be done about it, if nothing is. */
  readonly silence: Silence | undefined
  /** What bringing it back reaches, where that was asked for. */
  readonly blast?: EditBlast
}

/** One value that is not as the code says. */
export interface DriftedValue {
  readonly path: string
  /** What the value is called where its path ends. */
  readonly name: string
  readonly what: DriftClass
  /** Absent where the code says nothing. */
  readonly wanted: Value
  /** What was applied last, where something remembers it. */
  readonly remembered: Value | undefined
  /** Absent where it is gone. */
  readonly live: Value
  /** The literal in the code that sets it. */
  readonly site: Span | undefined
  readonly by: Writer | undefined
  /** In a full sentence. */
  readonly why: string
  readonly silence: Silence | undefined
}

/** Who wrote something, as the system remembers it. */
export interface Writer {
  readonly name: string
  /** Such as `2026-11-20T14:03:11Z`; empty where it isn't known. */
  readonly at: string
  /** What was asked of the service, such as `SetQueueAttributes`, where it is known by that. */
  readonly event?: string
}

/** Why something that differs is not told: always visible, and to be overruled. */
export interface Silence {
  readonly kind: DriftClass | 'accepted' | 'not-asked' | 'habit'
  readonly why: string
  /** The waiver that accepts it. */
  readonly waiver?: Span
}

/** Whether there is something to do about a value or an object. */
export function isOpen({ silence }: { readonly silence: Silence | undefined }): boolean {
  return silence === undefined
}
