import { writtenIn, type Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { forcesInTemplate } from './forcing-cloudformation.ts'

/** One argument of a resource in two states. */
interface ArgumentChange {
  readonly path: string
  readonly before: Value
  readonly after: Value
  /** All of the resource before. */
  readonly old: Value
}

/** Whether another value of an argument of a resource of this type is known to destroy it and make it anew. */
export function forcesReplacement(type: string, { path, before, after, old }: ArgumentChange): boolean {
  if (type.includes('::')) return forcesInTemplate(type, path, before, after)
  const name = path.replaceAll(/\[\d+\]/gu, '')
  if (!Object.hasOwn(forcing, type) || forcing[type]?.includes(name) !== true) return false
  const [was, is] = bothSaid(before, after, defaultOf(type, name, old))
  return was !== undefined && is !== undefined && folded(type, name, was) !== folded(type, name, is)
}

function defaultOf(type: string, name: string, old: Value): Unwritten | undefined {
  const found = Object.hasOwn(defaults, type) ? defaults[type]?.[name] : undefined
  return found?.isSo?.(old) === false ? undefined : found
}

function bothSaid(
  before: Value,
  after: Value,
  unwritten: Unwritten | undefined,
): readonly (string | undefined)[] {
  const kept = unwritten?.isKept === true ? undefined : unwritten
  return [saidBy(before, unwritten?.text), saidBy(after, kept?.text)]
}

/** What is not known yet may be what it was, and what nobody wrote may be given by the service. */
function saidBy(value: Value, unwritten: string | undefined): string | undefined {
  if (value.kind === 'absent' || (value.kind === 'scalar' && value.scalar === null)) return unwritten
  return value.kind === 'scalar' ? scalarText(value) : undefined
}

/**
 * What a provider takes for the same: Azure's "West Europe" is its "westeurope", and names of Azure don't tell capitals from
 * small letters; Google's things may be named by their names or by their whole addresses.
 */
function folded(type: string, name: string, text: string): string {
  if (type.startsWith('azurerm_')) return text.toLowerCase().replaceAll(' ', '')
  if (type.startsWith('google_')) return text.toLowerCase().replace(/^.*\//u, '')
  return loweredByAws.has(name) ? text.toLowerCase() : text
}

const loweredByAws: ReadonlySet<string> = new Set(['engine', 'replication_group_id'])

/** What an argument is where nobody has written it. */
interface Unwritten {
  readonly text: string
  /** Whether that is so for this resource; it is where this is not said. */
  readonly isSo?: (old: Value) => boolean
  /** The service says it and keeps it: to delete the argument changes nothing. */
  readonly isKept?: true
}

/** What is made of a copy has what the copy had. */
function withoutAny(...names: readonly string[]): (old: Value) => boolean {
  return (old) => names.every((name) => isUnwritten(writtenAt(old, name)))
}

/** A schema has more arguments than somebody wrote, each of a value that is not known. */
function writtenAt(old: Value, name: string): Value | undefined {
  return old.kind === 'map' ? writtenIn(old.entries).get(name) : undefined
}

function isUnwritten(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'absent') return true
  if (value.kind === 'list') return value.items.length === 0
  return value.kind === 'scalar' && (value.scalar === null || value.scalar === '')
}

const isNew = withoutAny('global_replication_group_id', 'snapshot_name', 'snapshot_arns')

/** Of Valkey the default is another. */
function isOfRedis(old: Value): boolean {
  const engine = writtenAt(old, 'engine')
  return isUnwritten(engine) || (engine !== undefined && scalarText(engine) === 'redis')
}

/** Only where the documentation names the default; of all others it is not known what runs. */
const defaults: Readonly<Record<string, Readonly<Record<string, Unwritten>>>> = {
  aws_db_instance: {
    storage_encrypted: {
      text: 'false',
      isSo: withoutAny('snapshot_identifier', 'replicate_source_db', 'restore_to_point_in_time'),
    },
  },
  aws_docdb_cluster: {
    port: { text: '27017' },
    storage_encrypted: {
      text: 'false',
      isSo: withoutAny('snapshot_identifier', 'restore_to_point_in_time', 'global_cluster_identifier'),
    },
  },
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html
  aws_efs_file_system: {
    encrypted: { text: 'false', isKept: true },
    performance_mode: { text: 'generalPurpose', isKept: true },
  },
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
  aws_elasticache_replication_group: {
    at_rest_encryption_enabled: {
      text: 'false',
      isKept: true,
      isSo: (old) => isOfRedis(old) && isNew(old),
    },
  },
  aws_kms_key: {
    customer_master_key_spec: { text: 'SYMMETRIC_DEFAULT' },
    key_usage: { text: 'ENCRYPT_DECRYPT' },
  },
  aws_neptune_cluster: {
    storage_encrypted: {
      text: 'false',
      isSo: withoutAny('snapshot_identifier', 'replication_source_identifier', 'global_cluster_identifier'),
    },
  },
  azurerm_container_registry: { zone_redundancy_enabled: { text: 'false' } },
  azurerm_kubernetes_cluster: { private_cluster_enabled: { text: 'false' } },
  azurerm_mysql_flexible_server: { geo_redundant_backup_enabled: { text: 'false' } },
  azurerm_postgresql_flexible_server: { geo_redundant_backup_enabled: { text: 'false' } },
  azurerm_servicebus_queue: {
    requires_duplicate_detection: { text: 'false' },
    requires_session: { text: 'false' },
  },
  azurerm_storage_account: {
    infrastructure_encryption_enabled: { text: 'false' },
    is_hns_enabled: { text: 'false' },
    nfsv3_enabled: { text: 'false' },
    queue_encryption_key_type: { text: 'Service' },
    table_encryption_key_type: { text: 'Service' },
  },
}

/**
 * Arguments that cannot be changed in place, of resources that are missed when they are made anew: another value destroys the old
 * one. They are those that the schema of a resource marks so without a condition ("Forces new resource" in the documentation,
 * `ForceNew` in the source), read in the sources of the providers: hashicorp/aws 3.49 and, for databases, clusters, volumes and
 * keys, 4 to 6; hashicorp/azurerm and hashicorp/google of August 2026. What forces only sometimes (a size that shrinks, a version
 * that goes back) is not here: of that only a plan tells.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs
 */
const forcing: Readonly<Record<string, readonly string[]>> = {
  aws_backup_vault: ['kms_key_arn', 'name'],
  aws_cloudwatch_log_group: ['name', 'name_prefix'],
  aws_cognito_user_pool: ['username_configuration.case_sensitive'],
  aws_db_instance: [
    'availability_zone',
    'character_set_name',
    'db_name',
    'engine',
    'kms_key_id',
    'nchar_character_set_name',
    'snapshot_identifier',
    'storage_encrypted',
    'timezone',
    'username',
  ],
  aws_docdb_cluster: [
    'cluster_identifier',
    'cluster_identifier_prefix',
    'db_subnet_group_name',
    'engine',
    'kms_key_id',
    'master_username',
    'port',
    'storage_encrypted',
  ],
  aws_dynamodb_table: [
    'hash_key',
    'local_secondary_index.projection_type',
    'local_secondary_index.range_key',
    'name',
    'range_key',
  ],
  aws_ebs_volume: [
    'availability_zone',
    'encrypted',
    'kms_key_id',
    'multi_attach_enabled',
    'outpost_arn',
    'snapshot_id',
  ],
  aws_ecr_repository: [
    'encryption_configuration.encryption_type',
    'encryption_configuration.kms_key',
    'name',
  ],
  aws_efs_file_system: [
    'availability_zone_name',
    'creation_token',
    'encrypted',
    'kms_key_id',
    'performance_mode',
  ],
  aws_eks_cluster: [
    'kubernetes_network_config.ip_family',
    'kubernetes_network_config.service_ipv4_cidr',
    'name',
    'role_arn',
  ],
  aws_elasticache_cluster: ['cluster_id', 'port', 'subnet_group_name'],
  aws_elasticache_replication_group: [
    'at_rest_encryption_enabled',
    'kms_key_id',
    'port',
    'replication_group_id',
    'snapshot_name',
    'subnet_group_name',
  ],
  aws_elasticsearch_domain: ['domain_name'],
  aws_fsx_lustre_file_system: ['deployment_type', 'kms_key_id', 'storage_type'],
  aws_fsx_windows_file_system: ['deployment_type', 'kms_key_id', 'preferred_subnet_id'],
  aws_glacier_vault: ['name'],
  aws_instance: [
    'ami',
    'availability_zone',
    'key_name',
    'root_block_device.encrypted',
    'root_block_device.kms_key_id',
    'subnet_id',
  ],
  aws_kinesis_stream: ['name'],
  aws_kms_key: ['custom_key_store_id', 'customer_master_key_spec', 'key_usage', 'multi_region'],
  aws_mq_broker: ['broker_name', 'deployment_mode', 'encryption_options.kms_key_id', 'engine_type'],
  aws_msk_cluster: ['cluster_name', 'encryption_info.encryption_at_rest_kms_key_arn'],
  aws_neptune_cluster: [
    'cluster_identifier',
    'cluster_identifier_prefix',
    'engine',
    'kms_key_arn',
    'neptune_subnet_group_name',
    'storage_encrypted',
  ],
  aws_opensearch_domain: ['domain_name'],
  aws_rds_cluster: [
    'cluster_identifier',
    'cluster_identifier_prefix',
    'database_name',
    'db_subnet_group_name',
    'engine',
    'engine_mode',
    'kms_key_id',
    'master_username',
    'storage_encrypted',
  ],
  aws_rds_global_cluster: ['database_name', 'storage_encrypted'],
  aws_redshift_cluster: [
    'cluster_identifier',
    'cluster_subnet_group_name',
    'master_username',
    'snapshot_identifier',
  ],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_secretsmanager_secret: ['name', 'name_prefix'],
  aws_sqs_queue: ['fifo_queue', 'name', 'name_prefix'],
  aws_ssm_parameter: ['name'],
  aws_subnet: ['availability_zone', 'availability_zone_id', 'cidr_block', 'vpc_id'],
  aws_timestreamwrite_table: ['database_name', 'table_name'],
  aws_vpc: ['cidr_block'],
  azurerm_container_registry: ['location', 'name', 'resource_group_name', 'zone_redundancy_enabled'],
  azurerm_cosmosdb_account: ['kind', 'location', 'name', 'resource_group_name'],
  azurerm_cosmosdb_sql_container: ['account_name', 'database_name', 'name', 'resource_group_name'],
  azurerm_cosmosdb_sql_database: ['account_name', 'name', 'resource_group_name'],
  azurerm_eventhub: ['name'],
  azurerm_eventhub_namespace: ['location', 'name', 'resource_group_name'],
  azurerm_key_vault: ['location', 'name', 'resource_group_name'],
  azurerm_key_vault_key: ['curve', 'key_size', 'key_type', 'key_vault_id', 'name'],
  azurerm_key_vault_secret: ['key_vault_id', 'name'],
  azurerm_kubernetes_cluster: [
    'disk_encryption_set_id',
    'dns_prefix',
    'linux_profile.admin_username',
    'location',
    'name',
    'network_profile.dns_service_ip',
    'network_profile.load_balancer_sku',
    'network_profile.service_cidr',
    'node_resource_group',
    'private_cluster_enabled',
    'resource_group_name',
  ],
  azurerm_linux_virtual_machine: [
    'admin_username',
    'availability_set_id',
    'computer_name',
    'custom_data',
    'location',
    'name',
    'resource_group_name',
    'source_image_id',
    'zone',
  ],
  azurerm_log_analytics_workspace: ['location', 'name', 'resource_group_name'],
  azurerm_managed_disk: [
    'create_option',
    'location',
    'name',
    'resource_group_name',
    'source_resource_id',
    'source_uri',
    'zone',
  ],
  azurerm_mssql_database: ['collation', 'ledger_enabled', 'name', 'server_id'],
  azurerm_mssql_managed_instance: [
    'administrator_login',
    'collation',
    'location',
    'name',
    'resource_group_name',
    'timezone_id',
  ],
  azurerm_mssql_server: ['administrator_login', 'location', 'name', 'resource_group_name', 'version'],
  azurerm_mysql_flexible_database: ['charset', 'collation', 'name', 'resource_group_name', 'server_name'],
  azurerm_mysql_flexible_server: [
    'administrator_login',
    'delegated_subnet_id',
    'geo_redundant_backup_enabled',
    'location',
    'name',
    'private_dns_zone_id',
    'resource_group_name',
  ],
  azurerm_netapp_volume: [
    'account_name',
    'location',
    'name',
    'resource_group_name',
    'subnet_id',
    'volume_path',
  ],
  azurerm_postgresql_flexible_server: [
    'delegated_subnet_id',
    'geo_redundant_backup_enabled',
    'location',
    'name',
    'resource_group_name',
  ],
  azurerm_postgresql_flexible_server_database: ['charset', 'collation', 'name', 'server_id'],
  azurerm_public_ip: ['ip_version', 'location', 'name', 'resource_group_name'],
  azurerm_recovery_services_vault: ['location', 'name', 'resource_group_name'],
  azurerm_redis_cache: ['location', 'name', 'resource_group_name', 'subnet_id'],
  azurerm_resource_group: ['location', 'name'],
  azurerm_servicebus_namespace: ['location', 'name', 'resource_group_name'],
  azurerm_servicebus_queue: ['name', 'namespace_id', 'requires_duplicate_detection', 'requires_session'],
  azurerm_storage_account: [
    'account_tier',
    'infrastructure_encryption_enabled',
    'is_hns_enabled',
    'location',
    'name',
    'nfsv3_enabled',
    'queue_encryption_key_type',
    'resource_group_name',
    'table_encryption_key_type',
  ],
  azurerm_storage_container: ['name'],
  azurerm_storage_share: ['name'],
  azurerm_subnet: ['name', 'resource_group_name', 'virtual_network_name'],
  azurerm_virtual_network: ['location', 'name', 'resource_group_name'],
  google_alloydb_cluster: ['cluster_id', 'encryption_config.kms_key_name', 'location', 'project'],
  google_artifact_registry_repository: ['format', 'kms_key_name', 'location', 'project', 'repository_id'],
  google_bigquery_dataset: ['dataset_id', 'location', 'project'],
  google_bigquery_table: [
    'dataset_id',
    'project',
    'range_partitioning.field',
    'table_id',
    'time_partitioning.field',
  ],
  google_bigtable_instance: ['name', 'project'],
  google_bigtable_table: ['instance_name', 'name', 'project'],
  google_compute_disk: ['name', 'project', 'snapshot', 'type', 'zone'],
  google_compute_network: ['name', 'project'],
  google_container_cluster: [
    'cluster_ipv4_cidr',
    'datapath_provider',
    'ip_allocation_policy.cluster_ipv4_cidr_block',
    'ip_allocation_policy.services_ipv4_cidr_block',
    'location',
    'name',
    'network',
    'private_cluster_config.master_ipv4_cidr_block',
    'project',
    'subnetwork',
  ],
  google_dns_managed_zone: ['dns_name', 'name', 'project'],
  google_filestore_instance: ['location', 'name', 'project'],
  google_firestore_database: ['location_id', 'name', 'project'],
  google_kms_crypto_key: ['key_ring', 'name', 'purpose'],
  google_kms_key_ring: ['location', 'name', 'project'],
  google_pubsub_topic: ['name', 'project'],
  google_redis_instance: [
    'authorized_network',
    'connect_mode',
    'location_id',
    'name',
    'project',
    'region',
    'transit_encryption_mode',
  ],
  google_secret_manager_secret: ['project', 'secret_id'],
  google_spanner_database: ['database_dialect', 'instance', 'name', 'project'],
  google_spanner_instance: ['config', 'name', 'project'],
  google_sql_database: ['instance', 'name', 'project'],
  google_sql_database_instance: ['encryption_key_name', 'name', 'project', 'region'],
  google_storage_bucket: ['location', 'name', 'project'],
}
