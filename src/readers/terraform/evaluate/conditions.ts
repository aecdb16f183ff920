import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { marks } from '../../../kernel/value.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { evaluate, isProblem, spanOf, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import { boolType, stringType } from '../../../lang/hcl/types.ts'
import type { Val } from '../../../lang/hcl/value.ts'
import type { Attribute } from '../../../lang/hcl/body.ts'
import type { ConditionConfig } from '../config/config.ts'
import { refuse, warn } from '../problems.ts'
import { mentionsOf } from './mentions.ts'

/** How a condition of one kind is spoken of. */
export interface ConditionRules {
  readonly summary: string
  readonly severity: 'error' | 'warning'
  readonly kind: keyof typeof conditionWords
  readonly self?: Val
  /** The variable that a validation must look at. */
  readonly variable?: string
}

const conditionWords = {
  validation: {
    expression: 'Invalid variable validation condition',
    result: 'Invalid variable validation result',
  },
  precondition: { expression: 'Invalid precondition expression', result: 'Invalid condition result' },
  postcondition: { expression: 'Invalid postcondition expression', result: 'Invalid condition result' },
  assertion: { expression: 'Invalid check assertion expression', result: 'Invalid condition result' },
} as const

/** A condition that is false is reported with its own message; one that isn't known yet says nothing. */
export function conditionProblems(
  { condition, message, span }: ConditionConfig,
  scope: Scope,
  rules: ConditionRules,
): readonly Diagnostic[] {
  if (condition === undefined) return []
  const words = conditionWords[rules.kind]
  const given = evaluate(condition.expression, scope)
  if (scope.run.diagnostics.length > 0) return scope.run.diagnostics
  const aimless = aimlessness(condition, rules)
  if (aimless !== undefined) return [refuse(words.expression, aimless, condition.span)]
  const site = spanOf(condition.expression.tree, condition.expression.node)
  if (given.kind === 'null') {
    return [refuse(words.result, 'Condition expression must return either true or false, not null.', site)]
  }
  const result = convert(given, boolType)
  if (isProblem(result)) {
    return [refuse(words.result, `Invalid condition result value: ${result.detail}.`, site)]
  }
  if (result.kind !== 'bool' || result.value) return []
  const say = rules.severity === 'warning' ? warn : refuse
  return [say(rules.summary, messageOf(message, scope) || `The condition at ${span.file} is false.`, site)]
}

/** Why a condition says nothing about what it stands for. */
function aimlessness(condition: Attribute, { variable }: ConditionRules): string | undefined {
  const mentions = mentionsOf(condition)
  if (mentions.length === 0) {
    return 'A condition must refer to at least one object of the configuration, or its result would always be the same.'
  }
  if (variable === undefined) return undefined
  if (mentions.some(({ root, names }) => root === 'var' && names[0] === variable)) return undefined
  return `The condition for variable "${variable}" must refer to var.${variable}, or it would not test the values given.`
}

function messageOf(message: ConditionConfig['message'], scope: Scope): string {
  if (message === undefined) return ''
  const value = evaluate(message.expression, scope)
  const text = value.kind === 'null' ? undefined : convert(value, stringType)
  if (text === undefined || isProblem(text) || text.kind !== 'string') return ''
  if ((text.marks & marks.sensitive) !== 0) {
    return 'The error message included a sensitive value, so it will not be displayed.'
  }
  return text.value.trim()
}
