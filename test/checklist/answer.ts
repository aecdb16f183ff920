import type { ReadOptions } from '../../src/model/options.ts'

/** The texts of a root and of what it uses, by path. */
export type Files = Readonly<Record<string, string>>

export type Language = 'terraform-1.11' | 'opentofu'

/** How a root is read, beside its files. */
export type Given = Partial<
  Pick<ReadOptions, 'language' | 'layers' | 'environment' | 'workspace' | 'providerSchemas'>
>

/** What became of an expression: its value as JSON with its type and the trees of its sensitive and unknown parts. */
export type Evaluated =
  | {
      readonly kind: 'value'
      readonly json: unknown
      readonly type: unknown
      readonly sensitive: unknown
      readonly unknown: unknown
    }
  | { readonly kind: 'error'; readonly summary: string }

/** What a root comes to. */
export interface Planned {
  /** Sorted; of resources and what data sources were read while planning. */
  readonly addresses: readonly string[]
  /** By name; what is unknown as a whole is `unknown`. */
  readonly outputs: Readonly<Record<string, unknown>>
  /** The values of each resource by address; unknown attributes are left out. */
  readonly values: Readonly<Record<string, unknown>>
  /** Summaries, sorted, each once. */
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  /** Where the errors are: `file:line:column (byte offset)`, sorted. */
  readonly places: readonly string[]
}

/** One that can be asked: Plumbline, or Terraform itself. */
export interface Subject {
  evaluate(expression: string, files: Files, given: Given): Evaluated
  plan(files: Files, given: Given): Planned
  /** The names of all functions, sorted. */
  functionNames(language: Language): readonly string[]
}

/** Stands for a value that is not known as a whole. */
export const unknown = '(unknown)'

/** Summaries as they are compared. */
export function summariesOf(
  all: readonly { readonly severity: string; readonly summary: string }[],
  severity: 'error' | 'warning',
): readonly string[] {
  const found = all.filter((one) => one.severity === severity).map(({ summary }) => summary)
  return [...new Set(found)].toSorted()
}
