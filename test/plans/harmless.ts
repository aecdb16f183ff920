import type { JsonObject } from '../../src/model/json-text.ts'
import {
  changeOf,
  created,
  destroyed,
  found,
  planOf,
  replaced,
  updated,
  type ChangeJson,
  type Rest,
} from '../../src/rules/plan/example.ts'
import { estate, labelled, numbered, policy, rule, type LabelledPlan } from './builder.ts'

/** Plans that nobody needs to be stopped by. Many are large: size alone is no danger. */
export function harmlessPlans(): readonly LabelledPlan[] {
  return [...small(), ...large(), ...taggings(), ...births(), ...passages(), ...churn(), ...growth()]
}

const harmless = (name: string, changes: readonly ChangeJson[], rest: Rest = {}): LabelledPlan =>
  labelled(name, [], planOf(changes, rest))

/** One update that is right as it is: type, what was, what will be. */
const updates: readonly (readonly [string, string, JsonObject, JsonObject])[] = [
  [
    'a database engine is upgraded in place',
    'aws_db_instance',
    { engine_version: '15.4' },
    { engine_version: '16.2' },
  ],
  [
    'a database gets a larger class',
    'aws_db_instance',
    { instance_class: 'db.t4g.medium' },
    { instance_class: 'db.r6g.large' },
  ],
  ['a database grows', 'aws_db_instance', { allocated_storage: 100 }, { allocated_storage: 200 }],
  [
    'backups are kept longer',
    'aws_rds_cluster',
    { backup_retention_period: 7 },
    { backup_retention_period: 35 },
  ],
  [
    'a protection is switched on',
    'aws_db_instance',
    { deletion_protection: false },
    { deletion_protection: true },
  ],
  ['a bucket can no longer be emptied', 'aws_s3_bucket', { force_destroy: true }, { force_destroy: false }],
  ['logs are kept for ever', 'aws_cloudwatch_log_group', { retention_in_days: 90 }, { retention_in_days: 0 }],
  ['a cluster is upgraded', 'aws_eks_cluster', { version: '1.31' }, { version: '1.32' }],
  [
    'a cluster is no longer public',
    'aws_eks_cluster',
    { vpc_config: [{ endpoint_public_access: true, public_access_cidrs: ['0.0.0.0/0'] }] },
    { vpc_config: [{ endpoint_public_access: false, public_access_cidrs: ['0.0.0.0/0'] }] },
  ],
  [
    'a database is no longer public',
    'aws_db_instance',
    { publicly_accessible: true },
    { publicly_accessible: false },
  ],
  [
    'a firewall gets narrower',
    'aws_security_group',
    { ingress: [rule(22, ['0.0.0.0/0'])] },
    { ingress: [rule(22, ['10.0.0.0/8'])] },
  ],
  [
    'a firewall lets in one more office',
    'aws_security_group',
    { ingress: [rule(443, ['198.51.100.0/24'])] },
    { ingress: [rule(443, ['198.51.100.0/24', '203.0.113.0/24'])] },
  ],
  [
    'a firewall is open for the web as before',
    'aws_security_group',
    { ingress: [rule(443, ['0.0.0.0/0'])], description: 'a' },
    { ingress: [rule(443, ['0.0.0.0/0'])], description: 'b' },
  ],
  [
    'a policy allows one thing more',
    'aws_iam_policy',
    { policy: policy(['s3:GetObject']) },
    { policy: policy(['s3:GetObject', 's3:PutObject']) },
  ],
  [
    'a policy is written in another order',
    'aws_iam_policy',
    { policy: policy(['s3:GetObject', 's3:PutObject']) },
    { policy: policy(['s3:PutObject', 's3:GetObject']) },
  ],
  [
    'a role has another description',
    'aws_iam_role',
    { description: 'a', assume_role_policy: policy(['sts:AssumeRole']) },
    { description: 'b', assume_role_policy: policy(['sts:AssumeRole']) },
  ],
  ['a key is rotated', 'aws_kms_key', { enable_key_rotation: false }, { enable_key_rotation: true }],
  [
    'a function has new code',
    'aws_lambda_function',
    { source_code_hash: 'a', memory_size: 128 },
    { source_code_hash: 'b', memory_size: 256 },
  ],
  [
    'a service runs a new image',
    'aws_ecs_service',
    { task_definition: 'app:41' },
    { task_definition: 'app:42' },
  ],
  [
    'a deployment has more pods',
    'kubernetes_deployment',
    { spec: [{ replicas: 3 }] },
    { spec: [{ replicas: 6 }] },
  ],
  [
    'a stateful set has a new image',
    'kubernetes_stateful_set',
    { spec: [{ replicas: 3, image: 'a:1' }] },
    { spec: [{ replicas: 3, image: 'a:2' }] },
  ],
  ['a chart is upgraded', 'helm_release', { version: '1.2.3' }, { version: '1.3.0' }],
  [
    'settings of an application change',
    'kubernetes_config_map',
    { metadata: [{ name: 'app' }], data: { level: 'info', old: '1' } },
    { metadata: [{ name: 'app' }], data: { level: 'debug' } },
  ],
  [
    'a group may use the cluster too',
    'kubernetes_config_map_v1_data',
    { metadata: [{ name: 'aws-auth' }], data: { mapRoles: '- rolearn: arn:aws:iam::1:role/a' } },
    {
      metadata: [{ name: 'aws-auth' }],
      data: { mapRoles: '- rolearn: arn:aws:iam::1:role/a\n- rolearn: arn:aws:iam::1:role/b' },
    },
  ],
  [
    'a node group grows',
    'aws_eks_node_group',
    { scaling_config: [{ desired_size: 2 }] },
    { scaling_config: [{ desired_size: 5 }] },
  ],
  [
    'a table gets point in time recovery',
    'aws_dynamodb_table',
    { point_in_time_recovery: [{ enabled: false }] },
    { point_in_time_recovery: [{ enabled: true }] },
  ],
  [
    'versioning is switched on',
    'aws_s3_bucket_versioning',
    { versioning_configuration: [{ status: 'Suspended' }] },
    { versioning_configuration: [{ status: 'Enabled' }] },
  ],
  [
    'objects are kept longer',
    'aws_s3_bucket_lifecycle_configuration',
    { rule: [{ status: 'Enabled', expiration: [{ days: 30 }] }] },
    { rule: [{ status: 'Enabled', expiration: [{ days: 90 }] }] },
  ],
  [
    'objects move to a cheaper class',
    'aws_s3_bucket_lifecycle_configuration',
    { rule: [] },
    { rule: [{ status: 'Enabled', transition: [{ days: 30, storage_class: 'GLACIER' }] }] },
  ],
  [
    'a server of Azure is resized',
    'azurerm_postgresql_flexible_server',
    { sku_name: 'GP_Standard_D2s_v3' },
    { sku_name: 'GP_Standard_D4s_v3' },
  ],
  [
    'an account of Azure is closed to the public',
    'azurerm_storage_account',
    { public_network_access_enabled: true },
    { public_network_access_enabled: false },
  ],
  [
    'a rule of Azure for the office',
    'azurerm_network_security_rule',
    {
      direction: 'Inbound',
      access: 'Allow',
      destination_port_range: '22',
      source_address_prefix: '10.0.0.0/8',
    },
    {
      direction: 'Inbound',
      access: 'Allow',
      destination_port_range: '22',
      source_address_prefix: '10.1.0.0/16',
    },
  ],
  [
    'an instance of Google gets a larger tier',
    'google_sql_database_instance',
    { settings: [{ tier: 'db-custom-2-7680', deletion_protection_enabled: true }] },
    { settings: [{ tier: 'db-custom-4-15360', deletion_protection_enabled: true }] },
  ],
  [
    'a binding of Google has one more member',
    'google_project_iam_binding',
    { members: ['group:a@example.com'] },
    { members: ['group:a@example.com', 'group:b@example.com'] },
  ],
  [
    'a firewall of Google for the office',
    'google_compute_firewall',
    { allow: [{ protocol: 'tcp', ports: ['22'] }], source_ranges: ['10.0.0.0/8'] },
    { allow: [{ protocol: 'tcp', ports: ['22', '2222'] }], source_ranges: ['10.0.0.0/8'] },
  ],
  ['a scaling group is larger', 'aws_autoscaling_group', { max_size: 4 }, { max_size: 8 }],
  ['an alarm is louder', 'aws_cloudwatch_metric_alarm', { threshold: 90 }, { threshold: 80 }],
  [
    'a secret is rotated by somebody else',
    'aws_secretsmanager_secret',
    { rotation_enabled: false },
    { rotation_enabled: true },
  ],
]

