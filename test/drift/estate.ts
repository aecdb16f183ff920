import type { Ask, Reply } from '../../src/targets/aws/table.ts'

/** A resource of the estate: as Terraform says it, how it is made, and what a state would remember of it. */
export interface Piece {
  readonly type: string
  readonly name: string
  readonly code: string
  /** Makes it through the API, and gives the attributes that only the provider knows. */
  create(ask: Ask, known: Known): Promise<Attributes>
}

export type Attributes = Readonly<Record<string, unknown>>
/** Attributes of what was made before, by address. */
export type Known = ReadonlyMap<string, Attributes>

const assume = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
}

function policy(action: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'own', Effect: 'Allow', Action: action, Resource: '*' }],
  }
}

function text(reply: unknown, ...path: readonly string[]): string {
  let here: unknown = reply
  for (const step of path) here = (here as Readonly<Record<string, unknown>> | undefined)?.[step]
  return String(here)
}

function pairs(tags: Readonly<Record<string, string>>): Reply[string] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

function tagBlock(tags: Readonly<Record<string, string>>): string {
  const lines = Object.entries(tags).map(([label, value]) => `    ${label} = "${value}"`)
  return `  tags = {\n${lines.join('\n')}\n  }\n`
}

const ops = { team: 'ops' }

function bucket(name: string): Piece {
  return {
    type: 'aws_s3_bucket',
    name,
    code: `resource "aws_s3_bucket" "${name}" {\n  bucket = "acme-${name}"\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const Bucket = `acme-${name}`
      await ask('s3', 'CreateBucket', {
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      })
      await ask('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: pairs(ops) } })
      return { id: Bucket, arn: `arn:aws:s3:::${Bucket}`, bucket: Bucket, tags: ops }
    },
  }
}

function versioning(name: string): Piece {
  return {
    type: 'aws_s3_bucket_versioning',
    name,
    code: `resource "aws_s3_bucket_versioning" "${name}" {\n  bucket = aws_s3_bucket.${name}.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n`,
    async create(ask) {
      const Bucket = `acme-${name}`
      await ask('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
      return { id: Bucket, bucket: Bucket, versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }] }
    },
  }
}

function queue(name: string, seconds: number): Piece {
  return {
    type: 'aws_sqs_queue',
    name,
    code: `resource "aws_sqs_queue" "${name}" {\n  name                       = "${name}"\n  visibility_timeout_seconds = ${seconds}\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const made = await ask('sqs', 'CreateQueue', {
        QueueName: name,
        Attributes: { VisibilityTimeout: String(seconds) },
        tags: ops,
      })
      return {
        id: text(made, 'QueueUrl'),
        url: text(made, 'QueueUrl'),
        name,
        visibility_timeout_seconds: seconds,
        delay_seconds: 0,
        message_retention_seconds: 345_600,
        receive_wait_time_seconds: 0,
        max_message_size: 1_048_576,
        tags: ops,
      }
    },
  }
}

function topic(name: string): Piece {
  return {
    type: 'aws_sns_topic',
    name,
    code: `resource "aws_sns_topic" "${name}" {\n  name         = "${name}"\n  display_name = "About ${name}"\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const made = await ask('sns', 'CreateTopic', {
        Name: name,
        Attributes: { DisplayName: `About ${name}` },
        Tags: pairs(ops),
      })
      const arn = text(made, 'TopicArn')
      return { id: arn, arn, name, display_name: `About ${name}`, kms_master_key_id: '', tags: ops }
    },
  }
}

function role(name: string): Piece {
  return {
    type: 'aws_iam_role',
    name,
    code: `resource "aws_iam_role" "${name}" {\n  name                 = "${name}"\n  max_session_duration = 7200\n  assume_role_policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect    = "Allow"\n      Action    = "sts:AssumeRole"\n      Principal = { Service = "ec2.amazonaws.com" }\n    }]\n  })\n${tagBlock(ops)}}\n`,
    async create(ask) {
      await ask('iam', 'CreateRole', {
        RoleName: name,
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: JSON.stringify(assume),
        Tags: pairs(ops),
      })
      return {
        id: name,
        name,
        path: '/',
        max_session_duration: 7200,
        assume_role_policy: JSON.stringify(assume),
        managed_policy_arns: [],
        inline_policy: [],
        tags: ops,
      }
    },
  }
}

function user(name: string): Piece {
  return {
    type: 'aws_iam_user',
    name,
    code: `resource "aws_iam_user" "${name}" {\n  name = "${name}"\n${tagBlock(ops)}}\n`,
    async create(ask) {
      await ask('iam', 'CreateUser', { UserName: name, Tags: pairs(ops) })
      return { id: name, name, path: '/', tags: ops }
    },
  }
}

function managedPolicy(name: string): Piece {
  return {
    type: 'aws_iam_policy',
    name,
    code: `resource "aws_iam_policy" "${name}" {\n  name = "${name}"\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n      {\n        Sid      = "own"\n        Effect   = "Allow"\n        Action   = "s3:GetObject"\n        Resource = "*"\n      },\n    ]\n  })\n}\n`,
    async create(ask) {
      const document = policy('s3:GetObject')
      const made = await ask('iam', 'CreatePolicy', {
        PolicyName: name,
        PolicyDocument: JSON.stringify(document),
      })
      const arn = text(made, 'Policy', 'Arn')
      return { id: arn, arn, name, path: '/', policy: JSON.stringify(document) }
    },
  }
}

function table(name: string): Piece {
  return {
    type: 'aws_dynamodb_table',
    name,
    code: `resource "aws_dynamodb_table" "${name}" {\n  name                        = "${name}"\n  billing_mode                = "PAY_PER_REQUEST"\n  hash_key                    = "id"\n  deletion_protection_enabled = true\n\n  attribute {\n    name = "id"\n    type = "S"\n  }\n\n  point_in_time_recovery {\n    enabled = true\n  }\n${tagBlock(ops)}}\n`,
    async create(ask) {
      await ask('dynamodb', 'CreateTable', {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        DeletionProtectionEnabled: true,
        Tags: pairs(ops),
      })
      await ask('dynamodb', 'UpdateContinuousBackups', {
        TableName: name,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      })
      return {
        id: name,
        name,
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'id',
        table_class: 'STANDARD',
        attribute: [{ name: 'id', type: 'S' }],
        point_in_time_recovery: [{ enabled: true }],
        deletion_protection_enabled: true,
        tags: ops,
      }
    },
  }
}

function logGroup(name: string, days: number): Piece {
  return {
    type: 'aws_cloudwatch_log_group',
    name,
    code: `resource "aws_cloudwatch_log_group" "${name}" {\n  name              = "/acme/${name}"\n  retention_in_days = ${days}\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const logGroupName = `/acme/${name}`
      await ask('cloudwatch-logs', 'CreateLogGroup', { logGroupName, tags: ops })
      await ask('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: days })
      return { id: logGroupName, name: logGroupName, retention_in_days: days, kms_key_id: '', tags: ops }
    },
  }
}

