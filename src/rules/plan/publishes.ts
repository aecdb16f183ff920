import type { Value } from '../../kernel/value.ts'
import type { Change } from '../../model/change.ts'
import { flagAt, isEverywhere, listAt, textAt, textsAt } from './asking.ts'
import { created, destroyed, kept, planOf, updated } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { doorsOpened } from './public-doors.ts'
import { isCreated, isDestroyed, isReplaced, isUpdated, type Planned } from './planned.ts'

/** A database, bucket or cluster gets an address that the internet reaches. */
export const publishes: PlanRule = {
  id: 'plan/publishes',
  title: 'A database, bucket or cluster is made public',
  severity: 'critical',
  danger: 'exposure',
  why: 'What had only addresses inside now has one that everybody can reach; a password or a mistake in a policy is then all that is between.',
  fix: 'Keep it private, and reach it by a private endpoint, a bastion or a VPN.',

  *check(plan) {
    for (const change of plan.changes) {
      const path = publishedBy(change)
      if (path !== undefined) yield objection(change, `${path} makes it public.`, path)
      else for (const door of doorsOpened(plan, change)) yield objection(change, door.message, door.path)
      if (isDestroyed(change) && isWall(plan, change))
        yield objection(change, 'The firewall for the web in front of it is taken away, and it stays.')
      if (isDestroyed(change) && isShield(plan, change)) {
        yield objection(change, 'The block on public access is destroyed, and its bucket stays.')
      }
    }
  },

  examples: {
    good: [
      planOf([
        updated('aws_db_instance.main', { publicly_accessible: true }, { publicly_accessible: false }),
      ]),
    ],
    bad: [
      planOf([
        updated('aws_db_instance.main', { publicly_accessible: false }, { publicly_accessible: true }),
      ]),
      planOf([
        updated(
          'aws_s3_bucket_public_access_block.models',
          { bucket: 'models', block_public_policy: true },
          { bucket: 'models', block_public_policy: false },
        ),
      ]),
      planOf([created('aws_s3_bucket_acl.models', { bucket: 'models', acl: 'public-read' })]),
      planOf([
        kept('aws_s3_bucket.models', { bucket: 'models' }),
        destroyed('aws_s3_bucket_public_access_block.models', { bucket: 'models', block_public_acls: true }),
      ]),
      // Nobody is named any more, so everybody may.
      planOf([
        updated(
          'azurerm_kubernetes_cluster.this',
          { api_server_access_profile: [{ authorized_ip_ranges: ['203.0.113.0/24'] }] },
          { api_server_access_profile: [] },
        ),
      ]),
      planOf([
        updated(
          'kubernetes_service_v1.db',
          { spec: [{ type: 'ClusterIP', port: [{ port: 5432 }] }] },
          { spec: [{ type: 'LoadBalancer', port: [{ port: 5432 }] }] },
        ),
      ]),
      planOf([
        updated(
          'aws_route_table.private',
          { route: [{ cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1', gateway_id: '' }] },
          { route: [{ cidr_block: '0.0.0.0/0', nat_gateway_id: '', gateway_id: 'igw-1' }] },
        ),
      ]),
      planOf([
        kept('aws_lambda_function.pay', { function_name: 'pay' }),
        created('aws_lambda_function_url.pay', { function_name: 'pay', authorization_type: 'NONE' }),
      ]),
      planOf([
        updated(
          'aws_eks_cluster.this',
          { vpc_config: [{ endpoint_public_access: false, public_access_cidrs: ['0.0.0.0/0'] }] },
          { vpc_config: [{ endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'] }] },
        ),
      ]),
    ],
    near: [
      planOf([
        updated(
          'aws_eks_cluster.this',
          { vpc_config: [{ endpoint_public_access: false, public_access_cidrs: [] }] },
          { vpc_config: [{ endpoint_public_access: true, public_access_cidrs: ['203.0.113.4/32'] }] },
        ),
      ]),
      planOf([
        destroyed('aws_s3_bucket.old', { bucket: 'old' }),
        destroyed('aws_s3_bucket_public_access_block.old', { bucket: 'old', block_public_acls: true }),
      ]),
      planOf([created('azurerm_storage_account.logs', { public_network_access_enabled: true })]),
      // A web page for everybody, and a load balancer of its own inside of the network.
      planOf([
        created('kubernetes_service.web', { spec: [{ type: 'LoadBalancer', port: [{ port: 443 }] }] }),
        updated(
          'kubernetes_service.db',
          { metadata: [{ annotations: {} }], spec: [{ type: 'ClusterIP' }] },
          {
            metadata: [
              { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } },
            ],
            spec: [{ type: 'LoadBalancer' }],
          },
        ),
      ]),
      // A new function that is meant to be called by everybody.
      planOf([
        created('aws_lambda_function.hook', { function_name: 'hook' }),
        created('aws_lambda_function_url.hook', { function_name: 'hook', authorization_type: 'NONE' }),
      ]),
    ],
  },
}

/** The path that makes it public now and did not before. */
function publishedBy(change: Change): string | undefined {
  const { before, after } = change
  const isNew = isCreated(change)
  if (!isNew && !isUpdated(change) && !isReplaced(change)) return undefined
  return publicPaths.find(
    (one) =>
      one.type.test(change.type) && isPublic(one, after, isNew) && (isNew || !isPublic(one, before, isNew)),
  )?.path
}

interface PublicPath {
  readonly type: RegExp
  readonly path: string
  /** The values that are public; the list of ranges holds everybody where there are none. */
  readonly values: readonly (string | boolean)[]
  /** Whether something new is objected to as well: not where public is what the service gives by itself. */
  readonly whenNew: boolean
  /** Ranges that keep out others although it is public. */
  readonly ranges?: string
}

const publicPaths: readonly PublicPath[] = [
  { type: /^aws_/u, path: 'publicly_accessible', values: [true], whenNew: true },
  {
    type: /^aws_eks_cluster$/u,
    path: 'vpc_config[0].endpoint_public_access',
    values: [true],
    whenNew: false,
    ranges: 'vpc_config[0].public_access_cidrs',
  },
  {
    type: /^aws_eks_cluster$/u,
    path: 'vpc_config[0].public_access_cidrs',
    values: ['0.0.0.0/0'],
    whenNew: false,
  },
  {
    type: /^aws_s3_(?:account|bucket)_public_access_block$/u,
    path: 'block_public_acls',
    values: [false],
    whenNew: false,
  },
  {
    type: /^aws_s3_(?:account|bucket)_public_access_block$/u,
    path: 'block_public_policy',
    values: [false],
    whenNew: false,
  },
  {
    type: /^aws_s3_(?:account|bucket)_public_access_block$/u,
    path: 'ignore_public_acls',
    values: [false],
    whenNew: false,
  },
  {
    type: /^aws_s3_(?:account|bucket)_public_access_block$/u,
    path: 'restrict_public_buckets',
    values: [false],
    whenNew: false,
  },
  {
    type: /^aws_s3_bucket(?:_acl)?$/u,
    path: 'acl',
    values: ['public-read', 'public-read-write', 'authenticated-read'],
    whenNew: true,
  },
  { type: /^aws_lambda_function_url$/u, path: 'authorization_type', values: ['NONE'], whenNew: false },
  { type: /^aws_lb$|^aws_alb$|^aws_elb$/u, path: 'internal', values: [false], whenNew: false },
  { type: /^aws_subnet$/u, path: 'map_public_ip_on_launch', values: [true], whenNew: false },
  {
    type: /^aws_sagemaker_notebook_instance$/u,
    path: 'direct_internet_access',
    values: ['Enabled'],
    whenNew: false,
  },
  {
    type: /^aws_(?:ami_launch_permission|snapshot_create_volume_permission)$/u,
    path: 'group',
    values: ['all'],
    whenNew: true,
  },
  { type: /^aws_db_(?:cluster_)?snapshot$/u, path: 'shared_accounts', values: ['all'], whenNew: true },
  {
    type: /^aws_msk_cluster$/u,
    path: 'broker_node_group_info[0].connectivity_info[0].public_access[0].type',
    values: ['SERVICE_PROVIDED_EIPS'],
    whenNew: true,
  },
  { type: /^azurerm_/u, path: 'public_network_access_enabled', values: [true], whenNew: false },
  { type: /^azurerm_/u, path: 'public_network_access', values: ['Enabled'], whenNew: false },
  {
    type: /^azurerm_storage_account$/u,
    path: 'allow_nested_items_to_be_public',
    values: [true],
    whenNew: false,
  },
  { type: /^azurerm_storage_account$/u, path: 'allow_blob_public_access', values: [true], whenNew: false },
  {
    type: /^azurerm_storage_account$/u,
    path: 'network_rules[0].default_action',
    values: ['Allow'],
    whenNew: false,
  },
  {
    type: /^azurerm_storage_account_network_rules$/u,
    path: 'default_action',
    values: ['Allow'],
    whenNew: false,
  },
  { type: /^azurerm_key_vault$/u, path: 'network_acls[0].default_action', values: ['Allow'], whenNew: false },
  {
    type: /^azurerm_storage_container$/u,
    path: 'container_access_type',
    values: ['blob', 'container'],
    whenNew: true,
  },
  { type: /^azurerm_kubernetes_cluster$/u, path: 'private_cluster_enabled', values: [false], whenNew: false },
  { type: /^azurerm_.*_firewall_rule$/u, path: 'end_ip_address', values: ['255.255.255.255'], whenNew: true },
  {
    type: /^google_sql_database_instance$/u,
    path: 'settings[0].ip_configuration[0].ipv4_enabled',
    values: [true],
    whenNew: false,
  },
  {
    type: /^google_sql_database_instance$/u,
    path: 'settings[0].ip_configuration[0].authorized_networks',
    values: ['0.0.0.0/0'],
    whenNew: true,
  },
  {
    type: /^google_storage_bucket$/u,
    path: 'public_access_prevention',
    values: ['inherited'],
    whenNew: false,
  },
  {
    type: /^google_storage_bucket_acl$|^google_storage_default_object_acl$/u,
    path: 'predefined_acl',
    values: ['publicRead', 'publicReadWrite', 'authenticatedRead'],
    whenNew: true,
  },
  {
    type: /^google_storage_(?:default_)?(?:bucket|object)_access_control$/u,
    path: 'entity',
    values: ['allUsers', 'allAuthenticatedUsers'],
    whenNew: true,
  },
  {
    type: /^google_container_cluster$/u,
    path: 'private_cluster_config[0].enable_private_endpoint',
    values: [false],
    whenNew: false,
  },
  {
    type: /^google_container_cluster$/u,
    path: 'master_authorized_networks_config[0].cidr_blocks',
    values: ['0.0.0.0/0'],
    whenNew: false,
  },
  {
    type: /^google_cloud_run_v2_service$/u,
    path: 'ingress',
    values: ['INGRESS_TRAFFIC_ALL'],
    whenNew: false,
  },
]

function isPublic({ path, values, whenNew, ranges }: PublicPath, value: Value, isNew: boolean): boolean {
  if (isNew && !whenNew) return false
  if (ranges !== undefined && !textsAt(value, ranges).some(isEverywhere)) return false
  if (typeof values[0] === 'boolean') return values.includes(flagAt(value, path) ?? '')
  const ranged = listAt(value, path).flatMap((one) =>
    ['value', 'cidr_block'].flatMap((name) => textAt(one, name) ?? []),
  )
  const isRange = values.includes('0.0.0.0/0')
  return [...textsAt(value, path), ...ranged].some((one) =>
    isRange ? isEverywhere(one) : values.includes(one),
  )
}

/** Whether it is what puts a firewall for the web before something that stays. */
function isWall(plan: Planned, { type, address, before }: Change): boolean {
  if (!/^aws_waf(?:v2|regional)_web_acl_association$/u.test(type)) return false
  const behind = textAt(before, 'resource_arn')
  const isSame = (one: Change): boolean => textAt(one.before, 'arn') === behind
  if (plan.changes.some((one) => isDestroyed(one) && one.address !== address && isSame(one))) return false
  const used = plan.usedBy(address).flatMap((one) => plan.at(one) ?? [])
  if (used.some((one) => isDestroyed(one) && !one.type.endsWith('_web_acl'))) return false
  return !plan.changes.some((one) => one.type === type && isCreated(one))
}

/** Whether it keeps a bucket private that will still be there. */
function isShield(plan: Planned, { type, address, before }: Change): boolean {
  if (type === 'aws_s3_account_public_access_block') return true
  if (type !== 'aws_s3_bucket_public_access_block') return false
  const name = textAt(before, 'bucket')
  const used = plan.usedBy(address).flatMap((one) => plan.at(one) ?? [])
  const buckets = [...used.filter((one) => one.type === 'aws_s3_bucket'), ...plan.bucketsNamed(name)]
  return buckets.length === 0 || buckets.some((one) => !isDestroyed(one))
}
