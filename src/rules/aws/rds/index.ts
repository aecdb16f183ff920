import type { Rule } from '../../rule.ts'
import { noBackups } from './no-backups.ts'
import { backupRetention } from './backup-retention.ts'
import { clusterCustomerKey } from './cluster-customer-key.ts'
import { clusterEncryption } from './cluster-encryption.ts'
import { deletionProtection } from './deletion-protection.ts'
import { iamAuthentication } from './iam-authentication.ts'
import { instanceEncryption } from './instance-encryption.ts'
import { rdsPublic } from './public.ts'

export const awsRdsRules: readonly Rule[] = [
  backupRetention,
  clusterCustomerKey,
  clusterEncryption,
  deletionProtection,
  iamAuthentication,
  instanceEncryption,
  rdsPublic,
  noBackups,
]
