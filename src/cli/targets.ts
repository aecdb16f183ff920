import type { Observation } from '../model/observation.ts'

/** Live systems that can be asked what runs. */
export interface Targets {
  /** What runs of some types in an account of AWS. */
  aws(asked: AwsAsked, progress: (text: string) => void): Promise<Observed>
}

/** Which account, and what of it. What isn't said comes from the environment, as for the `aws` program. */
export interface AwsAsked {
  readonly region: string | undefined
  readonly profile: string | undefined
  readonly types: readonly string[]
}

/** What came of asking; refused with a reason in full sentences. */
export type Observed =
  | { readonly kind: 'observed'; readonly observation: Observation }
  | { readonly kind: 'refused'; readonly why: string }
