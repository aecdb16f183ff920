import type { Rule } from '../../rule.ts'
import { webHttpsOnly } from './https-only.ts'

export const azureWebRules: readonly Rule[] = [webHttpsOnly]
