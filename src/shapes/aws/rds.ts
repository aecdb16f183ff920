import type { Shapes } from '../shape.ts'

/** Databases. */
export const rds: Shapes = {
  owners: [
    {
      from: 'aws_db_instance',
      to: 'AWS::RDS::DBInstance',
      fields: {
        DBInstanceIdentifier: 'identifier',
        Engine: 'engine',
        EngineVersion: 'engine_version',
        DBInstanceClass: 'instance_class',
        Port: 'port',
        PubliclyAccessible: 'publicly_accessible',
        DBSubnetGroupName: 'db_subnet_group_name',
        VPCSecurityGroups: 'vpc_security_group_ids',
        StorageEncrypted: 'storage_encrypted',
        KmsKeyId: 'kms_key_id',
        BackupRetentionPeriod: 'backup_retention_period',
        DeletionProtection: 'deletion_protection',
        EnableIAMDatabaseAuthentication: 'iam_database_authentication_enabled',
        SourceDBInstanceIdentifier: 'replicate_source_db',
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