function small(): readonly LabelledPlan[] {
  const gone: readonly (readonly [string, string, JsonObject])[] = [
    ['a worker less', 'aws_instance.worker[3]', { ami: 'a' }],
    ['a read replica less', 'aws_db_instance.reader', { replicate_source_db: 'main' }],
    ['an alarm less', 'aws_cloudwatch_metric_alarm.cpu', {}],
    ['a record less', 'aws_route53_record.old', { name: 'old' }],
    [
      'a rule of a firewall less',
      'aws_security_group_rule.old',
      { type: 'ingress', cidr_blocks: ['0.0.0.0/0'] },
    ],
    ['an object of a bucket less', 'aws_s3_object.page', { key: 'index.html' }],
    ['a deployment less', 'kubernetes_deployment.old', { metadata: [{ name: 'old' }] }],
    ['a log group that is left in place', 'aws_cloudwatch_log_group.old', { skip_destroy: true }],
    ['logs of a week', 'aws_cloudwatch_log_group.debug', { retention_in_days: 7 }],
    ['a database that Terraform lets go of', 'google_sql_database.app', { deletion_policy: 'ABANDON' }],
    ['a view on a table', 'google_bigquery_table.view', { view: [{ query: 'select 1' }] }],
    ['a parameter that is no secret', 'aws_ssm_parameter.url', { type: 'String' }],
    ['a plain config map', 'kubernetes_config_map.app', { metadata: [{ name: 'app' }] }],
    ['a deployment in a manifest', 'kubernetes_manifest.app', { manifest: { kind: 'Deployment' } }],
  ]
  return [
    ...updates.map(([name, type, before, after]) => harmless(name, [updated(`${type}.this`, before, after)])),
    ...gone.map(([name, address, before]) => harmless(name, [destroyed(address, before), ...estate(20)])),
    harmless('nothing changes', estate(30)),
  ]
}

