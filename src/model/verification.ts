import type { FilePath } from '../kernel/brand.ts'
import type { ResourceChange } from './difference.ts'

/** What came of running one of the user's own programs. */
export type ProgramRun =
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** There is no such program. */
  | { readonly kind: 'missing' }

/** What the real tool says of a root, beside what we say. */
export interface VerifiedRoot {
  readonly format: string
  readonly root: FilePath
  readonly variant: string
  readonly verdict: VerifiedVerdict
}

export type VerifiedVerdict =
  | {
      readonly kind: 'compared'
      /** How many scalars are the same. */
      readonly equal: number
      /** How many are not: what only one of both has, or has otherwise. */
      readonly different: number
      /** How many we can't know, such as random ones. */
      readonly unknown: number
      /** From what the tool says to what we say. */
      readonly differences: readonly ResourceChange[]
    }
  /** Both refuse. */
  | { readonly kind: 'both-refuse' }
  /** One of both refuses what the other takes. */
  | { readonly kind: 'disagree'; readonly who: 'tool' | 'we'; readonly why: string }
  | { readonly kind: 'missing'; readonly program: string }
  | { readonly kind: 'left-out'; readonly why: string }
