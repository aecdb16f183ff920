import type { Rule } from '../../rule.ts'
import { mutableTags } from './mutable-tags.ts'
import { ecrPolicyEveryone } from './policy-everyone.ts'
import { scanOnPush } from './scan-on-push.ts'

export const awsEcrRules: readonly Rule[] = [mutableTags, ecrPolicyEveryone, scanOnPush]
