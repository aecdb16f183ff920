import type { Rule } from '../../rule.ts'
import { apiLogs } from './access-logs.ts'

export const awsApigatewayRules: readonly Rule[] = [apiLogs]
