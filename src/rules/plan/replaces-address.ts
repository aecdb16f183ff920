import type { Change } from '../../model/change.ts'
import { created, kept, planOf, replaced } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced, remainingUsers, type Planned } from './planned.ts'

/** What an address leads to goes away for a while, or the address itself for ever. */
export const replacesAddress: PlanRule = {
  id: 'plan/replaces-address',
  title: 'An instance behind an address, or the address, is replaced',
  severity: 'high',
  danger: 'stateful-replacement',
  why: 'Until the new instance is there nobody answers, and what was on its disk is gone; a fixed address that is given back is given to somebody else.',
  fix: 'Make the new one first (`create_before_destroy`), behind a load balancer, or undo what forces the replacement.',

  *check(plan) {
    for (const change of plan.changes) {
      if (addresses.has(change.type) && isLost(plan, change)) {
        yield objection(
          change,
          'The fixed address is given back; a new one is another.',
          change.replacePaths[0],
        )
      } else if (instances.has(change.type) && isReplaced(change) && change.order !== 'create-first') {
        const front = frontOf(plan, change)
        if (front !== undefined) {
          yield objection(
            change,
            `${front} leads to it, and it is destroyed before the new one is there.`,
            change.replacePaths[0],
          )
        }
      }
    }
  },

  examples: {
    good: [planOf([replaced('aws_instance.worker', { ami: 'a' }, { ami: 'b' })])],
    bad: [
      planOf([replaced('aws_instance.gate', { ami: 'a' }, { ami: 'b' }), kept('aws_eip.gate')], {
        uses: { 'aws_eip.gate': ['aws_instance.gate'] },
      }),
      planOf([
        replaced('google_compute_address.api', { region: 'europe-west1' }, { region: 'europe-west4' }),
      ]),
    ],
    near: [
      planOf(
        [replaced('aws_instance.gate', { ami: 'a' }, { ami: 'b' }, 'create-first'), kept('aws_eip.gate')],
        {
          uses: { 'aws_eip.gate': ['aws_instance.gate'] },
        },
      ),
      planOf([created('aws_eip.gate')]),
    ],
  },
}

const instances: ReadonlySet<string> = new Set([
  'aws_instance',
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
  'google_compute_instance',
  'digitalocean_droplet',
  'hcloud_server',
  'openstack_compute_instance_v2',
])

const addresses: ReadonlySet<string> = new Set([
  'aws_eip',
  'azurerm_public_ip',
  'google_compute_address',
  'google_compute_global_address',
  'digitalocean_reserved_ip',
  'hcloud_primary_ip',
])

/** What leads to an instance, or holds its data. */
const fronts: ReadonlySet<string> = new Set([
  'aws_eip',
  'aws_eip_association',
  'aws_route53_record',
  'aws_lb_target_group_attachment',
  'aws_alb_target_group_attachment',
  'aws_elb_attachment',
  'aws_elb',
  'aws_volume_attachment',
  'aws_globalaccelerator_endpoint_group',
  'azurerm_dns_a_record',
  'azurerm_network_interface_backend_address_pool_association',
  'azurerm_virtual_machine_data_disk_attachment',
  'google_dns_record_set',
  'google_compute_instance_group',
  'google_compute_target_instance',
  'google_compute_attached_disk',
  'cloudflare_record',
  'cloudflare_dns_record',
  'digitalocean_record',
  'digitalocean_reserved_ip_assignment',
])

function isLost(plan: Planned, change: Change): boolean {
  if (isReplaced(change)) return true
  return isDestroyed(change) && change.deposed === undefined && remainingUsers(plan, change).length > 0
}

function frontOf(plan: Planned, { address }: Change): string | undefined {
  return plan
    .usersOf(address)
    .find((one) => fronts.has(plan.at(one)?.type ?? '') && plan.at(one)?.actions.includes('create') !== true)
}