function secret(name: string): Piece {
  return {
    type: 'aws_secretsmanager_secret',
    name,
    code: `resource "aws_secretsmanager_secret" "${name}" {\n  name        = "acme/${name}"\n  description = "Of ${name}"\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const made = await ask('secrets-manager', 'CreateSecret', {
        Name: `acme/${name}`,
        Description: `Of ${name}`,
        SecretString: 'hidden',
        Tags: pairs(ops),
      })
      const arn = text(made, 'ARN')
      return { id: arn, arn, name: `acme/${name}`, description: `Of ${name}`, kms_key_id: '', tags: ops }
    },
  }
}

function key(name: string): Piece {
  return {
    type: 'aws_kms_key',
    name,
    code: `resource "aws_kms_key" "${name}" {\n  description         = "Key of ${name}"\n  enable_key_rotation = true\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const made = await ask('kms', 'CreateKey', {
        Description: `Key of ${name}`,
        Tags: [{ TagKey: 'team', TagValue: 'ops' }],
      })
      const id = text(made, 'KeyMetadata', 'KeyId')
      await ask('kms', 'EnableKeyRotation', { KeyId: id })
      const policies = await ask('kms', 'GetKeyPolicy', { KeyId: id, PolicyName: 'default' })
      return {
        id,
        key_id: id,
        arn: text(made, 'KeyMetadata', 'Arn'),
        description: `Key of ${name}`,
        enable_key_rotation: true,
        is_enabled: true,
        customer_master_key_spec: 'SYMMETRIC_DEFAULT',
        key_usage: 'ENCRYPT_DECRYPT',
        multi_region: false,
        policy: text(policies, 'Policy'),
        tags: ops,
      }
    },
  }
}

function repository(name: string): Piece {
  return {
    type: 'aws_ecr_repository',
    name,
    code: `resource "aws_ecr_repository" "${name}" {\n  name                 = "acme/${name}"\n  image_tag_mutability = "IMMUTABLE"\n\n  image_scanning_configuration {\n    scan_on_push = true\n  }\n${tagBlock(ops)}}\n`,
    async create(ask) {
      await ask('ecr', 'CreateRepository', {
        repositoryName: `acme/${name}`,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        tags: pairs(ops),
      })
      return {
        id: `acme/${name}`,
        name: `acme/${name}`,
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: [{ scan_on_push: true }],
        encryption_configuration: [{ encryption_type: 'AES256', kms_key: '' }],
        tags: ops,
      }
    },
  }
}

