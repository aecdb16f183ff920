import type { Config } from '../../engine/config/config.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { nearest } from '../../lang/text/nearest.ts'
import { allPlanRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import { didYouMean } from '../did-you-mean.ts'

/** Rules that the configuration names and that are not there: what is said of them would be without effect, and nobody would know. */
export async function unknownNames(
  { rules: said, waivers }: Config,
  rules: readonly Rule[],
): Promise<readonly Diagnostic[]> {
  const named = [
    ...[...said].map(([name, { span }]) => ({ name, span })),
    ...waivers.map(({ rule, span }) => ({ name: rule, span })),
  ]
  const strange = named.filter(({ name }) => !isNamed(name, rules))
  if (strange.length === 0) return []
  const all = [...rules, ...(await allPlanRules()).map(({ id }) => ({ id, aliases: [] }))]
  const ids = all.map(({ id }) => id)
  return strange.flatMap(({ name, span }) =>
    isNamed(name, all) || mayBeOfAnotherTool(name, ids) ? [] : [unknown(name, ids, span)],
  )
}

type Names = Pick<Rule, 'id' | 'aliases'>

/** Names in the configuration are ids, beginnings of them, aliases, or all. */
function isNamed(name: string, rules: readonly Names[]): boolean {
  const lower = name.toLowerCase()
  return (
    name === '*' ||
    rules.some(
      ({ id, aliases }) =>
        id === name || id.startsWith(`${name}/`) || aliases.some((one) => one.id.toLowerCase() === lower),
    )
  )
}

/** Findings of other tools are configured too, by names that nobody knows here: `CKV_AWS_21`, `checkov/CKV_AWS_21`. */
function mayBeOfAnotherTool(name: string, ids: readonly string[]): boolean {
  const [head = '', ...rest] = name.split('/')
  if (rest.length === 0) return !/^[a-z]+$/u.test(name)
  return ids.every((id) => !id.startsWith(`${head}/`)) && nearest(name, ids, 2) === undefined
}

function unknown(name: string, ids: readonly string[], span: Span): Diagnostic {
  return {
    code: 'review/unknown-rule',
    severity: 'warning',
    summary: 'The configuration names a rule that there is not',
    detail: `There is no rule ${name}, so that this has no effect.${didYouMean(name, ids)} plumbline rules lists them.`,
    span,
  }
}
