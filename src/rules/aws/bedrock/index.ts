import type { Rule } from '../../rule.ts'
import { agentGuardrail } from './agent-guardrail.ts'
import { agentKey } from './agent-key.ts'

export const awsBedrockRules: readonly Rule[] = [agentGuardrail, agentKey]
