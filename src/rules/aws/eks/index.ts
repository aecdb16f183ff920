import type { Rule } from '../../rule.ts'
import { controlPlaneLogs } from './control-plane-logs.ts'
import { openEndpoint } from './open-endpoint.ts'
import { publicEndpoint } from './public-endpoint.ts'
import { secretsEncryption } from './secrets-encryption.ts'

export const awsEksRules: readonly Rule[] = [
  controlPlaneLogs,
  openEndpoint,
  publicEndpoint,
  secretsEncryption,
]
