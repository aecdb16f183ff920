import type { Rule } from '../../rule.ts'
import { controlPlaneLogs } from './control-plane-logs.ts'
import { openEndpoint } from './open-endpoint.ts'
import { publicEndpoint } from './public-endpoint.ts'
import { secretsEncryption } from './secrets-encryption.ts'
import { spotGpuNodes } from './spot-gpu-nodes.ts'
import { untaintedGpuNodes } from './untainted-gpu-nodes.ts'

export const awsEksRules: readonly Rule[] = [
  controlPlaneLogs,
  openEndpoint,
  publicEndpoint,
  secretsEncryption,
  spotGpuNodes,
  untaintedGpuNodes,
]
