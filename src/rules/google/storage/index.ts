import type { Rule } from '../../rule.ts'
import { publicAccessPrevention } from './public-access-prevention.ts'
import { publicBucket } from './public-bucket.ts'
import { uniformAccess } from './uniform-access.ts'

export const googleStorageRules: readonly Rule[] = [publicAccessPrevention, publicBucket, uniformAccess]
