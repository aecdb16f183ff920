/** The names of the hooks, which are a public contract. */
export const hookNames = [
  'devops:hooks:source-control',
  'devops:hooks:build-process',
  'devops:hooks:testing',
  'devops:hooks:deployment',
  'devops:hooks:monitoring',
] as const

export type HookName = (typeof hookNames)[number]

/** A subscription that stands in the configuration of a repository. */
export interface WrittenHook {
  readonly hook: HookName
  readonly when: 'before' | 'after'
  readonly url: string
  /** Of one that is asked before: how long, and what silence means. */
  readonly seconds: number
  readonly onSilence: 'allow' | 'veto'
}

/** How long one that is asked before has when nothing is said. */
export const usualSeconds = 10
