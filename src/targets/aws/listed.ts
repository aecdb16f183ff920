import type { ObservationFailure } from '../../model/observation.ts'
import type { Reply } from './table.ts'

/** What came of listing a type. */
export type Listed =
  | {
      readonly kind: 'listed'
      readonly resources: readonly Found[]
      /** What of single resources could not be asked. */
      readonly failures: readonly ObservationFailure[]
    }
  | { readonly kind: 'failed'; readonly why: string; readonly cause?: unknown }

/** A resource that runs, in the registry's shape. */
export interface Found {
  readonly identifier: string
  readonly properties: Reply
  /** The properties of which this is the whole truth. */
  readonly known: 'whole' | readonly string[]
}
