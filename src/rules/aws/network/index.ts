import type { Rule } from '../../rule.ts'
import { databaseReachable } from './database-reachable.ts'
import { openToInternetAdminPorts } from './open-to-internet-admin-ports.ts'
import { sshReachable } from './ssh-reachable.ts'

export const networkRules: readonly Rule[] = [databaseReachable, openToInternetAdminPorts, sshReachable]
