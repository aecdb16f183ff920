import type { Compliance, ComplianceSection, SectionState } from '../../model/compliance.ts'
import type { Finding } from '../../model/finding.ts'
import type { JsonObject } from '../../model/json-text.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { counted } from '../words.ts'

/** The sections of a benchmark as part of a document; findings by the key under which they stand in it. */
export function complianceJson({ benchmark, title, sections }: Compliance): JsonObject {
  return {
    benchmark,
    title,
    sections: sections.map(({ section, rules, state, findings }) => ({
      section,
      state,
      rules,
      findings: findings.map(({ key, rule, address, verdict }) => ({ key, rule, address, verdict })),
    })),
  }
}

/** What is reported and belongs to no section, such as a waiver that has run out. */
export function outsideSections({ sections }: Compliance, findings: readonly Finding[]): readonly Finding[] {
  const inside = new Set(sections.flatMap((one) => one.findings))
  return findings.filter((one) => !inside.has(one))
}

/** A section in words: `3 findings`, `undecided`, `good`. */
export function stateText({ state, findings }: ComplianceSection): string {
  switch (state) {
    case 'violated':
      return counted(findings.filter(({ verdict }) => verdict === 'violated').length, 'finding')
    case 'undecided':
      return 'undecided'
    case 'known':
      return 'known or accepted'
    case 'good':
      return 'good'
    case 'absent':
      return 'nothing to look at'
    default:
      return unreachable(state)
  }
}

/** How many sections there are in each state, in words. */
export function statesText({ sections }: Compliance): string {
  const count = (state: SectionState): number => sections.filter((one) => one.state === state).length
  const parts = words.flatMap(([state, word]) => (count(state) === 0 ? [] : [`${count(state)} ${word}`]))
  return `${counted(sections.length, 'section')} that rules answer for: ${parts.join(', ')}`
}

const words: readonly (readonly [SectionState, string])[] = [
  ['violated', 'violated'],
  ['undecided', 'undecided'],
  ['known', 'known or accepted'],
  ['good', 'good'],
  ['absent', 'with nothing to look at'],
]
