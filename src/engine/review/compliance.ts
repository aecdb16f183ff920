import type { ComplianceSection, SectionState } from '../../model/compliance.ts'
import type { Finding } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'
import type { Rule } from '../../rules/rule.ts'
import type { Review } from './review.ts'

/** A benchmark or standard whose sections rules refer to. */
export interface Benchmark {
  readonly id: string
  /** What references to it begin with. */
  readonly title: string
}

/** What `--compliance` knows. */
export const benchmarks: readonly Benchmark[] = [
  { id: 'cis-aws', title: 'CIS AWS' },
  { id: 'cis-azure', title: 'CIS Azure' },
  { id: 'cis-gcp', title: 'CIS GCP' },
  { id: 'cis-kubernetes', title: 'CIS Kubernetes' },
  { id: 'cis-docker', title: 'CIS Docker' },
  { id: 'nist-800-53', title: 'NIST 800-53' },
  { id: 'pci-dss-4', title: 'PCI DSS 4.0' },
  { id: 'soc2', title: 'SOC 2' },
]

/** The benchmark that a person means: case, spaces and dashes don't matter, and a beginning that only one has is enough. */
export function benchmarkOf(text: string): Benchmark | undefined {
  const wanted = letters(text)
  const whole = benchmarks.find(({ id }) => letters(id) === wanted)
  if (whole !== undefined || wanted === '') return whole
  const [first, ...others] = benchmarks.filter(({ id }) => letters(id).startsWith(wanted))
  return others.length === 0 ? first : undefined
}

/** Whether a rule answers for a section of a benchmark. */
export function answersFor({ compliance }: Pick<Rule, 'compliance'>, { title }: Benchmark): boolean {
  return compliance.some((reference) => reference.startsWith(`${title} `))
}

/** The report with the sections of a benchmark, and what is reported of each. */
export function withCompliance(
  report: ReviewReport,
  { asked, findings }: Pick<Review, 'asked' | 'findings'>,
  rules: readonly Pick<Rule, 'id' | 'compliance'>[],
  { id, title }: Benchmark,
): ReviewReport {
  const sections = new Map<string, string[]>()
  for (const rule of rules) {
    for (const reference of rule.compliance) {
      if (!reference.startsWith(`${title} `)) continue
      const section = reference.slice(title.length + 1)
      const some = sections.get(section)
      if (some === undefined) sections.set(section, [rule.id])
      else some.push(rule.id)
    }
  }
  const order = new Intl.Collator('en', { numeric: true })
  const compared = { asked, found: findings, reported: report.findings }
  const compliance = {
    benchmark: id,
    title,
    sections: [...sections]
      .toSorted(([a], [b]) => order.compare(a, b))
      .map(([section, some]) => sectionOf(section, some, compared)),
  }
  return { ...report, compliance }
}

interface Compared {
  /** Ids of the rules that had something to look at. */
  readonly asked: ReadonlySet<string>
  /** Everything that was found, reported or not. */
  readonly found: readonly Finding[]
  readonly reported: readonly Finding[]
}

function sectionOf(
  section: string,
  rules: readonly string[],
  { asked, found, reported }: Compared,
): ComplianceSection {
  const isOurs = ({ rule }: Finding): boolean => rules.includes(rule)
  const findings = reported.filter(isOurs)
  return { section, rules, state: stateOf(), findings }

  function stateOf(): SectionState {
    if (findings.some(({ verdict }) => verdict === 'violated')) return 'violated'
    if (findings.length > 0) return 'undecided'
    if (found.some(isOurs)) return 'known'
    return rules.some((rule) => asked.has(rule)) ? 'good' : 'absent'
  }
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')
}