/** Whole estates in which much is done, and nothing to be afraid of. */
function large(): readonly LabelledPlan[] {
  return [50, 200, 500, 1000, 2000].flatMap((size) => [
    harmless(
      `${size} resources change their tags`,
      estate(size).map((_, at) => tagged(`aws_instance.n[${at}]`)),
    ),
    harmless(`${size} resources do not change`, estate(size)),
    harmless(`${size} resources are made beside what is there`, [
      ...estate(20),
      ...numbered('aws_instance.new', size).map((one) => created(one)),
    ]),
    harmless(
      `${size} resources move into a module`,
      numbered('module.app.aws_s3_bucket.b', size).map((one, at) => moved(one, `aws_s3_bucket.b[${at}]`)),
    ),
  ])
}

function tagged(address: string): ChangeJson {
  return updated(address, { ami: 'a', tags: {} }, { ami: 'a', tags: { team: 'ml' } })
}

function moved(address: string, from: string): ChangeJson {
  return changeOf(address, { actions: ['no-op'], before: {}, after: {} }, { previous_address: from })
}

/** Tags of what holds data, on every cloud. */
function taggings(): readonly LabelledPlan[] {
  const types = [
    'aws_db_instance',
    'aws_s3_bucket',
    'aws_kms_key',
    'aws_dynamodb_table',
    'aws_eks_cluster',
    'aws_iam_role',
    'azurerm_storage_account',
    'azurerm_key_vault',
    'azurerm_kubernetes_cluster',
    'google_sql_database_instance',
    'google_storage_bucket',
    'google_container_cluster',
  ]
  return types.map((type) =>
    harmless(
      `${type}: tags of sixty`,
      numbered(`${type}.x`, 60).map((one) =>
        updated(
          one,
          { name: 'x', tags: {}, labels: {} },
          { name: 'x', tags: { a: 'b' }, labels: { a: 'b' } },
        ),
      ),
    ),
  )
}

/** Estates that are new. */
function births(): readonly LabelledPlan[] {
  const web = created('aws_security_group.lb', {
    ingress: [rule(443, ['0.0.0.0/0']), rule(80, ['0.0.0.0/0'])],
  })
  const base = (count: number): readonly ChangeJson[] => [
    web,
    created('aws_db_instance.main', {
      identifier: 'main',
      publicly_accessible: false,
      deletion_protection: false,
      skip_final_snapshot: true,
    }),
    created('aws_s3_bucket.logs', { bucket: 'logs-1234' }),
    created('aws_s3_bucket_public_access_block.logs', { bucket: 'logs-1234', block_public_acls: false }),
    created('aws_s3_bucket_lifecycle_configuration.logs', {
      bucket: 'logs-1234',
      rule: [{ status: 'Enabled', expiration: [{ days: 30 }] }],
    }),
    created('aws_iam_role.app', { assume_role_policy: policy(['sts:AssumeRole']) }),
    ...numbered('aws_instance.n', count).map((one) => created(one)),
  ]
  return [
    ...[5, 50, 300, 1500].map((count) => harmless(`a new estate of ${count}`, base(count))),
    harmless('a new estate that looks up its account', base(40), {
      prior: [
        found('data.aws_caller_identity.me', { account_id: '1' }),
        found('data.aws_region.here', { name: 'eu-west-1' }),
      ],
    }),
    harmless('a new estate in a network of others', base(40), {
      prior: [
        found('data.aws_vpc.shared', { id: 'vpc-1', tags: { Name: 'shared' } }),
        found('data.aws_iam_policy_document.p', { json: '{}' }),
      ],
    }),
    harmless('a new estate that is called production', base(40), {
      variables: { environment: 'production' },
    }),
    harmless('a new estate that reads another state', base(40), {
      prior: [
        found('data.terraform_remote_state.net', {
          outputs: { vpc_id: 'vpc-1', role: 'arn:aws:iam::1:role/else' },
        }),
      ],
    }),
    harmless(
      'an estate that is imported',
      numbered('aws_s3_bucket.b', 60).map((one) =>
        changeOf(one, { actions: ['no-op'], before: {}, after: {}, importing: { id: one } }),
      ),
    ),
  ]
}

