import type { Rule } from '../../rule.ts'
import { queueEncryption } from './encryption.ts'
import { queueEveryAction } from './policy-every-action.ts'
import { queueEveryone } from './policy-everyone.ts'

export const awsSqsRules: readonly Rule[] = [queueEncryption, queueEveryAction, queueEveryone]
