import type { Rule } from '../../rule.ts'
import { kmsRotation } from './rotation.ts'

export const googleKmsRules: readonly Rule[] = [kmsRotation]
