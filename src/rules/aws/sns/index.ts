import type { Rule } from '../../rule.ts'
import { topicKey } from './customer-key.ts'
import { topicEncryption } from './encryption.ts'

export const awsSnsRules: readonly Rule[] = [topicKey, topicEncryption]
