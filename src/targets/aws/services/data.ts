import { document, flag, listAt, made, tags, textAt, withoutNothing } from '../facts.ts'
import type { TypeTable } from '../table.ts'

/** Databases, tables and secrets. */
export const data: readonly TypeTable[] = [
  {
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
    type: 'AWS::RDS::DBInstance',
    service: 'rds',
    list: { operation: 'DescribeDBInstances', items: 'DBInstances', next: ['Marker', 'Marker'] },
    details: {},
    identifier: 'item.DBInstanceIdentifier',
    properties: {
      DBInstanceIdentifier: 'item.DBInstanceIdentifier',
      DBInstanceArn: 'item.DBInstanceArn',
      DbiResourceId: 'item.DbiResourceId',
      DBInstanceClass: 'item.DBInstanceClass',
      Engine: 'item.Engine',
      EngineVersion: 'item.EngineVersion',
      AllocatedStorage: 'item.AllocatedStorage',
      StorageType: 'item.StorageType',
      StorageEncrypted: 'item.StorageEncrypted',
      KmsKeyId: 'item.KmsKeyId',
      Iops: 'item.Iops',
      MultiAZ: 'item.MultiAZ',
      MasterUsername: 'item.MasterUsername',
      DBName: 'item.DBName',
      Port: 'item.Endpoint.Port',
      PubliclyAccessible: 'item.PubliclyAccessible',
      BackupRetentionPeriod: 'item.BackupRetentionPeriod',
      PreferredBackupWindow: 'item.PreferredBackupWindow',
      PreferredMaintenanceWindow: 'item.PreferredMaintenanceWindow',
      AutoMinorVersionUpgrade: 'item.AutoMinorVersionUpgrade',
      CopyTagsToSnapshot: 'item.CopyTagsToSnapshot',
      DeletionProtection: 'item.DeletionProtection',
      EnableIAMDatabaseAuthentication: 'item.IAMDatabaseAuthenticationEnabled',
      DBSubnetGroupName: 'item.DBSubnetGroup.DBSubnetGroupName',
      VPCSecurityGroups: made('item.VpcSecurityGroups', (groups) =>
        listAt(groups, '').map((one) => textAt(one, 'VpcSecurityGroupId')),
      ),
      Tags: tags('item.TagList'),
    },
  },
  {
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
    type: 'AWS::DynamoDB::Table',
    service: 'dynamodb',
    list: {
      operation: 'ListTables',
      items: 'TableNames',
      next: ['LastEvaluatedTableName', 'ExclusiveStartTableName'],
    },
    details: {
      table: { operation: 'DescribeTable', input: ({ item }) => ({ TableName: textAt(item, '') }) },
      backups: {
        operation: 'DescribeContinuousBackups',
        input: ({ item }) => ({ TableName: textAt(item, '') }),
      },
      life: { operation: 'DescribeTimeToLive', input: ({ item }) => ({ TableName: textAt(item, '') }) },
      tags: {
        operation: 'ListTagsOfResource',
        input: ({ table }) => ({ ResourceArn: textAt(table, 'Table.TableArn') }),
      },
    },
    identifier: 'item',
    properties: {
      TableName: 'item',
      Arn: 'table.Table.TableArn',
      BillingMode: made(
        'table.Table',
        (table) => textAt(table, 'BillingModeSummary.BillingMode') || 'PROVISIONED',
      ),
      KeySchema: 'table.Table.KeySchema',
      AttributeDefinitions: 'table.Table.AttributeDefinitions',
      ProvisionedThroughput: made('table.Table', (table) =>
        textAt(table, 'BillingModeSummary.BillingMode') === 'PAY_PER_REQUEST'
          ? undefined
          : {
              ReadCapacityUnits: Number(textAt(table, 'ProvisionedThroughput.ReadCapacityUnits')),
              WriteCapacityUnits: Number(textAt(table, 'ProvisionedThroughput.WriteCapacityUnits')),
            },
      ),
      TableClass: 'table.Table.TableClassSummary.TableClass',
      DeletionProtectionEnabled: 'table.Table.DeletionProtectionEnabled',
      StreamSpecification: made('table.Table.StreamSpecification', (stream) =>
        withoutNothing({ StreamViewType: textAt(stream, 'StreamViewType') }),
      ),
      'SSESpecification.SSEEnabled': made(
        'table.Table.SSEDescription.Status',
        (status) => status === 'ENABLED' || status === 'UPDATING',
      ),
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': flag(
        'backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus',
        'ENABLED',
      ),
      TimeToLiveSpecification: made('life.TimeToLiveDescription', (life) =>
        textAt(life, 'TimeToLiveStatus') === 'ENABLED'
          ? { AttributeName: textAt(life, 'AttributeName'), Enabled: true }
          : undefined,
      ),
      Tags: tags('tags.Tags'),
    },
  },
  {
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html: never the secret itself.
    type: 'AWS::SecretsManager::Secret',
    service: 'secrets-manager',
    list: { operation: 'ListSecrets', items: 'SecretList', next: ['NextToken', 'NextToken'] },
    details: {},
    identifier: 'item.ARN',
    properties: {
      Id: 'item.ARN',
      Name: 'item.Name',
      Description: 'item.Description',
      KmsKeyId: 'item.KmsKeyId',
      Tags: tags('item.Tags'),
    },
  },
  {
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
    type: 'AWS::KMS::Key',
    service: 'kms',
    list: { operation: 'ListKeys', items: 'Keys', next: ['NextMarker', 'Marker'] },
    details: {
      key: { operation: 'DescribeKey', input: ({ item }) => ({ KeyId: textAt(item, 'KeyId') }) },
      rotation: {
        operation: 'GetKeyRotationStatus',
        input: ({ item }) => ({ KeyId: textAt(item, 'KeyId') }),
        nothing: ['UnsupportedOperationException'],
      },
      policy: {
        operation: 'GetKeyPolicy',
        input: ({ item }) => ({ KeyId: textAt(item, 'KeyId'), PolicyName: 'default' }),
      },
      tags: { operation: 'ListResourceTags', input: ({ item }) => ({ KeyId: textAt(item, 'KeyId') }) },
    },
    where: ({ key }) => textAt(key, 'KeyMetadata.KeyState') !== 'PendingDeletion',
    identifier: 'item.KeyId',
    properties: {
      KeyId: 'item.KeyId',
      Arn: 'item.KeyArn',
      KeyManager: 'key.KeyMetadata.KeyManager',
      Description: 'key.KeyMetadata.Description',
      Enabled: 'key.KeyMetadata.Enabled',
      EnableKeyRotation: 'rotation.KeyRotationEnabled',
      RotationPeriodInDays: 'rotation.RotationPeriodInDays',
      KeySpec: 'key.KeyMetadata.KeySpec',
      KeyUsage: 'key.KeyMetadata.KeyUsage',
      Origin: 'key.KeyMetadata.Origin',
      MultiRegion: 'key.KeyMetadata.MultiRegion',
      KeyPolicy: document('policy.Policy'),
      Tags: tags('tags.Tags', 'TagKey', 'TagValue'),
    },
  },
]
