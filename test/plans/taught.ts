import type { Danger } from '../../src/model/blast.ts'
import { printJson, type JsonObject } from '../../src/model/json-text.ts'
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
import { estate, labelled, numbered, policy, type LabelledPlan } from './builder.ts'

/** Plans that were written without looking at the rules, and about which the rules were wrong. */
export function taughtPlans(): readonly LabelledPlan[] {
  return [...lost(), ...opened(), ...shut(), ...withoutState(), ...exchanged(), ...ordinary()]
}

function plan(
  name: string,
  dangers: readonly Danger[],
  changes: readonly ChangeJson[],
  rest: Rest = {},
): LabelledPlan {
  return labelled(name, dangers, planOf([...estate(10), ...changes], rest))
}

function one(danger: Danger, name: string, ...changes: readonly ChangeJson[]): LabelledPlan {
  return plan(name, [danger], changes)
}

function none(name: string, ...changes: readonly ChangeJson[]): LabelledPlan {
  return plan(name, [], changes)
}

const statement = (more: JsonObject): string => printJson({ Statement: [{ Effect: 'Allow', ...more }] })

const manifest = (kind: string): JsonObject => ({ manifest: { kind, metadata: { name: 'orders' } } })
const service = (type: string): JsonObject => ({ spec: [{ type, port: [{ port: 5432 }] }] })
const bindings = (role: string): JsonObject => ({
  policy_data: printJson({ bindings: [{ role, members: ['group:ops@example.com'] }] }),
})
const attachment = (name: string): JsonObject => ({ role: 'train', policy_arn: name })

function lost(): readonly LabelledPlan[] {
  return [
    one(
      'data-loss',
      'a chart of a database is uninstalled',
      destroyed('helm_release.db', { name: 'pg', chart: 'postgresql' }),
    ),
    one(
      'stateful-replacement',
      'a chart of a database has another name',
      replaced('helm_release.db', { name: 'redis', chart: 'redis' }, { name: 'cache', chart: 'redis' }),
    ),
    one(
      'data-loss',
      'an object by which an operator keeps a queue',
      destroyed('kubernetes_manifest.k', manifest('Kafka')),
    ),
    one(
      'stateful-replacement',
      'a machine with a disk that goes with it',
      replaced(
        'aws_instance.app',
        { ami: 'a', ebs_block_device: [{ volume_size: 500, delete_on_termination: true }] },
        { ami: 'b', ebs_block_device: [{ volume_size: 500, delete_on_termination: true }] },
      ),
    ),
    one(
      'stateful-replacement',
      'a machine that its name calls a database',
      replaced('aws_instance.postgres_primary', { ami: 'a' }, { ami: 'b' }),
    ),
    one(
      'stateful-replacement',
      'a queue with messages in it',
      replaced('aws_sqs_queue.q', { name: 'orders' }, { name: 'orders.fifo' }),
    ),
    one(
      'data-loss',
      'an index of vectors',
      destroyed('pinecone_index.docs', { name: 'docs', dimension: 1536 }),
    ),
    one('data-loss', 'a stack of another tool', destroyed('aws_cloudformation_stack.old', { name: 'old' })),
    one(
      'data-loss',
      'a trail that records who did what',
      destroyed('aws_cloudtrail.org', { is_multi_region_trail: true }),
    ),
    one(
      'stateful-replacement',
      'a network of which the plan names no user',
      replaced('aws_vpc.v', { cidr_block: '10.0.0.0/16' }, { cidr_block: '10.1.0.0/16' }),
    ),
    one(
      'stateful-replacement',
      'three subnets at once',
      ...numbered('aws_subnet.s', 3).map((at) => replaced(at, { cidr_block: 'a' }, { cidr_block: 'b' })),
    ),
  ]
}

