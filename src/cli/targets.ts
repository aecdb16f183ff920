import type { Observation } from '../model/observation.ts'
import type { Trail, TrailSubject } from '../model/trail.ts'

/** Live systems that can be asked what runs. */
export interface Targets {
  /** What runs of some types in an account of AWS. */
  aws(asked: AwsAsked, progress: (text: string) => void): Promise<Observed>
  /** Who changed some resources of an account, as far as it keeps that. */
  awsTrail(asked: TrailAsked, progress: (text: string) => void): Promise<Trail>
  /** What the user's own `terraform` or `tofu` would do in a folder, as it prints it. */
  terraform(asked: TerraformAsked, progress: (text: string) => void): Promise<TerraformPlanned>
}

/** Which account, and what of it. What isn't said comes from the environment, as for the `aws` program. */
export interface AwsAsked {
  readonly region: string | undefined
  readonly profile: string | undefined
  readonly types: readonly string[]
}

/** Of which resources of an account it is asked who changed them. */
export interface TrailAsked {
  readonly region: string | undefined
  readonly profile: string | undefined
  readonly subjects: readonly TrailSubject[]
}

/** What came of asking; refused with a reason in full sentences. */
export type Observed =
  | { readonly kind: 'observed'; readonly observation: Observation }
  | { readonly kind: 'refused'; readonly why: string }

/** Which root of Terraform, and how it is asked. */
export interface TerraformAsked {
  /** The programs that would do, in the order in which they are tried. */
  readonly programs: readonly string[]
  readonly folder: string
  /** The folder as the user would type it. */
  readonly typed: string
  readonly variables: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** In seconds. */
  readonly timeLimit: number
}

/** What came of asking; refused with a reason in full sentences. */
export type TerraformPlanned =
  | { readonly kind: 'planned'; readonly program: string; readonly text: string }
  /** `isMissing`: there is no such program. */
  | { readonly kind: 'refused'; readonly why: string; readonly isMissing?: true }
