import type { Danger } from '../../src/model/blast.ts'
import type { JsonObject } from '../../src/model/json-text.ts'
import {
  changeOf,
  created,
  destroyed,
  found,
  kept,
  planOf,
  replaced,
  updated,
  type ChangeJson,
  type Rest,
} from '../../src/rules/plan/example.ts'
import { estate, labelled, numbered, policy, rule, type LabelledPlan } from './builder.ts'

/** Plans that a person must stop and look at, each in the middle of something ordinary. */
export function dangerousPlans(): readonly LabelledPlan[] {
  return [
    ...lost(),
    ...madeAnew(),
    ...weakened(),
    ...exposed(),
    ...lockedOut(),
    ...masses(),
    ...withoutState(),
  ]
}

function dangerous(
  danger: Danger | readonly Danger[],
  name: string,
  changes: readonly ChangeJson[],
  rest: Rest = {},
): LabelledPlan {
  return labelled(
    name,
    typeof danger === 'string' ? [danger] : danger,
    planOf([...estate(40), ...changes], rest),
  )
}

function lost(): readonly LabelledPlan[] {
  const gone: readonly (readonly [string, string, JsonObject])[] = [
    ['a database', 'aws_db_instance.main', { identifier: 'main' }],
    ['a database without a last snapshot', 'aws_db_instance.main', { skip_final_snapshot: true }],
    ['one database of many', 'aws_db_instance.tenant["b"]', {}],
    ['a bucket that is emptied', 'aws_s3_bucket.models', { force_destroy: true }],
    ['a bucket', 'aws_s3_bucket.models', { force_destroy: false }],
    ['a key', 'aws_kms_key.data', { deletion_window_in_days: 7 }],
    [
      'a table in nested modules',
      'module.app["eu"].module.store[0].aws_dynamodb_table.orders',
      { name: 'orders' },
    ],
    ['a file system', 'aws_efs_file_system.home', {}],
    ['a stream of Kafka', 'aws_msk_cluster.events', {}],
    ['an index', 'aws_opensearch_domain.search', {}],
    ['a warehouse', 'aws_redshift_cluster.dw', { skip_final_snapshot: true }],
    ['a cache that keeps sessions', 'aws_elasticache_replication_group.sessions', {}],
    ['a secret', 'aws_secretsmanager_secret.api', { recovery_window_in_days: 0 }],
    ['logs of an audit', 'aws_cloudwatch_log_group.audit', { retention_in_days: 365 }],
    ['a claim of a volume', 'kubernetes_persistent_volume_claim.cache', {}],
    ['a namespace', 'kubernetes_namespace.team', {}],
    ['a set of pods with state', 'kubernetes_stateful_set.db', {}],
    ['a claim in a manifest', 'kubernetes_manifest.claim', { manifest: { kind: 'PersistentVolumeClaim' } }],
    ['a cluster', 'google_container_cluster.ml', {}],
    ['a dataset', 'google_bigquery_dataset.events', {}],
    ['a database of Google', 'google_sql_database_instance.main', {}],
    ['a group of resources', 'azurerm_resource_group.prod', {}],
    ['an account of Azure', 'azurerm_storage_account.state', { name: 'tfstate' }],
    ['a database of Azure', 'azurerm_postgresql_flexible_server.main', {}],
    ['a vault', 'azurerm_key_vault.main', {}],
  ]
  return [
    ...gone.map(([name, address, before]) =>
      dangerous('data-loss', `${name} is destroyed`, [destroyed(address, before)]),
    ),
    dangerous('data-loss', 'a count of volumes shrinks', [
      kept('aws_ebs_volume.data[0]'),
      changeOf(
        'aws_ebs_volume.data[1]',
        { actions: ['delete'], before: {}, after: null },
        { action_reason: 'delete_because_count_index' },
      ),
    ]),
    dangerous('data-loss', 'a key of for_each is renamed without a moved block', [
      destroyed('aws_s3_bucket.b["models"]', { bucket: 'b' }),
      created('aws_s3_bucket.b["ml-models"]', { bucket: 'b' }),
    ]),
    dangerous('data-loss', 'a module is renamed without a moved block', [
      destroyed('module.old.aws_db_instance.db'),
      created('module.new.aws_db_instance.db'),
    ]),
    dangerous('data-loss', 'what a broken replacement left is destroyed', [
      kept('aws_db_instance.main'),
      changeOf(
        'aws_db_instance.main',
        { actions: ['delete'], before: {}, after: null },
        { deposed: '8b1a9953' },
      ),
    ]),
  ]
}

