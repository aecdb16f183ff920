import type { Rule } from '../../rule.ts'
import { apiServerRanges } from './api-server-ranges.ts'
import { aksLogging } from './logging.ts'
import { aksNetworkPolicy } from './network-policy.ts'
import { privateCluster } from './private-cluster.ts'
import { aksRbac } from './rbac.ts'

export const azureAksRules: readonly Rule[] = [
  apiServerRanges,
  aksLogging,
  aksNetworkPolicy,
  privateCluster,
  aksRbac,
]
