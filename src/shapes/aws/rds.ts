import type { Fields, Shapes } from '../shape.ts'

const instance: Fields = {
  DBInstanceIdentifier: 'identifier',
  Engine: 'engine',
  EngineVersion: 'engine_version',
  DBInstanceClass: 'instance_class',
  PubliclyAccessible: 'publicly_accessible',
  DBSubnetGroupName: 'db_subnet_group_name',
  Tags: { from: 'tags', as: 'tags' },
}

/** Databases, clusters of them, and the subnets that they stand in. */
export const rds: Shapes = {
  owners: [
    {
      from: 'aws_db_instance',
      to: 'AWS::RDS::DBInstance',
      fields: {
        ...instance,
        AllocatedStorage: 'allocated_storage',
        StorageType: 'storage_type',
        Iops: 'iops',
        MultiAZ: 'multi_az',
        MasterUsername: 'username',
        MasterUserPassword: 'password',
        DBName: 'db_name',
        AutoMinorVersionUpgrade: 'auto_minor_version_upgrade',
        CopyTagsToSnapshot: 'copy_tags_to_snapshot',
        PreferredBackupWindow: 'backup_window',
        PreferredMaintenanceWindow: 'maintenance_window',
        Port: 'port',
        VPCSecurityGroups: 'vpc_security_group_ids',
        StorageEncrypted: 'storage_encrypted',
        KmsKeyId: 'kms_key_id',
        BackupRetentionPeriod: 'backup_retention_period',
        DeletionProtection: 'deletion_protection',
        EnableIAMDatabaseAuthentication: 'iam_database_authentication_enabled',
        SourceDBInstanceIdentifier: 'replicate_source_db',
        DBSnapshotIdentifier: 'snapshot_identifier',
      },
    },
    {
      from: 'aws_rds_cluster_instance',
      to: 'AWS::RDS::DBInstance',
      fields: { ...instance, DBClusterIdentifier: 'cluster_identifier' },
    },
    {
      from: 'aws_rds_cluster',
      to: 'AWS::RDS::DBCluster',
      fields: {
        MasterUserPassword: 'master_password',
        DBClusterIdentifier: 'cluster_identifier',
        Engine: 'engine',
        EngineMode: 'engine_mode',
        EngineVersion: 'engine_version',
        Port: 'port',
        StorageEncrypted: 'storage_encrypted',
        KmsKeyId: 'kms_key_id',
        BackupRetentionPeriod: 'backup_retention_period',
        DeletionProtection: 'deletion_protection',
        EnableIAMDatabaseAuthentication: 'iam_database_authentication_enabled',
        ReplicationSourceIdentifier: 'replication_source_identifier',
        VpcSecurityGroupIds: 'vpc_security_group_ids',
        DBSubnetGroupName: 'db_subnet_group_name',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_db_subnet_group',
      to: 'AWS::RDS::DBSubnetGroup',
      fields: { DBSubnetGroupName: 'name', DBSubnetGroupDescription: 'description', SubnetIds: 'subnet_ids' },
    },
  ],
  companions: [],
  defaults: {},
}
