import type { Rule } from '../../rule.ts'
import { redshiftPublicUnsaid } from './public-unsaid.ts'
import { redshiftCustomerKey } from './customer-key.ts'
import { redshiftEncryption } from './encryption.ts'
import { redshiftPublic } from './public.ts'
import { redshiftSubnets } from './subnet-group.ts'

export const awsRedshiftRules: readonly Rule[] = [
  redshiftCustomerKey,
  redshiftEncryption,
  redshiftPublic,
  redshiftSubnets,
  redshiftPublicUnsaid,
]
