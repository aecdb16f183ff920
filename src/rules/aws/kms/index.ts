import type { Rule } from '../../rule.ts'
import { policyEveryone } from './policy-everyone.ts'
import { rotation } from './rotation.ts'

export const kmsRules: readonly Rule[] = [policyEveryone, rotation]
