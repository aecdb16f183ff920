import type { GateCondition, GateResult } from './nouns.ts'

type Asked = Pick<GateCondition, 'name' | 'limit' | 'comparison'>

/** What a condition comes to with its number; undecided where there is none. */
export function conditionWith(
  { name, limit, comparison }: Asked,
  measured: number | undefined,
  unit = '',
): GateCondition {
  if (measured === undefined) {
    const detail = `Nothing was reported for ${name}, and it must be ${comparison} ${limit}${unit}.`
    return { name, verdict: 'undecided', measured, limit, comparison, detail }
  }
  const isGood = comparison === 'at most' ? measured <= limit : measured >= limit
  return {
    name,
    verdict: isGood ? 'passed' : 'failed',
    measured,
    limit,
    comparison,
    detail: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}: ${measured}${unit}, and it ${isGood ? 'may' : 'must'} be ${comparison} ${limit}${unit}.`,
  }
}

/** The verdict of a gate by its conditions; what somebody has overridden stays so. */
export function gateWith(gate: GateResult, conditions: readonly GateCondition[]): GateResult {
  if (gate.override !== undefined) return { ...gate, conditions }
  const isGood = conditions.every(({ verdict }) => verdict === 'passed')
  return { ...gate, verdict: isGood ? 'passed' : 'failed', conditions }
}

/** Gates when a report has come after the review: its numbers count wherever a condition asks about them. */
export function gatesWith(
  gates: readonly GateResult[],
  numbers: Readonly<Record<string, number>>,
): readonly GateResult[] {
  return gates.map((gate) =>
    gateWith(
      gate,
      gate.conditions.map((one) => {
        const number = Object.hasOwn(numbers, one.name) ? numbers[one.name] : undefined
        // Only reports leave a condition without a number.
        const isAsked = one.isReported === true || one.verdict === 'undecided'
        return isAsked && number !== undefined ? { ...conditionWith(one, number), isReported: true } : one
      }),
    ),
  )
}
