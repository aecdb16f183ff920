import type { Observation } from '../model/observation.ts'
import type { Trail, TrailSubject } from '../model/trail.ts'

/** Live systems that can be asked what runs. */
export interface Targets {
  /** What runs of some types in an account of AWS. */
  aws(asked: AwsAsked, progress: (text: string) => void): Promise<Observed>
  /** Who changed some resources of an account, as far as it keeps that. */
  awsTrail(asked: TrailAsked, progress: (text: string) => void): Promise<Trail>
  /** What the user's own `terraform` or `tofu` would do in a folder, as it prints it. */
  terraform(asked: TerraformAsked, progress: (text: string) => void): Promise<TerraformPrinted>
  /** The state that the backend of a folder has, as the user's own `terraform` or `tofu` prints it. */
  terraformState(asked: TerraformPlace, progress: (text: string) => void): Promise<TerraformPrinted>
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

/** Which root of Terraform, and by what it is asked. */
export interface TerraformPlace {
  /** The programs that would do, in the order in which they are tried. */
  readonly programs: readonly string[]
  readonly folder: string
  /** The folder as the user would type it. */
  readonly typed: string
  readonly environment: Readonly<Record<string, string>>
  /** In seconds. */
  readonly timeLimit: number
}

/** A root of Terraform with what its plan needs. */
export interface TerraformAsked extends TerraformPlace {
  readonly variables: readonly string[]
}

/** What the program printed; refused with a reason in full sentences. */
export type TerraformPrinted =
  | { readonly kind: 'printed'; readonly program: string; readonly text: string }
  /** `isMissing`: there is no such program. */
  | { readonly kind: 'refused'; readonly why: string; readonly isMissing?: true }
