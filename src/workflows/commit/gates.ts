import type { FindingCounts, GateCondition, GateResult } from '../../contract/nouns.ts'
import { conditionWith } from '../../contract/gate-conditions.ts'
import type { Gate, Limit } from '../../engine/config/gates.ts'
import { severities, type Finding, type Severity } from '../../model/finding.ts'

/** What gates ask about. */
export interface Measured {
  /** What the change made worse. */
  readonly worse: readonly Pick<Finding, 'severity' | 'verdict'>[]
  readonly counts: FindingCounts
  /** Values that it changed. */
  readonly changes: number
  /** Of the reports that were sent, by name. */
  readonly reports: Readonly<Record<string, number>>
}

/** The verdict of each gate, with the number of each of its conditions. Where nothing is configured, one gate keeps new findings out. */
export function gateResults(
  gates: readonly Gate[],
  measured: Measured,
  failOn: Severity | 'never' | undefined,
): readonly GateResult[] {
  const asked = gates.length > 0 ? gates : [usual(failOn ?? 'low')]
  return asked.map(({ name, limits }) => {
    const conditions = limits.map((limit) => conditionOf(limit, measured))
    const isGood = conditions.every(({ verdict }) => verdict === 'passed')
    return { gate: name, verdict: isGood ? 'passed' : 'failed', conditions, override: undefined }
  })
}

/** What `review --since` fails on. */
function usual(failOn: Severity | 'never'): Gate {
  const bad = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1)
  return {
    name: 'review',
    limits: bad.map((severity) => ({ what: 'new', severity, comparison: 'at most', limit: 0 })),
  }
}

function conditionOf(limit: Limit, measured: Measured): GateCondition {
  const { name, number, unit } = numberOf(limit, measured)
  const condition = conditionWith({ ...limit, name }, number, unit)
  return limit.what === 'report' ? { ...condition, isReported: true } : condition
}

function numberOf(
  limit: Limit,
  { worse, counts, changes, reports }: Measured,
): { readonly name: string; readonly number: number | undefined; readonly unit: string } {
  switch (limit.what) {
    case 'new': {
      const { severity } = limit
      const found = worse.filter((one) => one.verdict === 'violated' && one.severity === severity)
      return { name: `new ${severity} findings`, number: found.length, unit: '' }
    }
    case 'undecided':
      return { name: 'undecided share', number: undecidedShare(counts), unit: ' %' }
    case 'changes':
      return { name: 'changed values', number: changes, unit: '' }
    default:
      return { name: limit.name, number: reports[limit.name], unit: '' }
  }
}

/** Of everything that is not good, in percent, to one digit. */
function undecidedShare({ undecided, critical, high, medium, low, info }: FindingCounts): number {
  const all = undecided + critical + high + medium + low + info
  return all === 0 ? 0 : Math.round((undecided / all) * 1000) / 10
}
