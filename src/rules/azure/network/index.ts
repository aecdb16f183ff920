import type { Rule } from '../../rule.ts'
import { rdpOpen } from './rdp-open.ts'
import { sshOpen } from './ssh-open.ts'

export const azureNetworkRules: readonly Rule[] = [rdpOpen, sshOpen]
