import type { Rule } from '../../rule.ts'
import { noUser } from './no-user.ts'
import { rootUser } from './root-user.ts'

export const dockerUserRules: readonly Rule[] = [noUser, rootUser]
