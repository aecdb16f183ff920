import type { Rule } from '../../rule.ts'
import { bulkDataAccess } from './bulk-data-access.ts'
import { credentialsExposure } from './credentials-exposure.ts'
import { fullAccess } from './full-access.ts'
import { fullIamAccess } from './full-iam-access.ts'
import { passAnyRole } from './pass-any-role.ts'
import { passRole } from './pass-role.ts'
import { passwordLength } from './password-length.ts'
import { passwordReuse } from './password-reuse.ts'
import { passwordReuseUnchecked } from './password-reuse-unchecked.ts'
import { privilegeEscalation } from './privilege-escalation.ts'
import { providerKeys } from './provider-keys.ts'
import { s3EveryAction } from './s3-every-action.ts'
import { s3FullAccess } from './s3-full-access.ts'
import { tokensWithRights } from './tokens-with-rights.ts'
import { trustEveryone } from './trust-everyone.ts'
import { trustWholeAccount } from './trust-whole-account.ts'
import { userPolicies } from './user-policies.ts'
import { wildcardAction } from './wildcard-action.ts'
import { wildcardResource } from './wildcard-resource.ts'

export const iamRules: readonly Rule[] = [
  bulkDataAccess,
  credentialsExposure,
  fullAccess,
  fullIamAccess,
  passAnyRole,
  passRole,
  passwordLength,
  passwordReuse,
  passwordReuseUnchecked,
  privilegeEscalation,
  providerKeys,
  s3EveryAction,
  s3FullAccess,
  tokensWithRights,
  trustEveryone,
  trustWholeAccount,
  userPolicies,
  wildcardAction,
  wildcardResource,
]