function madeAnew(): readonly LabelledPlan[] {
  const forced: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
    ['a database by its identifier', 'aws_db_instance.main', { identifier: 'a' }, { identifier: 'b' }],
    ['a table by its key', 'aws_dynamodb_table.t', { hash_key: 'id' }, { hash_key: 'key' }],
    ['a bucket by its name', 'aws_s3_bucket.b', { bucket: 'a' }, { bucket: 'b' }],
    [
      'a cluster by its subnets',
      'aws_eks_cluster.this',
      { vpc_config: [{ subnet_ids: ['a'] }] },
      { vpc_config: [{ subnet_ids: ['b'] }] },
    ],
    ['a volume by its zone', 'aws_ebs_volume.data', { availability_zone: 'a' }, { availability_zone: 'b' }],
    [
      'a disk of Azure that gets smaller',
      'azurerm_managed_disk.data',
      { disk_size_gb: 200 },
      { disk_size_gb: 100 },
    ],
    [
      'a claim that gets larger',
      'kubernetes_persistent_volume_claim_v1.c',
      { spec: [{ storage: '10Gi' }] },
      { spec: [{ storage: '20Gi' }] },
    ],
  ]
  const users = numbered('aws_instance.kept', 36)
    .filter((_, at) => at % 5 === 0)
    .slice(0, 4)
  return [
    ...forced.map(([name, address, before, after]) =>
      dangerous('stateful-replacement', `${name} is replaced`, [replaced(address, before, after)]),
    ),
    dangerous('stateful-replacement', 'a database is replaced by -replace', [
      changeOf(
        'aws_db_instance.main',
        { actions: ['delete', 'create'], before: {}, after: {} },
        { action_reason: 'replace_by_request' },
      ),
    ]),
    dangerous('stateful-replacement', 'a tainted file system is replaced', [
      changeOf(
        'aws_efs_file_system.f',
        { actions: ['delete', 'create'], before: {}, after: {} },
        { action_reason: 'replace_because_tainted' },
      ),
    ]),
    dangerous('stateful-replacement', 'another alias of a provider: the bucket is in another region', [
      replaced('aws_s3_bucket.b', { region: 'eu-west-1' }, { region: 'us-east-1' }),
    ]),
    dangerous(
      'stateful-replacement',
      'an instance with a fixed address is replaced',
      [replaced('aws_instance.gate', { ami: 'a' }, { ami: 'b' }), kept('aws_eip.gate')],
      { uses: { 'aws_eip.gate': ['aws_instance.gate'] } },
    ),
    dangerous(
      'stateful-replacement',
      'a subnet that much lies in is replaced',
      [replaced('aws_subnet.a', { cidr_block: '10.0.0.0/24' }, { cidr_block: '10.0.1.0/24' })],
      { uses: Object.fromEntries(users.map((one) => [one, ['aws_subnet.a']])) },
    ),
    dangerous('stateful-replacement', 'a fixed address is replaced', [
      replaced('google_compute_address.api', { name: 'a' }, { name: 'b' }),
    ]),
  ]
}

function weakened(): readonly LabelledPlan[] {
  const updates: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
    [
      'deletion protection is switched off',
      'aws_rds_cluster.c',
      { deletion_protection: true },
      { deletion_protection: false },
    ],
    [
      'a table loses its protection',
      'aws_dynamodb_table.t',
      { deletion_protection_enabled: true },
      { deletion_protection_enabled: false },
    ],
    ['a bucket may be emptied', 'google_storage_bucket.b', { force_destroy: false }, { force_destroy: true }],
    [
      'backups are switched off',
      'aws_db_instance.d',
      { backup_retention_period: 14 },
      { backup_retention_period: 0 },
    ],
    [
      'logs are kept for days only',
      'aws_cloudwatch_log_group.l',
      { retention_in_days: 365 },
      { retention_in_days: 3 },
    ],
    [
      'point in time recovery is switched off',
      'aws_dynamodb_table.t',
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
    ],
    [
      'versions are no longer kept',
      'aws_s3_bucket_versioning.v',
      { versioning_configuration: [{ status: 'Enabled' }] },
      { versioning_configuration: [{ status: 'Suspended' }] },
    ],
    [
      'objects expire from now on',
      'aws_s3_bucket_lifecycle_configuration.l',
      { rule: [] },
      { rule: [{ status: 'Enabled', expiration: [{ days: 1 }] }] },
    ],
    [
      'backups of Azure are shortened',
      'azurerm_postgresql_flexible_server.s',
      { backup_retention_days: 35 },
      { backup_retention_days: 7 },
    ],
  ]
  return updates.map(([name, address, before, after]) =>
    dangerous('data-loss', name, [updated(address, before, after)]),
  )
}

