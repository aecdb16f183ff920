import type { Rule } from '../../rule.ts'
import { cacheAtRest } from './encryption-at-rest.ts'
import { cacheInTransit } from './encryption-in-transit.ts'

export const awsElasticacheRules: readonly Rule[] = [cacheAtRest, cacheInTransit]
