import type { Change } from '../../model/change.ts'
import { flagAt, listAt, numberAt, textAt } from './asking.ts'
import { heldByType } from './held-types.ts'
import { stateKeeping } from './stateful-names.ts'

/**
 * What a resource holds that is gone with it, as a phrase that fits behind "holds"; undefined when it holds nothing of its
 * own. Copies of what lives elsewhere, such as read replicas, hold nothing.
 */
export function heldBy(change: Change): string | undefined {
  const { type } = change
  if (isLetGo(change) || isCopy(change)) return undefined
  const inManifest = manifestTypes.has(type) ? heldByKind(change) : undefined
  const held = heldByType.get(type) ?? inManifest ?? heldByProgram(change)
  return held === undefined || isPassing(change) ? undefined : held
}

/** Whether it is of a kind that holds data, and this one holds none that anybody would miss. */
function isPassing({ type, before }: Change): boolean {
  switch (type) {
    // Memcached is a cache and nothing else: it has no copy on a disk and no snapshots.
    case 'aws_elasticache_cluster':
      return textAt(before, 'engine') === 'memcached'
    // Logs that are kept for days only are there to look at, not to keep.
    case 'aws_cloudwatch_log_group': {
      const retention = numberAt(before, 'retention_in_days') ?? 0
      return retention > 0 && retention < 30
    }
    case 'aws_ssm_parameter':
      return textAt(before, 'type') !== 'SecureString'
    // A view and an external table say how to look at data that lies elsewhere.
    case 'google_bigquery_table':
      return ['view', 'materialized_view'].some((one) => textAt(before, `${one}[0].query`))
    default:
      return false
  }
}

/** Whether Terraform lets go of it and leaves the thing itself where it is. */
function isLetGo({ before }: Change): boolean {
  if (flagAt(before, 'skip_destroy') === true) return true
  return textAt(before, 'deletion_policy')?.toUpperCase() === 'ABANDON'
}

function isCopy({ type, before }: Change): boolean {
  const sources = copies.get(type)
  return sources?.some((path) => (textAt(before, path) ?? '') !== '') ?? false
}

/** Where a type says that it is a copy of another. */
const copies: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_db_instance', ['replicate_source_db']],
  ['aws_rds_cluster', ['replication_source_identifier']],
  ['aws_elasticache_replication_group', ['global_replication_group_id']],
  ['google_sql_database_instance', ['master_instance_name']],
  ['azurerm_postgresql_server', ['creation_source_server_id']],
  ['azurerm_mysql_server', ['creation_source_server_id']],
])

const manifestTypes: ReadonlySet<string> = new Set(['kubernetes_manifest', 'kubectl_manifest'])

function heldByKind({ before }: Change): string | undefined {
  const kind =
    textAt(before, 'manifest.kind') ?? /^kind:\s*["']?(\w+)/mu.exec(textAt(before, 'yaml_body') ?? '')?.[1]
  return kind === undefined ? undefined : kinds.get(kind)
}

/** What a machine keeps on disks that go with it, and what a chart of a database keeps. */
function heldByProgram(change: Change): string | undefined {
  const { type, before } = change
  if (type === 'helm_release') {
    const names = ['chart', 'name'].map((path) => textAt(before, path)?.split('/').at(-1) ?? '')
    const program = stateKeeping(names)
    return program === undefined ? undefined : `the data of a program that keeps state (${program})`
  }
  if (!machines.has(type)) return undefined
  const disks = listAt(before, 'ebs_block_device')
  if (disks.some((one) => flagAt(one, 'delete_on_termination') === true))
    return 'data on disks that go with it'
  if (flagAt(before, 'delete_data_disks_on_termination') === true) return 'data on disks that go with it'
  const names = [change.name, textAt(before, 'tags.Name') ?? '', textAt(before, 'name') ?? '']
  const program = stateKeeping(names)
  return program === undefined ? undefined : `what its name says it keeps (${program}), on its own disk`
}

const machines: ReadonlySet<string> = new Set([
  'aws_instance',
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
  'google_compute_instance',
  'digitalocean_droplet',
  'hcloud_server',
  'openstack_compute_instance_v2',
])

const kinds: ReadonlyMap<string, string> = new Map([
  ['PersistentVolumeClaim', 'the data of a volume'],
  ['PersistentVolume', 'the data of a volume'],
  ['StatefulSet', 'the state of its pods'],
  ['Namespace', 'everything inside the namespace'],
  ['CustomResourceDefinition', 'every object of its kind'],
  // Objects by which well-known operators keep a database, a queue or a whole cluster.
  ...[
    'Cluster',
    'PostgresCluster',
    'postgresql',
    'Postgresql',
    'Kafka',
    'KafkaTopic',
    'Elasticsearch',
    'OpenSearchCluster',
    'Redis',
    'RedisCluster',
    'MongoDB',
    'MongoDBCommunity',
    'PerconaXtraDBCluster',
    'PerconaServerMongoDB',
    'MariaDB',
    'InnoDBCluster',
    'RabbitmqCluster',
    'CassandraDatacenter',
    'ClickHouseInstallation',
    'TidbCluster',
    'VitessCluster',
    'CrdbCluster',
    'Tenant',
    'CephCluster',
    'CephBlockPool',
    'ObjectBucketClaim',
    'VolumeSnapshot',
  ].map((kind) => [kind, 'what its operator keeps for it'] as const),
])
