import type { Rule } from '../../rule.ts'
import { cloudfrontOldTls } from './old-tls.ts'
import { plainViewers } from './plain-viewers.ts'

export const awsCloudfrontRules: readonly Rule[] = [cloudfrontOldTls, plainViewers]
