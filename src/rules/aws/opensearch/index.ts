import type { Rule } from '../../rule.ts'
import { searchAtRest } from './encryption-at-rest.ts'
import { searchHttps } from './enforce-https.ts'
import { searchNodes } from './node-to-node-encryption.ts'

export const awsOpensearchRules: readonly Rule[] = [searchAtRest, searchHttps, searchNodes]
