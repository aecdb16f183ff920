import type { Rule } from '../../rule.ts'
import { googleOpenIngress } from './open-ingress.ts'
import { flowLogs } from './flow-logs.ts'
import { googleRdpOpen } from './rdp-open.ts'
import { googleSshOpen } from './ssh-open.ts'

export const googleNetworkRules: readonly Rule[] = [flowLogs, googleRdpOpen, googleSshOpen, googleOpenIngress]
