import type { Fields, Shapes } from '../shape.ts'

const search: Fields = {
  DomainName: 'domain_name',
  EngineVersion: 'engine_version',
  'EncryptionAtRestOptions.Enabled': 'encrypt_at_rest.enabled',
  'EncryptionAtRestOptions.KmsKeyId': 'encrypt_at_rest.kms_key_id',
  'NodeToNodeEncryptionOptions.Enabled': 'node_to_node_encryption.enabled',
  // With the block, the provider asks for HTTPS where nothing is written.
  'DomainEndpointOptions.EnforceHTTPS': {
    first: ['domain_endpoint_options.enforce_https', { given: true, when: 'domain_endpoint_options' }],
  },
  'DomainEndpointOptions.TLSSecurityPolicy': 'domain_endpoint_options.tls_security_policy',
  'AdvancedSecurityOptions.Enabled': 'advanced_security_options.enabled',
  'AdvancedSecurityOptions.InternalUserDatabaseEnabled':
    'advanced_security_options.internal_user_database_enabled',
  'AdvancedSecurityOptions.MasterUserOptions.MasterUserName':
    'advanced_security_options.master_user_options.master_user_name',
  'AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword':
    'advanced_security_options.master_user_options.master_user_password',
  'VPCOptions.SubnetIds': 'vpc_options.subnet_ids',
  'VPCOptions.SecurityGroupIds': 'vpc_options.security_group_ids',
  AccessPolicies: { from: 'access_policies', as: 'json' },
  Tags: { from: 'tags', as: 'tags' },
}

/** Tables, warehouses, file systems, caches and search. */
export const data: Shapes = {
  owners: [
    {
      from: 'aws_dynamodb_table',
      to: 'AWS::DynamoDB::Table',
      fields: {
        TableName: 'name',
        BillingMode: 'billing_mode',
        KeySchema: {
          joined: [
            { item: { AttributeName: 'hash_key', KeyType: { given: 'HASH', when: 'hash_key' } } },
            { item: { AttributeName: 'range_key', KeyType: { given: 'RANGE', when: 'range_key' } } },
          ],
        },
        AttributeDefinitions: { each: 'attribute', of: { AttributeName: 'name', AttributeType: 'type' } },
        'ProvisionedThroughput.ReadCapacityUnits': 'read_capacity',
        'ProvisionedThroughput.WriteCapacityUnits': 'write_capacity',
        'StreamSpecification.StreamViewType': 'stream_view_type',
        TableClass: 'table_class',
        'TimeToLiveSpecification.AttributeName': 'ttl.attribute_name',
        'TimeToLiveSpecification.Enabled': 'ttl.enabled',
        'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': 'point_in_time_recovery.enabled',
        'SSESpecification.SSEEnabled': 'server_side_encryption.enabled',
        'SSESpecification.KMSMasterKeyId': 'server_side_encryption.kms_key_arn',
        DeletionProtectionEnabled: 'deletion_protection_enabled',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_redshift_cluster',
      to: 'AWS::Redshift::Cluster',
      fields: {
        ClusterIdentifier: 'cluster_identifier',
        MasterUserPassword: 'master_password',
        Encrypted: 'encrypted',
        KmsKeyId: 'kms_key_id',
        PubliclyAccessible: 'publicly_accessible',
        ClusterSubnetGroupName: 'cluster_subnet_group_name',
        Port: 'port',
        VpcSecurityGroupIds: 'vpc_security_group_ids',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_efs_file_system',
      to: 'AWS::EFS::FileSystem',
      fields: {
        Encrypted: 'encrypted',
        KmsKeyId: 'kms_key_id',
        FileSystemTags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_elasticache_replication_group',
      to: 'AWS::ElastiCache::ReplicationGroup',
      fields: {
        ReplicationGroupId: 'replication_group_id',
        AuthToken: 'auth_token',
        Engine: 'engine',
        AtRestEncryptionEnabled: 'at_rest_encryption_enabled',
        TransitEncryptionEnabled: 'transit_encryption_enabled',
        KmsKeyId: 'kms_key_id',
        Port: 'port',
        SecurityGroupIds: 'security_group_ids',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    { from: 'aws_opensearch_domain', to: 'AWS::OpenSearchService::Domain', fields: search },
    {
      from: 'aws_elasticsearch_domain',
      to: 'AWS::Elasticsearch::Domain',
      fields: { ...withoutVersion(), ElasticsearchVersion: 'elasticsearch_version' },
    },
  ],
  companions: [],
  defaults: {
    'AWS::DynamoDB::Table': { DeletionProtectionEnabled: false },
    'AWS::Redshift::Cluster': { PubliclyAccessible: false },
    'AWS::EFS::FileSystem': { Encrypted: false },
  },
}

function withoutVersion(): Fields {
  return Object.fromEntries(Object.entries(search).filter(([name]) => name !== 'EngineVersion'))
}
