import { sameData, type Data } from '../../kernel/edit.ts'

/**
 * What AWS gives where nobody says anything, by type and place. A place with a list has several such values.
 * Sources: the reference of each type in
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const defaults: Readonly<Record<string, Readonly<Record<string, readonly Data[]>>>> = {
  'AWS::S3::Bucket': {
    'PublicAccessBlockConfiguration.BlockPublicAcls': [true],
    'PublicAccessBlockConfiguration.BlockPublicPolicy': [true],
    'PublicAccessBlockConfiguration.IgnorePublicAcls': [true],
    'PublicAccessBlockConfiguration.RestrictPublicBuckets': [true],
    'OwnershipControls.Rules': [[{ ObjectOwnership: 'BucketOwnerEnforced' }]],
    'BucketEncryption.ServerSideEncryptionConfiguration': [
      [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true }],
    ],
  },
  'AWS::EC2::SecurityGroup': {
    SecurityGroupEgress: [[{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }]],
    GroupDescription: ['Managed by Terraform'],
  },
  'AWS::EC2::VPC': { EnableDnsHostnames: [false], EnableDnsSupport: [true], InstanceTenancy: ['default'] },
  'AWS::EC2::Subnet': { MapPublicIpOnLaunch: [false], AssignIpv6AddressOnCreation: [false] },
  'AWS::EC2::Volume': {
    Iops: [100, 3000],
    Throughput: [125],
    VolumeType: ['gp2', 'gp3'],
    MultiAttachEnabled: [false],
  },
  'AWS::EC2::Instance': {
    EbsOptimized: [false],
    Monitoring: [false],
    'MetadataOptions.HttpTokens': ['optional', 'required'],
    'MetadataOptions.HttpPutResponseHopLimit': [1, 2],
  },
  'AWS::IAM::Role': { Path: ['/'], MaxSessionDuration: [3600] },
  'AWS::IAM::ManagedPolicy': { Path: ['/'] },
  'AWS::IAM::User': { Path: ['/'] },
  'AWS::IAM::Group': { Path: ['/'] },
  'AWS::SQS::Queue': {
    VisibilityTimeout: [30],
    MessageRetentionPeriod: [345_600],
    MaximumMessageSize: [262_144, 1_048_576],
    DelaySeconds: [0],
    ReceiveMessageWaitTimeSeconds: [0],
    KmsDataKeyReusePeriodSeconds: [300],
    SqsManagedSseEnabled: [true, false],
  },
  'AWS::SNS::Topic': { SignatureVersion: ['1'], TracingConfig: ['PassThrough'] },
  'AWS::DynamoDB::Table': {
    BillingMode: ['PROVISIONED'],
    TableClass: ['STANDARD'],
    DeletionProtectionEnabled: [false],
    'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': [false],
  },
  'AWS::KMS::Key': {
    Enabled: [true],
    MultiRegion: [false],
    RotationPeriodInDays: [365],
  },
  'AWS::Lambda::Function': {
    MemorySize: [128],
    Timeout: [3],
    PackageType: ['Zip'],
    Architectures: [['x86_64'], 'x86_64'],
    'EphemeralStorage.Size': [512],
  },
  'AWS::ECR::Repository': {
    'ImageScanningConfiguration.ScanOnPush': [false],
    'EncryptionConfiguration.EncryptionType': ['AES256'],
  },
  'AWS::Logs::LogGroup': { LogGroupClass: ['STANDARD'], DeletionProtectionEnabled: [false] },
  'AWS::RDS::DBInstance': {
    AutoMinorVersionUpgrade: [true],
    BackupRetentionPeriod: [0, 1],
    CopyTagsToSnapshot: [false],
    DeletionProtection: [false],
    EnableIAMDatabaseAuthentication: [false],
    MultiAZ: [false],
    PubliclyAccessible: [false],
    StorageEncrypted: [false],
    StorageType: ['gp2'],
  },
}

/** Whether a value is what the service gives of itself at a place. */
export function isServiceDefault(type: string, place: string, data: Data | undefined): boolean {
  const known = Object.hasOwn(defaults, type) ? defaults[type] : undefined
  const some = known !== undefined && Object.hasOwn(known, place) ? known[place] : undefined
  return data !== undefined && some?.some((one) => sameData(one, data)) === true
}
