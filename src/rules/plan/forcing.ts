/**
 * Arguments that cannot be changed in place, of resources that are missed when they are made anew: another value destroys the old
 * one. Only what the documentation of every major version of a provider says so; of all others only a plan tells.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 */
const forcing: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_log_group: ['name'],
  aws_db_instance: [
    'availability_zone',
    'character_set_name',
    'db_name',
    'engine',
    'kms_key_id',
    'storage_encrypted',
    'timezone',
    'username',
  ],
  aws_docdb_cluster: ['cluster_identifier', 'engine', 'kms_key_id', 'master_username', 'storage_encrypted'],
  aws_dynamodb_table: ['hash_key', 'name', 'range_key'],
  aws_ebs_volume: ['availability_zone', 'encrypted', 'kms_key_id', 'snapshot_id'],
  aws_ecr_repository: ['name'],
  aws_efs_file_system: [
    'availability_zone_name',
    'creation_token',
    'encrypted',
    'kms_key_id',
    'performance_mode',
  ],
  aws_eks_cluster: ['kubernetes_network_config.service_ipv4_cidr', 'name', 'role_arn'],
  aws_elasticache_replication_group: ['kms_key_id', 'port', 'replication_group_id', 'subnet_group_name'],
  aws_instance: ['ami', 'availability_zone', 'key_name', 'subnet_id'],
  aws_kinesis_stream: ['name'],
  aws_kms_key: ['customer_master_key_spec', 'key_usage', 'multi_region'],
  aws_msk_cluster: ['cluster_name'],
  aws_neptune_cluster: ['cluster_identifier', 'engine', 'kms_key_arn', 'storage_encrypted'],
  aws_opensearch_domain: ['domain_name'],
  aws_rds_cluster: [
    'cluster_identifier',
    'database_name',
    'engine',
    'kms_key_id',
    'master_username',
    'storage_encrypted',
  ],
  aws_redshift_cluster: ['cluster_identifier', 'cluster_subnet_group_name', 'master_username'],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_secretsmanager_secret: ['name', 'name_prefix'],
  aws_subnet: ['availability_zone', 'cidr_block', 'vpc_id'],
  aws_vpc: ['cidr_block'],
  azurerm_container_registry: ['location', 'name', 'resource_group_name'],
  azurerm_cosmosdb_account: ['location', 'name', 'resource_group_name'],
  azurerm_key_vault: ['location', 'name', 'resource_group_name'],
  azurerm_kubernetes_cluster: ['location', 'name', 'resource_group_name'],
  azurerm_managed_disk: ['location', 'name', 'resource_group_name'],
  azurerm_mssql_database: ['collation', 'name', 'server_id'],
  azurerm_mssql_server: ['administrator_login', 'location', 'name', 'resource_group_name'],
  azurerm_mysql_flexible_server: ['administrator_login', 'location', 'name', 'resource_group_name'],
  azurerm_postgresql_flexible_server: ['location', 'name', 'resource_group_name'],
  azurerm_resource_group: ['location', 'name'],
  azurerm_storage_account: ['location', 'name', 'resource_group_name'],
  azurerm_virtual_network: ['location', 'name', 'resource_group_name'],
  google_bigquery_dataset: ['dataset_id', 'location'],
  google_bigquery_table: ['dataset_id', 'table_id'],
  google_compute_disk: ['name', 'zone'],
  google_compute_network: ['name'],
  google_container_cluster: ['location', 'name'],
  google_kms_crypto_key: ['key_ring', 'name', 'purpose'],
  google_kms_key_ring: ['location', 'name'],
  google_pubsub_topic: ['name'],
  google_spanner_database: ['instance', 'name'],
  google_spanner_instance: ['name'],
  google_sql_database_instance: ['name', 'region'],
  google_storage_bucket: ['location', 'name'],
}

/** Whether another value at a path of a resource of this type is known to destroy it and make it anew. */
export function forcesReplacement(type: string, path: string): boolean {
  const plain = path.replaceAll(/\[\d+\]/gu, '')
  return Object.hasOwn(forcing, type) && forcing[type]?.includes(plain) === true
}
