import type { Rule } from '../../rule.ts'
import { addForCopy } from './add-for-copy.ts'
import { healthcheck } from './healthcheck.ts'
import { addUnchecked } from './add-unchecked.ts'
import { dockerLatestTag } from './latest-tag.ts'
import { dockerSshPort } from './ssh-port.ts'

export const dockerImageRules: readonly Rule[] = [
  addForCopy,
  addUnchecked,
  healthcheck,
  dockerLatestTag,
  dockerSshPort,
]
