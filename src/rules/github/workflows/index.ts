import type { Rule } from '../../rule.ts'
import { jobWriteAll } from './job-write-all.ts'
import { rightsLeftToJobs } from './rights-left-to-jobs.ts'
import { scriptInjection } from './script-injection.ts'
import { secretByCurl } from './secret-by-curl.ts'
import { unpinnedAction } from './unpinned-action.ts'
import { unsecureCommands } from './unsecure-commands.ts'
import { untrustedCheckout } from './untrusted-checkout.ts'
import { writeAll } from './write-all.ts'

export const githubWorkflowsRules: readonly Rule[] = [
  scriptInjection,
  secretByCurl,
  unpinnedAction,
  unsecureCommands,
  untrustedCheckout,
  writeAll,
  jobWriteAll,
  rightsLeftToJobs,
]
