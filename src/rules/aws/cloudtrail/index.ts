import type { Rule } from '../../rule.ts'
import { allRegions } from './all-regions.ts'
import { trailKey } from './customer-key.ts'
import { logValidation } from './log-validation.ts'

export const awsCloudtrailRules: readonly Rule[] = [allRegions, trailKey, logValidation]
