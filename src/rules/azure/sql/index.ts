import type { Rule } from '../../rule.ts'
import { auditRetention } from './audit-retention.ts'
import { sqlAuditing } from './auditing.ts'
import { azureServicesFirewall } from './azure-services-firewall.ts'
import { openFirewall } from './open-firewall.ts'
import { sqlPublicNetwork } from './public-network-access.ts'
import { requireTls } from './require-tls.ts'
import { sqlTlsVersion } from './tls-version.ts'

export const azureSqlRules: readonly Rule[] = [
  auditRetention,
  sqlAuditing,
  azureServicesFirewall,
  openFirewall,
  sqlPublicNetwork,
  requireTls,
  sqlTlsVersion,
]
