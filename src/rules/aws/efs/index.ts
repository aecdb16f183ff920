import type { Rule } from '../../rule.ts'
import { efsEncryption } from './encryption.ts'

export const awsEfsRules: readonly Rule[] = [efsEncryption]
