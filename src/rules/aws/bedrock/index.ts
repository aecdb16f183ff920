import type { Rule } from '../../rule.ts'
import { agentGuardrail } from './agent-guardrail.ts'
import { agentKey } from './agent-key.ts'
import { invocationLog } from './invocation-log.ts'

export const awsBedrockRules: readonly Rule[] = [agentGuardrail, agentKey, invocationLog]
