import type { Rule } from '../../rule.ts'
import { defaultSecurityGroup } from './default-security-group.ts'
import { defaultSecurityGroupUnmanaged } from './default-security-group-unmanaged.ts'
import { flowLog } from './flow-log.ts'
import { networkAclOpen } from './network-acl-open.ts'
import { networkAclRdp } from './network-acl-rdp.ts'
import { networkAclSsh } from './network-acl-ssh.ts'
import { publicSubnetAddresses } from './public-subnet-addresses.ts'

export const vpcRules: readonly Rule[] = [
  defaultSecurityGroup,
  defaultSecurityGroupUnmanaged,
  flowLog,
  networkAclOpen,
  networkAclRdp,
  networkAclSsh,
  publicSubnetAddresses,
]