/** What only passes through the state. */
function passages(): readonly LabelledPlan[] {
  return [
    harmless(
      'databases are forgotten',
      numbered('aws_db_instance.db', 5).map((one) =>
        changeOf(one, { actions: ['forget'], before: {}, after: null }),
      ),
    ),
    harmless(
      'keys of for_each are renamed with moved blocks',
      ['a', 'b', 'c'].map((key) => moved(`aws_s3_bucket.b["team-${key}"]`, `aws_s3_bucket.b["${key}"]`)),
    ),
    harmless(
      'a module is renamed with a moved block',
      numbered('module.new.aws_db_instance.db', 12).map((one) => moved(one, one.replace('new', 'old'))),
    ),
    harmless('a bucket is moved and tagged', [
      changeOf(
        'aws_s3_bucket.new',
        { actions: ['update'], before: { tags: {} }, after: { tags: { a: 'b' } } },
        { previous_address: 'aws_s3_bucket.old' },
      ),
    ]),
    harmless('data is read at apply', [
      changeOf('data.aws_ami.base', { actions: ['read'], before: null, after: {} }, { mode: 'data' }),
    ]),
    harmless(
      'one thing that was deleted by hand is made again',
      [...estate(20), created('aws_sns_topic.t')],
      { drift: [changeOf('aws_sns_topic.t', { actions: ['delete'], before: {}, after: null })] },
    ),
    harmless('tags drifted', estate(40), { drift: numbered('aws_instance.n', 10).map((one) => tagged(one)) }),
  ]
}

/** What is made anew all the time. */
function churn(): readonly LabelledPlan[] {
  const types = [
    'aws_launch_template',
    'aws_launch_configuration',
    'aws_ecs_task_definition',
    'null_resource',
    'terraform_data',
    'aws_api_gateway_deployment',
    'aws_lambda_layer_version',
    'aws_lb_target_group',
    'aws_acm_certificate',
    'google_compute_instance_template',
    'random_id',
    'time_rotating',
  ]
  return [
    ...types.map((type) =>
      harmless(`${type} is made anew before the old one goes`, [
        ...estate(30),
        replaced(`${type}.x`, { name: 'a' }, { name: 'b' }, 'create-first'),
      ]),
    ),
    harmless('fifty templates are made anew', [
      ...estate(60),
      ...numbered('aws_launch_template.t', 50).map((one) =>
        replaced(one, { name: 'a' }, { name: 'b' }, 'create-first'),
      ),
    ]),
    harmless('two hundred attachments are made anew', [
      ...estate(60),
      ...numbered('aws_lb_target_group_attachment.t', 200).map((one) =>
        replaced(one, { port: 1 }, { port: 2 }),
      ),
    ]),
    harmless(
      'ninety builds run again',
      numbered('null_resource.build', 90).map((one) => replaced(one, { triggers: 'a' }, { triggers: 'b' })),
    ),
    harmless('a worker gets a new image', [
      ...estate(20),
      replaced('aws_instance.worker', { ami: 'a' }, { ami: 'b' }),
    ]),
    harmless('workers are exchanged one by one', [
      ...estate(100),
      ...numbered('aws_instance.w', 9).map((one) => replaced(one, { ami: 'a' }, { ami: 'b' })),
    ]),
  ]
}

/** What grows and shrinks. */
function growth(): readonly LabelledPlan[] {
  return [
    harmless('a count shrinks', [
      ...estate(40),
      ...numbered('aws_instance.w', 6).map((one) => destroyed(one)),
    ]),
    harmless('a part of a large estate goes', [
      ...estate(400),
      ...numbered('aws_instance.w', 40).map((one) => destroyed(one)),
    ]),
    harmless(
      'a small service goes with its role',
      [
        ...estate(60),
        destroyed('aws_lambda_function.f'),
        destroyed('aws_iam_role.f', { name: 'f' }),
        destroyed('aws_iam_role_policy.f', { role: 'f' }),
      ],
      { uses: { 'aws_lambda_function.f': ['aws_iam_role.f'], 'aws_iam_role_policy.f': ['aws_iam_role.f'] } },
    ),
    harmless('a small module goes', [
      ...estate(60),
      ...numbered('module.old.aws_instance.w', 4).map((one) => destroyed(one)),
    ]),
    harmless('an attachment has another address', [
      ...estate(20),
      destroyed('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: 'p' }),
      created('aws_iam_role_policy_attachment.b["x"]', { role: 'r', policy_arn: 'p' }),
    ]),
  ]
}
