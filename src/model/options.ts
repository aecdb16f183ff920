import type { FilePath } from '../kernel/brand.ts'
import type { OriginId } from '../kernel/origin.ts'
import type { Value } from '../kernel/value.ts'

/** How to read: what a user gives on the command line and in the environment. */
export interface ReadOptions {
  /** `-var NAME=VALUE`, `-var-file FILE` in the order given: later ones win. */
  readonly layers: readonly VariableLayer[]
  /** `TF_VAR_*`, by name without the prefix. */
  readonly environment: ReadonlyMap<string, string>
  readonly workspace: string
  /** `auto` takes the language from the files: `.tofu`, `required_version`, else Terraform 1.11. */
  readonly language: 'auto' | 'terraform-1.11' | 'terraform' | 'opentofu'
  /** A state file that fills in what it remembers. */
  readonly state: FilePath | undefined
  /** The output of `terraform providers schema -json`, if the user has it, as parsed JSON. */
  readonly providerSchemas: unknown
  /** The shipped schema table of a provider by name (`aws`), or undefined. */
  readonly loadProviderTable: (name: string) => string | undefined
  /** The folder (absolute, outside the snapshot) that paths such as path.cwd are said against; undefined leaves them unknown. */
  readonly workingFolder: string | undefined
  /** The folder that a plan was made in; its own folder when nothing is said. */
  readonly source?: FilePath | undefined
  /** For whom charts are rendered. */
  readonly release?: ReleaseOptions
}

/** Reads what the files say, with nothing that a user adds. */
export function filesAlone(
  loadProviderTable: ReadOptions['loadProviderTable'] = () => undefined,
): ReadOptions {
  return {
    layers: [],
    environment: new Map(),
    workspace: 'default',
    language: 'auto',
    state: undefined,
    providerSchemas: undefined,
    loadProviderTable,
    workingFolder: undefined,
  }
}

/** What Helm is told beside values. What isn't said is as for `helm template`. */
export interface ReleaseOptions {
  readonly name?: string
  readonly namespace?: string
  readonly kubeVersion?: string
  readonly apiVersions?: readonly string[]
  /** Where a file says the name and the namespace. */
  readonly origins?: { readonly name?: OriginId; readonly namespace?: OriginId }
}

export type VariableLayer =
  | {
      readonly kind: 'option'
      readonly name: string
      readonly text: string
      /** Text whatever it looks like, as `--set-string` says. */
      readonly isText?: true
      /** Where the text is written, when no user gave it but a file. */
      readonly origin?: OriginId
    }
  | { readonly kind: 'file'; readonly file: FilePath }

/** A layer of a chart's values: one that a user gives, or a mapping that stands inside of another file. */
export type ValuesLayer = VariableLayer | { readonly kind: 'value'; readonly value: Value }

/** The result of one expression: what `plumbline eval` prints as a JSON line. */
export type EvalResult =
  | {
      readonly kind: 'value'
      /** JSON text of the value; unknown parts and the whole unknown value are null. */
      readonly value: string
      /** Terraform's JSON notation of types. */
      readonly type: unknown
      /** `true`, `false`, or the tree of sensitive parts as in `after_sensitive`. */
      readonly sensitive: unknown
      /** The same for unknown parts, as in `after_unknown`. */
      readonly unknown: unknown
    }
  | {
      readonly kind: 'error'
      readonly code: string
      readonly message: string
      readonly file: string
      readonly line: number
    }
