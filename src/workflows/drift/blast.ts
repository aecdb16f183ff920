import type { DriftBlast } from '../../contract/drift-nouns.ts'

/** What an edit reaches, as the documents of `plumbline set` and `plumbline drift` have it. */
export interface BlastDocument {
  readonly dangers: readonly {
    readonly class: string
    readonly rule: string
    readonly address: string
    readonly message: string
    readonly file: string
    readonly startLine: number
  }[]
  readonly dependents: {
    readonly count: number
    readonly resources: readonly { readonly address: string; readonly distance: number }[]
  }
}

const mostNamed = 20

/** As much of it as is kept; undefined where nobody worked it out. */
export function blastOf(document: BlastDocument | undefined): DriftBlast | undefined {
  if (document === undefined) return undefined
  const { dangers, dependents } = document
  const near = dependents.resources.filter(({ distance }) => distance === 1).map(({ address }) => address)
  return {
    dependents: dependents.count,
    direct: [...new Set(near)].slice(0, mostNamed),
    dangers: dangers.slice(0, mostNamed).map((one) => ({
      class: one.class,
      rule: one.rule,
      address: one.address,
      message: one.message,
      file: one.file,
      startLine: one.startLine,
    })),
  }
}
