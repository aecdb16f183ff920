import type { Rule } from '../../rule.ts'
import { noPrivateCluster } from './no-private-cluster.ts'
import { authorizedNetworks } from './authorized-networks.ts'
import { legacyAbac } from './legacy-abac.ts'
import { gkeNetworkPolicy } from './network-policy.ts'
import { openControlPlane } from './open-control-plane.ts'
import { privateNodes } from './private-nodes.ts'
import { shieldedNodes } from './shielded-nodes.ts'

export const googleGkeRules: readonly Rule[] = [
  authorizedNetworks,
  legacyAbac,
  gkeNetworkPolicy,
  openControlPlane,
  privateNodes,
  shieldedNodes,
  noPrivateCluster,
]
