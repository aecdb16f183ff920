import type { Rule } from '../../rule.ts'
import { notByCommit } from './not-by-commit.ts'
import { unpinnedModule } from './unpinned.ts'

export const terraformModulesRules: readonly Rule[] = [notByCommit, unpinnedModule]
