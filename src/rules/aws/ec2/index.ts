import type { Rule } from '../../rule.ts'
import { imdsv2 } from './imdsv2.ts'
import { openEgress } from './open-egress.ts'
import { openIngress } from './open-ingress.ts'
import { openRdp } from './open-rdp.ts'
import { openSsh } from './open-ssh.ts'
import { publicAddress } from './public-address.ts'
import { securityGroupDescription } from './security-group-description.ts'
import { securityGroupRuleDescription } from './security-group-rule-description.ts'
import { userDataKeys } from './user-data-keys.ts'

export const ec2Rules: readonly Rule[] = [
  imdsv2,
  openEgress,
  openIngress,
  openRdp,
  openSsh,
  publicAddress,
  securityGroupDescription,
  securityGroupRuleDescription,
  userDataKeys,
]
