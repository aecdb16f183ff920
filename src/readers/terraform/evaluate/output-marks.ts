import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { marks } from '../../../kernel/value.ts'
import { isWhollyKnown, marksDeep } from '../../../lang/hcl/mark.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import type { Val } from '../../../lang/hcl/value.ts'
import type { OutputConfig } from '../config/config.ts'
import { refuse } from '../problems.ts'
import { isTrue } from './variables.ts'

/** What an output may not give out: sensitive values openly from the root, ephemeral ones where they are not declared. */
export function markProblems(config: OutputConfig, value: Val, isRoot: boolean): readonly Diagnostic[] {
  const found = marksDeep(value)
  const span = config.value?.span ?? config.nameSpan
  const ephemeral = ephemeralProblem(config, value, found, isRoot)
  const problems = ephemeral === undefined ? [] : [refuse(ephemeral.summary, ephemeral.detail, span)]
  const isSensitive = config.sensitive !== undefined && isTrue(config.sensitive)
  if (!isRoot || isSensitive || (found & marks.sensitive) === 0) return problems
  const detail =
    'To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent. Annotate the output value with sensitive = true.'
  return [refuse('Output refers to sensitive values', detail, span), ...problems]
}

function ephemeralProblem(
  { ephemeral }: OutputConfig,
  value: Val,
  found: number,
  isRoot: boolean,
): Problem | undefined {
  const isDeclared = ephemeral !== undefined && isTrue(ephemeral)
  const holdsAny = (found & marks.ephemeral) !== 0
  if (isDeclared && isRoot) {
    return problem(
      'Ephemeral output not allowed',
      'Ephemeral outputs are not allowed in context of a root module.',
    )
  }
  if (isDeclared && !holdsAny && isWhollyKnown(value)) {
    const detail =
      'This output value is declared as returning an ephemeral value, but what it returns is not ephemeral.'
    return problem('Value not allowed in ephemeral output', detail)
  }
  if (isDeclared || !holdsAny) return undefined
  const detail =
    'This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived from an ephemeral value.'
  return problem('Ephemeral value not allowed', detail)
}
