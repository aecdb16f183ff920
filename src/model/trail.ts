import type { Data } from '../kernel/edit.ts'
import type { ObservationFailure } from './observation.ts'

/** A resource of which it is asked who changed it. */
export interface TrailSubject {
  readonly address: string
  /** Such as `AWS::SQS::Queue`. */
  readonly type: string
  /** What it may be called in a record, the likeliest first. */
  readonly names: readonly string[]
}

/** One change that somebody made, as the account keeps it. */
export interface TrailEvent {
  /** What was asked of the service, such as `SetQueueAttributes`. */
  readonly name: string
  readonly at: string
  readonly by: string
  readonly parameters: Data
}

/** What an account remembers of who changed what. */
export interface Trail {
  /** By address, the newest first. */
  readonly events: Readonly<Record<string, readonly TrailEvent[]>>
  readonly failures: readonly ObservationFailure[]
}
