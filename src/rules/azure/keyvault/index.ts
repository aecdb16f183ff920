import type { Rule } from '../../rule.ts'
import { vaultExpiry } from './expiry.ts'
import { vaultDefaultDeny } from './network-default-deny.ts'
import { purgeProtection } from './purge-protection.ts'
import { softDelete } from './soft-delete.ts'

export const azureKeyvaultRules: readonly Rule[] = [
  vaultExpiry,
  vaultDefaultDeny,
  purgeProtection,
  softDelete,
]
