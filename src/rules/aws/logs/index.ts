import type { Rule } from '../../rule.ts'
import { logGroupKey } from './customer-key.ts'

export const awsLogsRules: readonly Rule[] = [logGroupKey]
