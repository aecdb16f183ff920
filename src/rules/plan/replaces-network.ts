import type { Change } from '../../model/change.ts'
import { created, kept, planOf, replaced, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced, remainingUsers, type Planned } from './planned.ts'

const within = ['a', 'b', 'c'].map((name) => `aws_instance.${name}`)

/** The ground under many others is replaced. */
export const replacesNetwork: PlanRule = {
  id: 'plan/replaces-network',
  title: 'A network that much depends on is replaced',
  severity: 'high',
  danger: 'stateful-replacement',
  why: 'Nothing can stay in a network or subnet while it is replaced: all that lies in it is moved, restarted or replaced too, or the apply stops half-way.',
  fix: 'Undo what forces the replacement, or make a second network beside it and move one thing after the other.',

  *check(plan) {
    for (const change of plan.changes) {
      if (!networks.has(change.type) || (!isReplaced(change) && !isDestroyed(change))) continue
      const users = remainingUsers(plan, change)
      const isWhole = isReplaced(change) && (wholes.has(change.type) || siblings(plan, change) >= fewest)
      if (users.length < fewest && !isWhole) continue
      const what = isReplaced(change) ? 'replaced' : 'destroyed'
      const why =
        users.length < fewest ? 'all that lies in it goes with it' : `${users.length} others depend on it`
      yield objection(change, `It is ${what}, and ${why}.`, change.replacePaths[0])
    }
  },

  examples: {
    good: [planOf([updated('aws_vpc.main', { tags: {} }, { tags: { a: 'b' } })])],
    bad: [
      planOf([replaced('aws_vpc.main', { cidr_block: '10.0.0.0/16' }, { cidr_block: '10.1.0.0/16' })]),
      planOf(
        [
          replaced('aws_subnet.main', { cidr_block: '10.0.0.0/24' }, { cidr_block: '10.0.1.0/24' }),
          ...within.map((one) => kept(one)),
        ],
        { uses: Object.fromEntries(within.map((one) => [one, ['aws_subnet.main']])) },
      ),
    ],
    near: [
      planOf([replaced('aws_subnet.spare', { cidr_block: '10.0.0.0/24' }, { cidr_block: '10.0.1.0/24' })]),
      planOf([created('aws_vpc.main')]),
    ],
  },
}

/** As many must depend on a network as makes it more than a part of one thing. */
const fewest = 3

/** How many of its kind are replaced with it. */
function siblings({ changes }: Planned, { type }: Change): number {
  return type.endsWith('_subnet') || type.endsWith('_subnetwork')
    ? changes.filter((one) => one.type === type && isReplaced(one)).length
    : 0
}

/** What is there to have others in it, whether the plan knows of them or not. */
const wholes: ReadonlySet<string> = new Set([
  'aws_vpc',
  'azurerm_virtual_network',
  'google_compute_network',
  'digitalocean_vpc',
  'hcloud_network',
  'oci_core_vcn',
])

const networks: ReadonlySet<string> = new Set([
  'aws_vpc',
  'aws_subnet',
  'aws_db_subnet_group',
  'aws_elasticache_subnet_group',
  'aws_ec2_transit_gateway',
  'aws_vpn_gateway',
  'aws_dx_gateway',
  'aws_nat_gateway',
  'aws_internet_gateway',
  'azurerm_virtual_network',
  'azurerm_subnet',
  'azurerm_virtual_network_gateway',
  'azurerm_virtual_hub',
  'google_compute_network',
  'google_compute_subnetwork',
  'google_compute_router',
  'google_service_networking_connection',
  'digitalocean_vpc',
  'hcloud_network',
  'oci_core_vcn',
  'oci_core_subnet',
])
