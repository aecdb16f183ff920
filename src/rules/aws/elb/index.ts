import type { Rule } from '../../rule.ts'
import { balancerLogs } from './access-logs.ts'
import { classicLogs } from './classic-access-logs.ts'
import { invalidHeaders } from './invalid-headers.ts'
import { oldTls } from './old-tls.ts'
import { plainListener } from './plain-listener.ts'

export const awsElbRules: readonly Rule[] = [balancerLogs, classicLogs, invalidHeaders, oldTls, plainListener]
