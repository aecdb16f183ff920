import type { Rule } from '../../rule.ts'
import { sqlOpenNetwork } from './open-network.ts'
import { passwordInCode } from './password-in-code.ts'
import { sqlPublicAddress } from './public-address.ts'
import { sqlRequireTls } from './require-tls.ts'

export const googleSqlRules: readonly Rule[] = [
  sqlOpenNetwork,
  passwordInCode,
  sqlPublicAddress,
  sqlRequireTls,
]
