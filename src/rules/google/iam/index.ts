import type { Rule } from '../../rule.ts'
import { basicRoles } from './basic-roles.ts'
import { impersonation } from './impersonation.ts'
import { serviceAccountAdmin } from './service-account-admin.ts'
import { userImpersonation } from './user-impersonation.ts'

export const googleIamRules: readonly Rule[] = [
  basicRoles,
  impersonation,
  serviceAccountAdmin,
  userImpersonation,
]
