import type { Rule } from '../../rule.ts'
import { sudo } from './sudo.ts'
import { updateAlone } from './update-alone.ts'

export const dockerPackagesRules: readonly Rule[] = [sudo, updateAlone]