const network: readonly Piece[] = [
  {
    type: 'aws_vpc',
    name: 'main',
    code: `resource "aws_vpc" "main" {\n  cidr_block           = "10.20.0.0/16"\n  enable_dns_hostnames = true\n${tagBlock(ops)}}\n`,
    async create(ask) {
      const made = await ask('ec2', 'CreateVpc', {
        CidrBlock: '10.20.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: pairs(ops) }],
      })
      const id = text(made, 'Vpc', 'VpcId')
      await ask('ec2', 'ModifyVpcAttribute', { VpcId: id, EnableDnsHostnames: { Value: true } })
      return {
        id,
        cidr_block: '10.20.0.0/16',
        enable_dns_hostnames: true,
        enable_dns_support: true,
        instance_tenancy: 'default',
        tags: ops,
      }
    },
  },
  {
    type: 'aws_subnet',
    name: 'a',
    code: `resource "aws_subnet" "a" {\n  vpc_id            = aws_vpc.main.id\n  cidr_block        = "10.20.1.0/24"\n  availability_zone = "eu-central-1a"\n${tagBlock(ops)}}\n`,
    async create(ask, known) {
      const VpcId = text(known.get('aws_vpc.main'), 'id')
      const made = await ask('ec2', 'CreateSubnet', {
        VpcId,
        CidrBlock: '10.20.1.0/24',
        AvailabilityZone: 'eu-central-1a',
        TagSpecifications: [{ ResourceType: 'subnet', Tags: pairs(ops) }],
      })
      return {
        id: text(made, 'Subnet', 'SubnetId'),
        vpc_id: VpcId,
        cidr_block: '10.20.1.0/24',
        availability_zone: 'eu-central-1a',
        map_public_ip_on_launch: false,
        assign_ipv6_address_on_creation: false,
        tags: ops,
      }
    },
  },
  ...['web', 'db'].map((name, at): Piece => ({
    type: 'aws_security_group',
    name,
    code: `resource "aws_security_group" "${name}" {\n  name        = "${name}"\n  description = "For ${name}"\n  vpc_id      = aws_vpc.main.id\n\n  ingress {\n    description = "own"\n    from_port   = ${443 + at}\n    to_port     = ${443 + at}\n    protocol    = "tcp"\n    cidr_blocks = ["10.20.0.0/16"]\n  }\n\n  egress {\n    from_port   = 0\n    to_port     = 0\n    protocol    = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n${tagBlock(ops)}}\n`,
    async create(ask, known) {
      const VpcId = text(known.get('aws_vpc.main'), 'id')
      const made = await ask('ec2', 'CreateSecurityGroup', {
        GroupName: name,
        Description: `For ${name}`,
        VpcId,
        TagSpecifications: [{ ResourceType: 'security-group', Tags: pairs(ops) }],
      })
      const id = text(made, 'GroupId')
      const port = 443 + at
      await ask('ec2', 'AuthorizeSecurityGroupIngress', {
        GroupId: id,
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: port,
            ToPort: port,
            IpRanges: [{ CidrIp: '10.20.0.0/16', Description: 'own' }],
          },
        ],
      })
      const every = { self: false, ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [] }
      return {
        id,
        name,
        description: `For ${name}`,
        vpc_id: VpcId,
        ingress: [
          {
            ...every,
            description: 'own',
            from_port: port,
            to_port: port,
            protocol: 'tcp',
            cidr_blocks: ['10.20.0.0/16'],
          },
        ],
        egress: [
          { ...every, description: '', from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
        ],
        tags: ops,
      }
    },
  })),
  {
    type: 'aws_ebs_volume',
    name: 'data',
    code: `resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-central-1a"\n  size              = 20\n  type              = "gp3"\n  encrypted         = true\n  kms_key_id        = aws_kms_key.disks.arn\n${tagBlock(ops)}}\n`,
    async create(ask, known) {
      const KmsKeyId = text(known.get('aws_kms_key.disks'), 'arn')
      const made = await ask('ec2', 'CreateVolume', {
        KmsKeyId,
        AvailabilityZone: 'eu-central-1a',
        Size: 20,
        VolumeType: 'gp3',
        Encrypted: true,
        TagSpecifications: [{ ResourceType: 'volume', Tags: pairs(ops) }],
      })
      return {
        id: text(made, 'VolumeId'),
        availability_zone: 'eu-central-1a',
        size: 20,
        type: 'gp3',
        encrypted: true,
        iops: 3000,
        throughput: made['Throughput'] ?? 0,
        kms_key_id: KmsKeyId,
        tags: ops,
      }
    },
  },
]

/** Thirty-two resources of sixteen types, in the order in which they can be made. */
export const estate: readonly Piece[] = [
  bucket('logs'),
  versioning('logs'),
  bucket('media'),
  bucket('models'),
  versioning('models'),
  queue('jobs', 60),
  queue('mails', 45),
  queue('events', 90),
  topic('alarms'),
  topic('news'),
  role('reader'),
  role('writer'),
  user('anna'),
  user('ben'),
  managedPolicy('reading'),
  table('orders'),
  table('carts'),
  logGroup('web', 14),
  logGroup('jobs', 30),
  logGroup('audit', 365),
  secret('mail'),
  secret('shop'),
  key('disks'),
  key('backups'),
  repository('web'),
  repository('jobs'),
  ...network,
]

/** The state file that fits what was made. */
export function stateText(made: Known): string {
  const resources = [...made].map(([address, attributes]) => {
    const [type = '', name = ''] = address.split('.')
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]'
    return { mode: 'managed', type, name, provider, instances: [{ schema_version: 0, attributes }] }
  })
  const head = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'b1', outputs: {} }
  return JSON.stringify({ ...head, resources })
}
