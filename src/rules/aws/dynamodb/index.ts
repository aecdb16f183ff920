import type { Rule } from '../../rule.ts'
import { dynamoKey } from './customer-key.ts'
import { pointInTimeRecovery } from './point-in-time-recovery.ts'

export const awsDynamodbRules: readonly Rule[] = [dynamoKey, pointInTimeRecovery]
