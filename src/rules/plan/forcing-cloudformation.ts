import type { Value } from '../../kernel/value.ts'

/**
 * Whether another value of a property of a resource of CloudFormation destroys it and makes it anew. What nobody wrote counts as another
 * value: CloudFormation compares templates. What is not known yet may be what it was.
 */
export function forcesInTemplate(type: string, path: string, before: Value, after: Value): boolean {
  const [property = ''] = path.split(/[.[]/u)
  if (forcing.get(type)?.has(property) !== true) return false
  return before.kind !== 'unknown' && after.kind !== 'unknown'
}

/**
 * The properties of which the specification of CloudFormation says "Update requires: Replacement", for the types that we have live shapes of; not
 * those for which it depends. A test compares it with the specification.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export const forcingProperties: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'RestApiId StageName',
  'AWS::ApiGatewayV2::Stage': 'ApiId StageName',
  'AWS::AutoScaling::LaunchConfiguration':
    'AssociatePublicIpAddress BlockDeviceMappings ClassicLinkVPCId ClassicLinkVPCSecurityGroups EbsOptimized IamInstanceProfile ImageId InstanceId InstanceMonitoring InstanceType KernelId KeyName LaunchConfigurationName MetadataOptions PlacementTenancy RamDiskId SecurityGroups SpotPrice UserData',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::DynamoDB::Table': 'ImportSourceSpecification KeySchema TableName',
  'AWS::EC2::EIP': 'Address Domain IpamPoolId NetworkBorderGroup TransferAddress',
  'AWS::EC2::EIPAssociation': 'AllocationId EIP InstanceId NetworkInterfaceId PrivateIpAddress',
  'AWS::EC2::FlowLog':
    'DeliverCrossAccountRole DeliverLogsPermissionArn DestinationOptions LogDestination LogDestinationType LogFormat LogGroupName MaxAggregationInterval ResourceId ResourceType TagFieldSpecifications TrafficType',
  'AWS::EC2::Instance':
    'AvailabilityZone CpuOptions ElasticGpuSpecifications ElasticInferenceAccelerators EnclaveOptions HibernationOptions HostResourceGroupArn ImageId Ipv6AddressCount Ipv6Addresses KeyName LaunchTemplate LicenseSpecifications NetworkInterfaces PlacementGroupName PrivateIpAddress SecurityGroups SubnetId',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateName',
  'AWS::EC2::NatGateway': 'AllocationId AvailabilityMode ConnectivityType PrivateIpAddress SubnetId VpcId',
  'AWS::EC2::NetworkAcl': 'VpcId',
  'AWS::EC2::RouteTable': 'VpcId',
  'AWS::EC2::SecurityGroup': 'GroupDescription GroupName VpcId',
  'AWS::EC2::Subnet':
    'AvailabilityZone AvailabilityZoneId CidrBlock Ipv4IpamPoolId Ipv4NetmaskLength Ipv6IpamPoolId Ipv6Native Ipv6NetmaskLength OutpostArn VpcId',
  'AWS::EC2::SubnetRouteTableAssociation': 'RouteTableId SubnetId',
  'AWS::EC2::VPC': 'CidrBlock Ipv4IpamPoolId Ipv4NetmaskLength VpcEncryptionControl',
  'AWS::ECR::Repository': 'EncryptionConfiguration RepositoryName',
  'AWS::EFS::FileSystem': 'AvailabilityZoneName Encrypted KmsKeyId PerformanceMode',
  'AWS::EKS::Cluster':
    'BootstrapSelfManagedAddons EncryptionConfig KubernetesNetworkConfig Name OutpostConfig RoleArn',
  'AWS::EKS::Nodegroup':
    'AmiType CapacityType ClusterName DiskSize InstanceTypes NodeRole NodegroupName RemoteAccess Subnets',
  'AWS::ElastiCache::ReplicationGroup':
    'AtRestEncryptionEnabled CacheSubnetGroupName DataTieringEnabled Engine GlobalReplicationGroupId KmsKeyId NetworkType Port PreferredCacheClusterAZs ReplicasPerNodeGroup ReplicationGroupId SnapshotArns SnapshotName',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'LoadBalancerName Scheme',
  'AWS::ElasticLoadBalancingV2::Listener': 'LoadBalancerArn',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name Scheme Type',
  'AWS::Elasticsearch::Domain': 'DomainName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::GroupPolicy': 'GroupName PolicyName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName Path',
  'AWS::IAM::ManagedPolicy': 'Description ManagedPolicyName Path',
  'AWS::IAM::Role': 'Path RoleName',
  'AWS::IAM::RolePolicy': 'PolicyName RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserPolicy': 'PolicyName UserName',
  'AWS::Lambda::Function': 'FunctionName PackageType TenancyConfig',
  'AWS::Lambda::Permission':
    'Action EventSourceToken FunctionName FunctionUrlAuthType InvokedViaFunctionUrl Principal PrincipalOrgID SourceAccount SourceArn',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::OpenSearchService::Domain': 'DomainName EngineMode',
  'AWS::RDS::DBCluster':
    'AvailabilityZones ClusterScalabilityType DBClusterIdentifier DBSubnetGroupName DBSystemId DatabaseName EngineMode KmsKeyId PubliclyAccessible RestoreToTime RestoreType SnapshotIdentifier SourceDBClusterIdentifier SourceDbClusterResourceId SourceRegion StorageEncrypted UseLatestRestorableTime',
  'AWS::RDS::DBInstance':
    'BackupTarget CharacterSetName CustomIAMInstanceProfile DBClusterIdentifier DBInstanceIdentifier DBName DBSubnetGroupName DBSystemId KmsKeyId MasterUsername NcharCharacterSetName Port SourceRegion StorageEncrypted Timezone',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::Redshift::Cluster':
    'ClusterIdentifier ClusterSubnetGroupName DBName MasterUsername OwnerAccount SnapshotClusterIdentifier SnapshotIdentifier',
  'AWS::S3::Bucket': 'BucketName BucketNamePrefix BucketNamespace ObjectLockEnabled',
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SNS::Topic': 'FifoTopic TopicName',
  'AWS::SQS::Queue': 'FifoQueue QueueName',
  'AWS::SSO::PermissionSet': 'InstanceArn Name',
  'AWS::SageMaker::Domain': 'AppNetworkAccessType AuthMode DomainName KmsKeyId SubnetIds Tags VpcId',
  'AWS::SageMaker::EndpointConfig':
    'AsyncInferenceConfig DataCaptureConfig EnableNetworkIsolation EndpointConfigName ExecutionRoleArn ExplainerConfig KmsKeyId MetricsConfig ProductionVariants ShadowProductionVariants VpcConfig',
  'AWS::SageMaker::Model':
    'Containers EnableNetworkIsolation ExecutionRoleArn InferenceExecutionConfig ModelName PrimaryContainer VpcConfig',
  'AWS::SageMaker::NotebookInstance':
    'DirectInternetAccess KmsKeyId NotebookInstanceName PlatformIdentifier SecurityGroupIds SubnetId',
  'AWS::SecretsManager::Secret': 'Name',
}

const forcing: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(forcingProperties).map(([type, names]) => [type, new Set(names.split(' '))]),
)
