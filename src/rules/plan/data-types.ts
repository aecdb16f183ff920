import type { Change } from '../../model/change.ts'
import { flagAt, numberAt, textAt } from './asking.ts'

/**
 * What a resource holds that is gone with it, as a phrase that fits behind "holds"; undefined when it holds nothing of its
 * own. Copies of what lives elsewhere, such as read replicas, hold nothing.
 */
export function heldBy(change: Change): string | undefined {
  const { type, before } = change
  if (isLetGo(change) || isCopy(change)) return undefined
  const inManifest = manifestTypes.has(type) ? heldByKind(change) : undefined
  const held = table.get(type) ?? inManifest
  if (held === undefined) return undefined
  // Logs that are kept for days only are there to look at, not to keep.
  const retention = type === 'aws_cloudwatch_log_group' ? numberAt(before, 'retention_in_days') : undefined
  if (retention !== undefined && retention > 0 && retention < 30) return undefined
  if (type === 'aws_ssm_parameter' && textAt(before, 'type') !== 'SecureString') return undefined
  // A view and an external table say how to look at data that lies elsewhere.
  if (
    type === 'google_bigquery_table' &&
    ['view', 'materialized_view'].some((one) => textAt(before, `${one}[0].query`))
  ) {
    return undefined
  }
  return held
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

const kinds: ReadonlyMap<string, string> = new Map([
  ['PersistentVolumeClaim', 'the data of a volume'],
  ['PersistentVolume', 'the data of a volume'],
  ['StatefulSet', 'the state of its pods'],
  ['Namespace', 'everything inside the namespace'],
  ['CustomResourceDefinition', 'every object of its kind'],
])

const held: Readonly<Record<string, readonly string[]>> = {
  'a database': [
    'aws_db_instance',
    'aws_rds_cluster',
    'aws_rds_global_cluster',
    'aws_docdb_cluster',
    'aws_docdbelastic_cluster',
    'aws_neptune_cluster',
    'aws_redshift_cluster',
    'aws_redshiftserverless_namespace',
    'aws_lightsail_database',
    'aws_timestreamwrite_database',
    'aws_dsql_cluster',
    'azurerm_mssql_server',
    'azurerm_mssql_database',
    'azurerm_mssql_elasticpool',
    'azurerm_mssql_managed_instance',
    'azurerm_mssql_managed_database',
    'azurerm_sql_server',
    'azurerm_sql_database',
    'azurerm_postgresql_server',
    'azurerm_postgresql_database',
    'azurerm_postgresql_flexible_server',
    'azurerm_postgresql_flexible_server_database',
    'azurerm_mysql_server',
    'azurerm_mysql_database',
    'azurerm_mysql_flexible_server',
    'azurerm_mysql_flexible_database',
    'azurerm_mariadb_server',
    'azurerm_mariadb_database',
    'azurerm_cosmosdb_account',
    'azurerm_cosmosdb_sql_database',
    'azurerm_cosmosdb_sql_container',
    'azurerm_cosmosdb_mongo_database',
    'azurerm_cosmosdb_mongo_collection',
    'azurerm_cosmosdb_cassandra_keyspace',
    'azurerm_cosmosdb_cassandra_table',
    'azurerm_cosmosdb_gremlin_database',
    'azurerm_cosmosdb_gremlin_graph',
    'azurerm_cosmosdb_table',
    'azurerm_cosmosdb_postgresql_cluster',
    'azurerm_mongo_cluster',
    'azurerm_synapse_sql_pool',
    'azurerm_kusto_cluster',
    'azurerm_kusto_database',
    'google_sql_database_instance',
    'google_sql_database',
    'google_alloydb_cluster',
    'google_spanner_instance',
    'google_spanner_database',
    'google_bigtable_instance',
    'google_firestore_database',
    'google_firebase_database_instance',
    'digitalocean_database_cluster',
    'digitalocean_database_db',
    'mongodbatlas_cluster',
    'mongodbatlas_advanced_cluster',
    'postgresql_database',
    'mysql_database',
    'snowflake_database',
    'snowflake_schema',
    'oci_database_autonomous_database',
    'oci_database_db_system',
    'oci_mysql_mysql_db_system',
  ],
  'a table': [
    'aws_dynamodb_table',
    'aws_dynamodb_global_table',
    'aws_keyspaces_keyspace',
    'aws_keyspaces_table',
    'aws_timestreamwrite_table',
    'aws_s3tables_table',
    'azurerm_storage_table',
    'google_bigquery_dataset',
    'google_bigquery_table',
    'google_bigtable_table',
    'snowflake_table',
    'databricks_table',
    'databricks_sql_table',
  ],
  'the objects of a bucket': [
    'aws_s3_bucket',
    'aws_s3_directory_bucket',
    'aws_s3tables_table_bucket',
    'aws_s3control_bucket',
    'aws_glacier_vault',
    'aws_lightsail_bucket',
    'azurerm_storage_account',
    'azurerm_storage_container',
    'azurerm_storage_data_lake_gen2_filesystem',
    'google_storage_bucket',
    'digitalocean_spaces_bucket',
    'minio_s3_bucket',
    'cloudflare_r2_bucket',
    'oci_objectstorage_bucket',
  ],
  'the data of a volume': [
    'aws_ebs_volume',
    'aws_efs_file_system',
    'aws_fsx_lustre_file_system',
    'aws_fsx_ontap_file_system',
    'aws_fsx_ontap_volume',
    'aws_fsx_openzfs_file_system',
    'aws_fsx_openzfs_volume',
    'aws_fsx_windows_file_system',
    'aws_storagegateway_gateway',
    'azurerm_managed_disk',
    'azurerm_storage_share',
    'azurerm_netapp_volume',
    'azurerm_netapp_pool',
    'azurerm_elastic_san_volume',
    'google_compute_disk',
    'google_compute_region_disk',
    'google_filestore_instance',
    'google_netapp_volume',
    'digitalocean_volume',
    'hcloud_volume',
    'openstack_blockstorage_volume_v3',
    'oci_core_volume',
    'oci_file_storage_file_system',
    'kubernetes_persistent_volume_claim',
    'kubernetes_persistent_volume_claim_v1',
    'kubernetes_persistent_volume',
    'kubernetes_persistent_volume_v1',
    'docker_volume',
  ],
  backups: [
    'aws_db_snapshot',
    'aws_db_cluster_snapshot',
    'aws_ebs_snapshot',
    'aws_ebs_snapshot_copy',
    'aws_db_instance_automated_backups_replication',
    'aws_backup_vault',
    'azurerm_snapshot',
    'azurerm_recovery_services_vault',
    'azurerm_data_protection_backup_vault',
    'google_compute_snapshot',
    'google_backup_dr_backup_vault',
    'google_filestore_backup',
  ],
  'an index or a stream of records': [
    'aws_opensearch_domain',
    'aws_elasticsearch_domain',
    'aws_opensearchserverless_collection',
    'aws_cloudsearch_domain',
    'aws_msk_cluster',
    'aws_msk_serverless_cluster',
    'aws_kinesis_stream',
    'aws_mq_broker',
    'azurerm_search_service',
    'azurerm_eventhub_namespace',
    'azurerm_eventhub',
    'azurerm_servicebus_namespace',
    'google_managed_kafka_cluster',
    'confluent_kafka_cluster',
    'confluent_kafka_topic',
    'kafka_topic',
    'elasticstack_elasticsearch_index',
    'ec_deployment',
  ],
  'what is kept in memory': [
    'aws_elasticache_cluster',
    'aws_elasticache_replication_group',
    'aws_elasticache_serverless_cache',
    'aws_memorydb_cluster',
    'azurerm_redis_cache',
    'azurerm_redis_enterprise_cluster',
    'azurerm_redis_enterprise_database',
    'azurerm_managed_redis',
    'google_redis_instance',
    'google_redis_cluster',
  ],
  'a key, and with it all that is encrypted by it': [
    'aws_kms_key',
    'aws_kms_external_key',
    'aws_kms_replica_key',
    'aws_kms_replica_external_key',
    'aws_cloudhsm_v2_cluster',
    'azurerm_key_vault',
    'azurerm_key_vault_key',
    'azurerm_key_vault_managed_hardware_security_module',
    'google_kms_crypto_key',
    'google_kms_crypto_key_version',
    'google_kms_key_ring',
    'oci_kms_vault',
    'oci_kms_key',
    'vault_mount',
  ],
  'a secret': [
    'aws_secretsmanager_secret',
    'aws_ssm_parameter',
    'azurerm_key_vault_secret',
    'azurerm_key_vault_certificate',
    'google_secret_manager_secret',
    'google_secret_manager_regional_secret',
    'oci_vault_secret',
    'vault_kv_secret_v2',
  ],
  logs: [
    'aws_cloudwatch_log_group',
    'aws_cloudtrail_event_data_store',
    'azurerm_log_analytics_workspace',
    'google_logging_project_bucket_config',
    'google_logging_folder_bucket_config',
    'google_logging_organization_bucket_config',
    'aws_prometheus_workspace',
    'azurerm_monitor_workspace',
  ],
  'images or packages': [
    'aws_ecr_repository',
    'aws_codecommit_repository',
    'aws_codeartifact_domain',
    'aws_codeartifact_repository',
    'azurerm_container_registry',
    'google_artifact_registry_repository',
    'google_container_registry',
    'github_repository',
    'gitlab_project',
  ],
  'accounts of people': [
    'aws_cognito_user_pool',
    'aws_cognito_identity_pool',
    'aws_directory_service_directory',
    'aws_organizations_account',
    'aws_identitystore_group',
    'azurerm_aadb2c_directory',
    'google_identity_platform_tenant',
  ],
  'a cluster and all that runs in it': [
    'aws_eks_cluster',
    'azurerm_kubernetes_cluster',
    'google_container_cluster',
    'digitalocean_kubernetes_cluster',
    'oci_containerengine_cluster',
    'kind_cluster',
    'rancher2_cluster',
  ],
  'everything inside of it': [
    'azurerm_resource_group',
    'azurerm_subscription',
    'google_project',
    'kubernetes_namespace',
    'kubernetes_namespace_v1',
    'oci_identity_compartment',
    'databricks_catalog',
    'databricks_schema',
    'databricks_mws_workspaces',
    'azurerm_databricks_workspace',
    'azurerm_machine_learning_workspace',
    'azurerm_cognitive_account',
  ],
  'the state of its pods': ['kubernetes_stateful_set', 'kubernetes_stateful_set_v1'],
  'models, features or the disk of a notebook': [
    'aws_sagemaker_feature_group',
    'aws_sagemaker_model_package_group',
    'aws_sagemaker_notebook_instance',
    'aws_sagemaker_domain',
    'google_vertex_ai_featurestore',
    'google_vertex_ai_dataset',
    'google_vertex_ai_index',
    'google_notebooks_instance',
    'google_workbench_instance',
  ],
}

const table: ReadonlyMap<string, string> = new Map(
  Object.entries(held).flatMap(([what, types]) => types.map((type) => [type, what] as const)),
)

/** Whether things of a type hold data at all. */
export function holdsData(type: string): boolean {
  return table.has(type)
}
