import type { Finding } from './finding.ts'

/** A review seen through a benchmark or a standard: section by section, as far as rules answer for them. */
export interface Compliance {
  /** As it is asked for, such as `cis-aws`. */
  readonly benchmark: string
  /** As references name it, such as `CIS AWS`. */
  readonly title: string
  /** In the order of the benchmark. Sections that no rule answers for are not among them. */
  readonly sections: readonly ComplianceSection[]
}

export interface ComplianceSection {
  /** The edition and the section, such as `3.0 2.1.4` or `SC-7`. */
  readonly section: string
  /** The rules that answer for it. */
  readonly rules: readonly string[]
  readonly state: SectionState
  /** What is reported of it. */
  readonly findings: readonly Finding[]
}

/**
 * `known`: nothing is reported because what was found is accepted, excluded, or was known before. `absent`: there is
 * nothing that its rules look at, so nothing is said of it either way.
 */
export type SectionState = 'violated' | 'undecided' | 'known' | 'good' | 'absent'
