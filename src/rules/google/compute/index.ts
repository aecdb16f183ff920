import type { Rule } from '../../rule.ts'
import { defaultServiceAccount } from './default-service-account.ts'
import { externalAddress } from './external-address.ts'
import { fullScope } from './full-scope.ts'
import { integrityMonitoring } from './integrity-monitoring.ts'
import { secureBoot } from './secure-boot.ts'
import { vtpm } from './vtpm.ts'

export const googleComputeRules: readonly Rule[] = [
  defaultServiceAccount,
  externalAddress,
  fullScope,
  integrityMonitoring,
  secureBoot,
  vtpm,
]
