import type { Rule } from '../../rule.ts'
import { accountReadsSecrets } from './account-reads-secrets.ts'
import { secretsChanged } from './changes-secrets.ts'
import { everything } from './everything.ts'
import { secretsRead } from './reads-secrets.ts'
import { wildcardApiGroups } from './wildcard-api-groups.ts'
import { wildcardGroupResources } from './wildcard-group-resources.ts'
import { wildcardResources } from './wildcard-resources.ts'
import { wildcardVerbs } from './wildcard-verbs.ts'

export const kubernetesRbacRules: readonly Rule[] = [
  accountReadsSecrets,
  secretsChanged,
  everything,
  secretsRead,
  wildcardApiGroups,
  wildcardGroupResources,
  wildcardResources,
  wildcardVerbs,
]