function exposed(): readonly LabelledPlan[] {
  const office = rule(5432, ['10.0.0.0/8'])
  const updates: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
    [
      'a database port for everybody',
      'aws_security_group.db',
      { ingress: [office] },
      { ingress: [rule(5432, ['0.0.0.0/0'])] },
    ],
    [
      'by the second version of the protocol',
      'aws_security_group.db',
      { ingress: [office] },
      { ingress: [office, { ...office, cidr_blocks: [], ipv6_cidr_blocks: ['::/0'] }] },
    ],
    [
      'a web port that was for some',
      'aws_security_group.admin',
      { ingress: [rule(443, ['10.0.0.0/8'])] },
      { ingress: [rule(443, ['0.0.0.0/0'])] },
    ],
    [
      'a database with an address',
      'aws_db_instance.d',
      { publicly_accessible: false },
      { publicly_accessible: true },
    ],
    [
      'a cluster with an address',
      'aws_eks_cluster.c',
      { vpc_config: [{ endpoint_public_access: false, public_access_cidrs: ['0.0.0.0/0'] }] },
      { vpc_config: [{ endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'] }] },
    ],
    [
      'the blocks of a bucket',
      'aws_s3_bucket_public_access_block.b',
      { block_public_acls: true },
      { block_public_acls: false },
    ],
    [
      'a policy of a bucket',
      'aws_s3_bucket_policy.b',
      { policy: policy(['s3:GetObject'], { Principal: { AWS: 'arn:aws:iam::1:root' } }) },
      { policy: policy(['s3:GetObject'], { Principal: '*' }) },
    ],
    [
      'an account of Azure',
      'azurerm_storage_account.s',
      { public_network_access_enabled: false },
      { public_network_access_enabled: true },
    ],
    [
      'a cluster of Azure',
      'azurerm_kubernetes_cluster.c',
      { private_cluster_enabled: true },
      { private_cluster_enabled: false },
    ],
  ]
  return [
    ...updates.map(([name, address, before, after]) =>
      dangerous('exposure', `${name} is opened`, [updated(address, before, after)]),
    ),
    dangerous('exposure', 'a new rule lets everybody in by ssh', [
      created('aws_security_group_rule.ssh', { type: 'ingress', ...rule(22, ['0.0.0.0/0']) }),
    ]),
    dangerous('exposure', 'a new firewall of Google for all ports', [
      created('google_compute_firewall.all', { allow: [{ protocol: 'all' }], source_ranges: ['0.0.0.0/0'] }),
    ]),
    dangerous('exposure', 'a new rule of Azure for remote desktops', [
      created('azurerm_network_security_rule.rdp', {
        direction: 'Inbound',
        access: 'Allow',
        protocol: 'Tcp',
        destination_port_range: '3389',
        source_address_prefix: '*',
      }),
    ]),
    dangerous('exposure', 'a bucket of Google for all users', [
      created('google_storage_bucket_iam_member.m', { member: 'allUsers' }),
    ]),
    dangerous('exposure', 'the block of a bucket that stays is destroyed', [
      kept('aws_s3_bucket.b', { bucket: 'b' }),
      destroyed('aws_s3_bucket_public_access_block.b', { bucket: 'b' }),
    ]),
  ]
}

function lockedOut(): readonly LabelledPlan[] {
  const gone: readonly (readonly [string, string, JsonObject])[] = [
    ['a role', 'aws_iam_role.ci', { name: 'ci' }],
    ['a provider of identities', 'aws_iam_openid_connect_provider.github', { url: 'u' }],
    ['a grant of a key', 'aws_kms_grant.g', {}],
    ['an entry of a cluster', 'aws_eks_access_entry.ops', { principal_arn: 'p' }],
    ['the map of a cluster', 'kubernetes_config_map.auth', { metadata: [{ name: 'aws-auth' }] }],
    ['a binding of roles', 'kubernetes_cluster_role_binding.ops', {}],
    ['an assignment of Azure', 'azurerm_role_assignment.ops', { principal_id: 'p' }],
    ['a member of Google', 'google_project_iam_member.ops', { member: 'm' }],
    ['an account of a service', 'google_service_account.ci', { account_id: 'ci' }],
    ['a zone', 'aws_route53_zone.main', { name: 'example.com' }],
    ['a certificate', 'aws_acm_certificate.web', {}],
  ]
  const updates: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
    [
      'a policy allows less',
      'aws_iam_policy.p',
      { policy: policy(['s3:GetObject', 'kms:Decrypt']) },
      { policy: policy(['s3:GetObject']) },
    ],
    [
      'a policy has a condition now',
      'aws_iam_role_policy.p',
      { policy: policy(['s3:GetObject']) },
      { policy: policy(['s3:GetObject'], { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
    ],
    ['a key is disabled', 'aws_kms_key.k', { is_enabled: true }, { is_enabled: false }],
    [
      'a policy of a key loses a role',
      'aws_kms_key_policy.k',
      { policy: policy(['kms:*'], { Principal: { AWS: ['a', 'b'] } }) },
      { policy: policy(['kms:*'], { Principal: { AWS: ['a'] } }) },
    ],
    ['a binding loses a member', 'google_project_iam_binding.b', { members: ['a', 'b'] }, { members: ['a'] }],
  ]
  return [
    ...gone.map(([name, address, before]) =>
      dangerous('loss-of-access', `${name} is destroyed`, [destroyed(address, before)]),
    ),
    ...updates.map(([name, address, before, after]) =>
      dangerous('loss-of-access', name, [updated(address, before, after)]),
    ),
    dangerous('loss-of-access', 'the last administrator goes', [
      replaced(
        'aws_iam_role_policy_attachment.a',
        { role: 'ops', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        { role: 'ops', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      ),
    ]),
  ]
}

function masses(): readonly LabelledPlan[] {
  const workers = numbered('aws_instance.w', 60)
  return [
    dangerous(
      'mass-change',
      'more than half goes',
      workers.map((one) => destroyed(one)),
    ),
    dangerous(
      'mass-change',
      'half is replaced',
      workers.slice(0, 40).map((one) => replaced(one, { ami: 'a' }, { ami: 'b' })),
    ),
    dangerous(
      'mass-change',
      'count becomes for_each without moved blocks',
      workers.slice(0, 30).flatMap((one, at) => [destroyed(one), created(`aws_instance.w["${at}"]`)]),
    ),
    dangerous(
      'mass-change',
      'a whole module goes',
      numbered('module.serving["eu"].aws_instance.w', 9).map((one) => destroyed(one)),
    ),
    dangerous(
      'mass-change',
      'everything of a provider goes',
      numbered('datadog_monitor.m', 10).map((one) => destroyed(one)),
    ),
    labelled(
      'everything goes',
      ['mass-change'],
      planOf(numbered('aws_instance.w', 6).map((one) => destroyed(one))),
    ),
  ]
}

function withoutState(): readonly LabelledPlan[] {
  const buckets = numbered('aws_s3_bucket.b', 30)
  const creates = buckets.map((one, at) => created(one, { bucket: `models-${at}` }))
  return [
    lostState('a lookup finds a bucket that is created', creates, {
      prior: [found('data.aws_s3_bucket.known', { bucket: 'models-4' })],
    }),
    lostState(
      'a lookup finds the network that is created',
      [...creates, created('aws_vpc.main', { tags: { Name: 'prod' } })],
      { prior: [found('data.aws_vpc.prod', { id: 'vpc-1', tags: { Name: 'prod' } })] },
    ),
    lostState(
      'another state knows the cluster that is created',
      [...creates, created('aws_eks_cluster.c', { name: 'ml-prod' })],
      {
        prior: [
          found('data.terraform_remote_state.apps', {
            outputs: { cluster: 'arn:aws:eks:eu-west-1:1:cluster/ml-prod' },
          }),
        ],
      },
    ),
    lostState('nothing was found in this account', creates, {
      drift: buckets.map((one) => changeOf(one, { actions: ['delete'], before: {}, after: null })),
    }),
    lostState(
      'what is left in the state depends on what is not',
      [...creates, kept('aws_lambda_function.f')],
      { prior: [{ ...found('aws_lambda_function.f'), depends_on: buckets.slice(0, 5) }] },
    ),
  ]
}

/** Nothing is there beside it: that is the point. */
function lostState(name: string, changes: readonly ChangeJson[], rest: Rest): LabelledPlan {
  return labelled(name, ['lost-state'], planOf(changes, rest))
}
