import { answersFor, benchmarkOf, benchmarks, type Benchmark } from '../engine/review/compliance.ts'
import { didYouMean } from './did-you-mean.ts'
import type { PlanRule } from '../rules/plan/plan-rule.ts'
import type { Rule } from '../rules/rule.ts'

/** What is said on the command line about which rules are asked. */
interface Asked {
  readonly rule: readonly string[]
  readonly skip: readonly string[]
  readonly compliance?: string | undefined
}

/** The rules that are asked, and the benchmark that they answer for; a text says what is wrong. */
export function chosenRules(
  rules: readonly Rule[],
  { rule: only, skip, compliance }: Asked,
): { readonly rules: readonly Rule[]; readonly benchmark: Benchmark | undefined } | string {
  const wrong = [...only, ...skip].find(
    (name) => !name.startsWith('plan') && !rules.some((one) => isNamed(one, [name])),
  )
  // A rule that is misspelt would look like one that finds nothing.
  if (wrong !== undefined) return `there is no rule ${wrong}.${didYouMean(wrong, namesOf(rules))}`
  const chosen = rules.filter((one) => (only.length === 0 || isNamed(one, only)) && !isNamed(one, skip))
  if (compliance === undefined) return { rules: chosen, benchmark: undefined }
  const benchmark = benchmarkOf(compliance)
  if (benchmark === undefined) {
    return `there is no benchmark ${compliance}; there are ${benchmarks.map(({ id }) => id).join(', ')}.`
  }
  const answering = chosen.filter((one) => answersFor(one, benchmark))
  // A report without a single section would look like one without a finding.
  if (answering.length === 0)
    return `no rule names a section of ${benchmark.title}, so nothing can be said of it.`
  return { rules: answering, benchmark }
}

/** The rules about plans that are asked; a benchmark has nothing to say of changes. */
export function chosenPlanRules(
  rules: readonly PlanRule[],
  { rule: only, skip, compliance }: Asked,
): readonly PlanRule[] {
  if (compliance !== undefined) return []
  return rules.filter((one) => (only.length === 0 || isNamed(one, only)) && !isNamed(one, skip))
}

function namesOf(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap(({ id, aliases }) => [id, ...aliases.map((one) => one.id)])
}

interface Named {
  readonly id: string
  readonly aliases?: readonly { readonly id: string }[]
}

function isNamed({ id, aliases = [] }: Named, names: readonly string[]): boolean {
  return names.some(
    (name) => id === name || id.startsWith(`${name}/`) || aliases.some((one) => one.id === name),
  )
}
