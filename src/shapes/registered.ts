/** What the registry of CloudFormation says of a type of resources. */
export interface RegisteredType {
  /** The properties that tell one from another, in the order in which its identifier has them. */
  readonly identifier: readonly string[]
  /** Properties that the service fills in, so that no template says them. */
  readonly readOnly: readonly string[]
  /** Properties that a template has to say and the service never tells. */
  readonly unsaid?: readonly string[]
}

/**
 * The types that an account is asked for, with `primaryIdentifier` and `readOnlyProperties` of their schemas.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
const registeredTypes: Readonly<Record<string, RegisteredType>> = {
  'AWS::DynamoDB::Table': { identifier: ['TableName'], readOnly: ['Arn', 'StreamArn'] },
  'AWS::EC2::Instance': {
    identifier: ['InstanceId'],
    readOnly: ['InstanceId', 'PrivateDnsName', 'PrivateIp', 'PublicDnsName', 'PublicIp', 'State', 'VpcId'],
  },
  'AWS::EC2::InternetGateway': { identifier: ['InternetGatewayId'], readOnly: ['InternetGatewayId'] },
  'AWS::EC2::SecurityGroup': { identifier: ['Id'], readOnly: ['GroupId', 'Id'] },
  'AWS::EC2::Subnet': {
    identifier: ['SubnetId'],
    readOnly: ['BlockPublicAccessStates', 'Ipv6CidrBlocks', 'NetworkAclAssociationId', 'SubnetId'],
  },
  'AWS::EC2::VPC': {
    identifier: ['VpcId'],
    readOnly: [
      'CidrBlockAssociations',
      'DefaultNetworkAcl',
      'DefaultSecurityGroup',
      'Ipv6CidrBlocks',
      'VpcId',
    ],
  },
  'AWS::EC2::Volume': { identifier: ['VolumeId'], readOnly: ['VolumeId'] },
  'AWS::ECR::Repository': { identifier: ['RepositoryName'], readOnly: ['Arn', 'RepositoryUri'] },
  'AWS::EKS::Cluster': {
    identifier: ['Name'],
    readOnly: [
      'Arn',
      'CertificateAuthorityData',
      'ClusterSecurityGroupId',
      'EncryptionConfigKeyArn',
      'Endpoint',
      'Id',
      'OpenIdConnectIssuerUrl',
    ],
  },
  'AWS::IAM::Group': { identifier: ['GroupName'], readOnly: ['Arn'] },
  'AWS::IAM::InstanceProfile': { identifier: ['InstanceProfileName'], readOnly: ['Arn'] },
  'AWS::IAM::ManagedPolicy': {
    identifier: ['PolicyArn'],
    readOnly: [
      'AttachmentCount',
      'CreateDate',
      'DefaultVersionId',
      'IsAttachable',
      'PermissionsBoundaryUsageCount',
      'PolicyArn',
      'PolicyId',
      'UpdateDate',
    ],
  },
  'AWS::IAM::Role': { identifier: ['RoleName'], readOnly: ['Arn', 'RoleId'] },
  'AWS::IAM::User': { identifier: ['UserName'], readOnly: ['Arn'] },
  'AWS::KMS::Key': { identifier: ['KeyId'], readOnly: ['Arn', 'KeyId'] },
  'AWS::Lambda::Function': {
    identifier: ['FunctionName'],
    readOnly: ['Arn', 'SnapStartResponse'],
    unsaid: ['Code'],
  },
  'AWS::Logs::LogGroup': { identifier: ['LogGroupName'], readOnly: ['Arn'] },
  'AWS::RDS::DBCluster': {
    identifier: ['DBClusterIdentifier'],
    readOnly: ['DBClusterArn', 'DBClusterResourceId', 'Endpoint', 'ReadEndpoint', 'StorageThroughput'],
  },
  'AWS::RDS::DBInstance': {
    identifier: ['DBInstanceIdentifier'],
    readOnly: [
      'AutomaticRestartTime',
      'CertificateDetails',
      'DBInstanceArn',
      'DBInstanceStatus',
      'DbiResourceId',
      'Endpoint',
      'InstanceCreateTime',
    ],
  },
  'AWS::RDS::DBSubnetGroup': { identifier: ['DBSubnetGroupName'], readOnly: [] },
  'AWS::S3::Bucket': {
    identifier: ['BucketName'],
    readOnly: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'],
  },
  'AWS::S3::BucketPolicy': { identifier: ['Bucket'], readOnly: [] },
  'AWS::SNS::Topic': { identifier: ['TopicArn'], readOnly: ['TopicArn'] },
  'AWS::SQS::Queue': { identifier: ['QueueUrl'], readOnly: ['Arn', 'QueueUrl'] },
  'AWS::SQS::QueuePolicy': { identifier: ['Id'], readOnly: ['Id'] },
  'AWS::SecretsManager::Secret': { identifier: ['Id'], readOnly: ['Id'] },
}

/** Undefined for a type that isn't here. */
export function registeredType(type: string): RegisteredType | undefined {
  return Object.hasOwn(registeredTypes, type) ? registeredTypes[type] : undefined
}