function opened(): readonly LabelledPlan[] {
  return [
    one(
      'exposure',
      'the world in two halves',
      created('aws_security_group_rule.all', {
        type: 'ingress',
        protocol: '-1',
        cidr_blocks: ['0.0.0.0/1', '128.0.0.0/1'],
      }),
    ),
    one(
      'exposure',
      'a rule of a network for one port',
      created('aws_network_acl_rule.ssh', {
        rule_action: 'allow',
        protocol: '6',
        cidr_block: '0.0.0.0/0',
        from_port: 22,
        to_port: 22,
      }),
    ),
    one(
      'exposure',
      'a private subnet is led to the internet',
      updated(
        'aws_route_table.private',
        { route: [{ cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1', gateway_id: '' }] },
        { route: [{ cidr_block: '0.0.0.0/0', nat_gateway_id: '', gateway_id: 'igw-1' }] },
      ),
    ),
    one(
      'exposure',
      'nobody is named any more who may reach a cluster',
      updated(
        'google_container_cluster.c',
        { master_authorized_networks_config: [{ cidr_blocks: [{ cidr_block: '10.0.0.0/8' }] }] },
        { master_authorized_networks_config: [] },
      ),
    ),
    one(
      'exposure',
      'a service of a cluster gets an address outside',
      updated('kubernetes_service.db', service('ClusterIP'), service('LoadBalancer')),
    ),
    one(
      'exposure',
      'those who have not signed in get a role',
      created('kubernetes_cluster_role_binding.all', {
        role_ref: [{ name: 'view' }],
        subject: [{ kind: 'Group', name: 'system:unauthenticated' }],
      }),
    ),
    one(
      'exposure',
      'a role is open to every repository',
      updated(
        'aws_iam_role.ci',
        {
          assume_role_policy: statement({
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: 'arn:ci' },
            Condition: { StringLike: { sub: 'repo:acme/*' } },
          }),
        },
        {
          assume_role_policy: statement({
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: 'arn:ci' },
          }),
        },
      ),
    ),
    one(
      'exposure',
      'the firewall for the web is taken away',
      destroyed('aws_wafv2_web_acl_association.a', { resource_arn: 'arn:lb' }),
    ),
  ]
}

function shut(): readonly LabelledPlan[] {
  return [
    one(
      'loss-of-access',
      'a new policy forbids everything',
      created('aws_iam_group_policy.deny', { policy: policy(['*'], { Effect: 'Deny' }) }),
    ),
    one(
      'loss-of-access',
      'a bucket is closed to all',
      created('aws_s3_bucket_policy.deny', {
        policy: policy(['s3:*'], { Effect: 'Deny', Principal: '*' }),
      }),
    ),
    one(
      'loss-of-access',
      'the owners of a project lose it by its policy',
      updated('google_project_iam_policy.p', bindings('roles/owner'), bindings('roles/viewer')),
    ),
    one(
      'loss-of-access',
      'a key of a program is made anew',
      replaced('aws_iam_access_key.ci', { user: 'ci' }, { user: 'ci-2' }),
    ),
    one(
      'loss-of-access',
      'a role loses all its policies',
      updated('aws_iam_role.r', { managed_policy_arns: ['arn:a'] }, { managed_policy_arns: [] }),
    ),
  ]
}

function withoutState(): readonly LabelledPlan[] {
  const creates = numbered('aws_s3_bucket.b', 5).map((at) => created(at, { bucket: `bucket-${at}` }))
  return [
    labelled(
      'what is let go of is made again',
      ['lost-state'],
      planOf([
        ...creates,
        created('aws_eks_cluster.new', { name: 'prod' }),
        changeOf('aws_eks_cluster.old', { actions: ['forget'], before: { name: 'prod' }, after: null }),
      ]),
    ),
    labelled(
      'the state has what is created',
      ['lost-state'],
      planOf(creates, { prior: numbered('aws_s3_bucket.b', 5).map((at) => found(at, {})) }),
    ),
  ]
}

function exchanged(): readonly LabelledPlan[] {
  return [
    none(
      'a role gets a narrower policy for a wide one',
      destroyed('aws_iam_role_policy_attachment.wide', attachment('wide')),
      created('aws_iam_role_policy_attachment.narrow', attachment('narrow')),
    ),
    none(
      'the last step of a rotation of keys',
      destroyed('aws_iam_access_key.old', { user: 'ci', status: 'Active' }),
      kept('aws_iam_access_key.new', { user: 'ci', status: 'Active' }),
    ),
    none(
      'a wildcard becomes what is needed',
      updated(
        'aws_iam_policy.p',
        { policy: policy(['s3:*']) },
        { policy: policy(['s3:GetObject'], { Resource: 'arn:aws:s3:::models/*' }) },
      ),
    ),
    none(
      'a policy for everybody becomes one for somebody',
      updated(
        'aws_s3_bucket_policy.p',
        { policy: policy(['s3:GetObject'], { Principal: '*' }) },
        { policy: policy(['s3:GetObject'], { Principal: { AWS: 'arn:aws:iam::1:role/cdn' } }) },
      ),
    ),
    none(
      'a function goes with its role, and no state says that they belong together',
      destroyed('aws_lambda_function.f', { role: 'arn:aws:iam::1:role/f' }),
      destroyed('aws_iam_role.f', { name: 'f', arn: 'arn:aws:iam::1:role/f' }),
      destroyed('aws_iam_role_policy_attachment.f', { role: 'f', policy_arn: 'p' }),
    ),
    none(
      'everybody loses what everybody had',
      destroyed('google_storage_bucket_iam_member.all', { bucket: 'b', member: 'allUsers' }),
    ),
    none(
      'a private key is renewed with its certificate',
      replaced('tls_private_key.c', { algorithm: 'RSA' }, { algorithm: 'ECDSA' }),
      replaced('tls_self_signed_cert.c', { validity_period_hours: 1 }, { validity_period_hours: 2 }),
    ),
  ]
}

function ordinary(): readonly LabelledPlan[] {
  return [
    none(
      'a cache that is nothing but a cache',
      replaced(
        'aws_elasticache_cluster.m',
        { engine: 'memcached', node_type: 'a' },
        { engine: 'memcached', node_type: 'b' },
      ),
    ),
    labelled(
      'all monitors are made anew',
      [],
      planOf(numbered('datadog_monitor.m', 12).map((at) => replaced(at, { type: 'a' }, { type: 'b' }))),
    ),
    labelled(
      'all of a handful of machines get a new image',
      [],
      planOf(numbered('aws_instance.web', 6).map((at) => replaced(at, { ami: 'a' }, { ami: 'b' }))),
    ),
    none(
      'charts beside databases are uninstalled',
      destroyed('helm_release.e', { name: 'redis-exporter', chart: 'prometheus-redis-exporter' }),
      destroyed('helm_release.m', { name: 'metrics-server', chart: 'metrics-server' }),
    ),
    none(
      'only what is there for a while expires',
      kept('aws_s3_bucket.b', { bucket: 'models' }),
      created('aws_s3_bucket_lifecycle_configuration.l', {
        bucket: 'models',
        rule: [{ status: 'Enabled', filter: [{ prefix: 'tmp/' }], expiration: [{ days: 7 }] }],
      }),
    ),
    none(
      'a network lets in answers',
      created('aws_network_acl_rule.answers', {
        rule_action: 'allow',
        protocol: '6',
        cidr_block: '0.0.0.0/0',
        from_port: 1024,
        to_port: 65_535,
      }),
    ),
    none(
      'a second region gets what the first has',
      ...numbered('module.eu.aws_sqs_queue.q', 4).map((at, number) => kept(at, { name: `q-${number}` })),
      ...numbered('module.us.aws_sqs_queue.q', 4).map((at, number) => created(at, { name: `q-${number}` })),
    ),
  ]
}
