import type { Ask } from '../../src/targets/aws/table.ts'
import type { Known } from './estate.ts'

/** A change that somebody makes past the code, and what is to be told of it. */
export interface Change {
  /** As `told` says it, where its path may go on. */
  readonly tells: (made: Known) => string
  /** By the `aws` program, or else through the API. */
  readonly aws?: (made: Known) => readonly string[]
  readonly api?: (ask: Ask, made: Known) => Promise<unknown>
  /** Which of the answers is tried; what is reverted is set back through the API to the value that the answer names. */
  readonly answer: 'codify' | 'revert'
  /** Sets back what was changed, given the value that the answer names. */
  readonly back?: (ask: Ask, made: Known, to: unknown) => Promise<unknown>
}

function of(made: Known, address: string, attribute = 'id'): string {
  return String(made.get(address)?.[attribute])
}

const tag = (Key: string, Value: string): { Key: string; Value: string } => ({ Key, Value })

/** A change of an attribute of a queue. */
function queue(
  name: string,
  attribute: string,
  value: string,
  answer: Change['answer'],
  byProgram = false,
): Change {
  const url = (made: Known): string => of(made, `aws_sqs_queue.${name}`)
  return {
    tells: () => `aws_sqs_queue.${name} ${attribute} by-hand`,
    ...(byProgram
      ? {
          aws: (made) => [
            'sqs',
            'set-queue-attributes',
            '--queue-url',
            url(made),
            '--attributes',
            `${attribute}=${value}`,
          ],
        }
      : {
          api: (ask, made) =>
            ask('sqs', 'SetQueueAttributes', { QueueUrl: url(made), Attributes: { [attribute]: value } }),
        }),
    answer,
    back: (ask, made, to) =>
      ask('sqs', 'SetQueueAttributes', { QueueUrl: url(made), Attributes: { [attribute]: String(to) } }),
  }
}

function queueTag(name: string, label: string, value: string, answer: Change['answer']): Change {
  return {
    tells: () => `aws_sqs_queue.${name} Tags by-hand`,
    api: (ask, made) =>
      ask('sqs', 'TagQueue', { QueueUrl: of(made, `aws_sqs_queue.${name}`), Tags: { [label]: value } }),
    answer,
    back: (ask, made) =>
      ask('sqs', 'UntagQueue', { QueueUrl: of(made, `aws_sqs_queue.${name}`), TagKeys: [label] }),
  }
}

function bucketTags(
  name: string,
  tags: readonly { Key: string; Value: string }[],
  answer: Change['answer'],
): Change {
  const Bucket = `acme-${name}`
  return {
    tells: () => `aws_s3_bucket.${name} Tags by-hand`,
    api: (ask) => ask('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: tags } }),
    answer,
    back: (ask) => ask('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [tag('team', 'ops')] } }),
  }
}

function versioning(name: string, answer: Change['answer']): Change {
  const status = (Status: string): readonly string[] => [
    's3api',
    'put-bucket-versioning',
    '--bucket',
    `acme-${name}`,
    '--versioning-configuration',
    `Status=${Status}`,
  ]
  return {
    tells: () => `aws_s3_bucket.${name} VersioningConfiguration.Status by-hand`,
    aws: () => status('Suspended'),
    answer,
    back: (ask, _, to) =>
      ask('s3', 'PutBucketVersioning', {
        Bucket: `acme-${name}`,
        VersioningConfiguration: { Status: String(to) },
      }),
  }
}

function topic(name: string, value: string, answer: Change['answer']): Change {
  const set = (ask: Ask, made: Known, AttributeValue: string): Promise<unknown> =>
    ask('sns', 'SetTopicAttributes', {
      TopicArn: of(made, `aws_sns_topic.${name}`),
      AttributeName: 'DisplayName',
      AttributeValue,
    })
  return {
    tells: () => `aws_sns_topic.${name} DisplayName by-hand`,
    api: (ask, made) => set(ask, made, value),
    answer,
    back: (ask, made, to) => set(ask, made, String(to)),
  }
}

function topicTag(name: string, answer: Change['answer']): Change {
  const ResourceArn = (made: Known): string => of(made, `aws_sns_topic.${name}`)
  return {
    tells: () => `aws_sns_topic.${name} Tags by-hand`,
    api: (ask, made) =>
      ask('sns', 'TagResource', { ResourceArn: ResourceArn(made), Tags: [tag('owner', 'anna')] }),
    answer,
    back: (ask, made) => ask('sns', 'UntagResource', { ResourceArn: ResourceArn(made), TagKeys: ['owner'] }),
  }
}

function role(name: string, answer: Change['answer']): readonly Change[] {
  const assume = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ],
  }
  const trust = (Service: string): string =>
    JSON.stringify({
      ...assume,
      Statement: assume.Statement.map((one) => ({ ...one, Principal: { Service } })),
    })
  return [
    {
      tells: () => `aws_iam_role.${name} MaxSessionDuration by-hand`,
      aws: () => ['iam', 'update-role', '--role-name', name, '--max-session-duration', '14400'],
      answer,
      back: (ask, _, to) => ask('iam', 'UpdateRole', { RoleName: name, MaxSessionDuration: Number(to) }),
    },
    {
      tells: () => `aws_iam_role.${name} AssumeRolePolicyDocument.Statement[0].Principal.Service by-hand`,
      api: (ask) =>
        ask('iam', 'UpdateAssumeRolePolicy', {
          RoleName: name,
          PolicyDocument: trust('lambda.amazonaws.com'),
        }),
      answer,
      back: (ask, _, to) =>
        ask('iam', 'UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: trust(String(to)) }),
    },
    {
      tells: () => `aws_iam_role.${name} Tags by-hand`,
      api: (ask) => ask('iam', 'TagRole', { RoleName: name, Tags: [tag('stage', 'trial')] }),
      answer,
      back: (ask) => ask('iam', 'UntagRole', { RoleName: name, TagKeys: ['stage'] }),
    },
  ]
}

function userTag(name: string, value: string, answer: Change['answer']): Change {
  return {
    tells: () => `aws_iam_user.${name} Tags[0].Value by-hand`,
    aws: () => ['iam', 'tag-user', '--user-name', name, '--tags', `Key=team,Value=${value}`],
    answer,
    back: (ask, _, to) => ask('iam', 'TagUser', { UserName: name, Tags: [tag('team', String(to))] }),
  }
}

function allowing(Action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'own', Effect: 'Allow', Action, Resource: '*' }],
  })
}

function allow(ask: Ask, made: Known, action: string): Promise<unknown> {
  return ask('iam', 'CreatePolicyVersion', {
    PolicyArn: of(made, 'aws_iam_policy.reading'),
    PolicyDocument: allowing(action),
    SetAsDefault: true,
  })
}

function policyAction(answer: Change['answer']): Change {
  return {
    tells: () => 'aws_iam_policy.reading PolicyDocument.Statement[0].Action by-hand',
    api: (ask, made) => allow(ask, made, 's3:*'),
    answer,
    back: (ask, made, to) => allow(ask, made, String(to)),
  }
}

function table(name: string, answer: Change['answer']): readonly Change[] {
  const backups = (ask: Ask, isOn: boolean): Promise<unknown> =>
    ask('dynamodb', 'UpdateContinuousBackups', {
      TableName: name,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: isOn },
    })
  const protection = (ask: Ask, isOn: boolean): Promise<unknown> =>
    ask('dynamodb', 'UpdateTable', { TableName: name, DeletionProtectionEnabled: isOn })
  return [
    {
      tells: () =>
        `aws_dynamodb_table.${name} PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled by-hand`,
      api: (ask) => backups(ask, false),
      answer,
      back: (ask, _, to) => backups(ask, String(to) === 'true'),
    },
    {
      tells: () => `aws_dynamodb_table.${name} DeletionProtectionEnabled by-hand`,
      api: (ask) => protection(ask, false),
      answer,
      back: (ask, _, to) => protection(ask, String(to) === 'true'),
    },
  ]
}

function retention(name: string, days: number, answer: Change['answer'], byProgram = false): Change {
  const logGroupName = `/acme/${name}`
  return {
    tells: () => `aws_cloudwatch_log_group.${name} RetentionInDays by-hand`,
    ...(byProgram
      ? {
          aws: () => [
            'logs',
            'put-retention-policy',
            '--log-group-name',
            logGroupName,
            '--retention-in-days',
            String(days),
          ],
        }
      : {
          api: (ask) => ask('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: days }),
        }),
    answer,
    back: (ask, _, to) =>
      ask('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: Number(to) }),
  }
}

function secret(name: string, answer: Change['answer']): readonly Change[] {
  const SecretId = `acme/${name}`
  return [
    {
      tells: () => `aws_secretsmanager_secret.${name} Description by-hand`,
      api: (ask) => ask('secrets-manager', 'UpdateSecret', { SecretId, Description: 'Who knows' }),
      answer,
      back: (ask, _, to) => ask('secrets-manager', 'UpdateSecret', { SecretId, Description: String(to) }),
    },
    {
      tells: () => `aws_secretsmanager_secret.${name} Tags by-hand`,
      api: (ask) => ask('secrets-manager', 'TagResource', { SecretId, Tags: [tag('cost', 'shared')] }),
      answer,
      back: (ask) => ask('secrets-manager', 'UntagResource', { SecretId, TagKeys: ['cost'] }),
    },
  ]
}

function key(name: string, answer: Change['answer']): readonly Change[] {
  const KeyId = (made: Known): string => of(made, `aws_kms_key.${name}`)
  return [
    {
      tells: () => `aws_kms_key.${name} EnableKeyRotation by-hand`,
      aws: (made) => ['kms', 'disable-key-rotation', '--key-id', KeyId(made)],
      answer,
      back: (ask, made, to) =>
        ask('kms', String(to) === 'true' ? 'EnableKeyRotation' : 'DisableKeyRotation', {
          KeyId: KeyId(made),
        }),
    },
    {
      tells: () => `aws_kms_key.${name} Description by-hand`,
      api: (ask, made) =>
        ask('kms', 'UpdateKeyDescription', { KeyId: KeyId(made), Description: `Old key of ${name}` }),
      answer,
      back: (ask, made, to) =>
        ask('kms', 'UpdateKeyDescription', { KeyId: KeyId(made), Description: String(to) }),
    },
  ]
}

function repository(name: string, answer: Change['answer']): readonly Change[] {
  const repositoryName = `acme/${name}`
  return [
    {
      tells: () => `aws_ecr_repository.${name} ImageTagMutability by-hand`,
      aws: () => [
        'ecr',
        'put-image-tag-mutability',
        '--repository-name',
        repositoryName,
        '--image-tag-mutability',
        'MUTABLE',
      ],
      answer,
      back: (ask, _, to) =>
        ask('ecr', 'PutImageTagMutability', { repositoryName, imageTagMutability: String(to) }),
    },
    {
      tells: () => `aws_ecr_repository.${name} ImageScanningConfiguration.ScanOnPush by-hand`,
      api: (ask) =>
        ask('ecr', 'PutImageScanningConfiguration', {
          repositoryName,
          imageScanningConfiguration: { scanOnPush: false },
        }),
      answer,
      back: (ask, _, to) =>
        ask('ecr', 'PutImageScanningConfiguration', {
          repositoryName,
          imageScanningConfiguration: { scanOnPush: String(to) === 'true' },
        }),
    },
  ]
}

function ingress(name: string, port: number, answer: Change['answer']): Change {
  const permission = {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'for a moment' }],
  }
  const GroupId = (made: Known): string => of(made, `aws_security_group.${name}`)
  return {
    tells: () => `aws_security_group.${name} SecurityGroupIngress by-hand`,
    api: (ask, made) =>
      ask('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: GroupId(made), IpPermissions: [permission] }),
    answer,
    back: (ask, made) =>
      ask('ec2', 'RevokeSecurityGroupIngress', { GroupId: GroupId(made), IpPermissions: [permission] }),
  }
}

function ec2Tag(address: string, answer: Change['answer'], byProgram = false): Change {
  const id = (made: Known): string => of(made, address)
  return {
    tells: () => `${address} Tags by-hand`,
    ...(byProgram
      ? { aws: (made) => ['ec2', 'create-tags', '--resources', id(made), '--tags', 'Key=owner,Value=ben'] }
      : {
          api: (ask, made) =>
            ask('ec2', 'CreateTags', { Resources: [id(made)], Tags: [tag('owner', 'ben')] }),
        }),
    answer,
    back: (ask, made) => ask('ec2', 'DeleteTags', { Resources: [id(made)], Tags: [{ Key: 'owner' }] }),
  }
}

const others: readonly Change[] = [
  {
    tells: () => 'aws_vpc.main EnableDnsHostnames by-hand',
    api: (ask, made) =>
      ask('ec2', 'ModifyVpcAttribute', {
        VpcId: of(made, 'aws_vpc.main'),
        EnableDnsHostnames: { Value: false },
      }),
    answer: 'codify',
  },
  {
    tells: () => 'aws_subnet.a MapPublicIpOnLaunch by-hand',
    aws: (made) => [
      'ec2',
      'modify-subnet-attribute',
      '--subnet-id',
      of(made, 'aws_subnet.a'),
      '--map-public-ip-on-launch',
    ],
    answer: 'codify',
  },
  {
    tells: () => 'aws_ebs_volume.data Size by-hand',
    api: (ask, made) => ask('ec2', 'ModifyVolume', { VolumeId: of(made, 'aws_ebs_volume.data'), Size: 40 }),
    answer: 'codify',
  },
  {
    tells: () => 'aws_s3_bucket.media VersioningConfiguration.Status by-hand',
    api: (ask) =>
      ask('s3', 'PutBucketVersioning', {
        Bucket: 'acme-media',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    answer: 'codify',
  },
]

/** What is made past the code. */
const strangers: readonly Change[] = [
  ...['reports', 'drafts'].map((name, at): Change => ({
    tells: () => `AWS::S3::Bucket/acme-${name} unmanaged`,
    aws: () => [
      's3api',
      'create-bucket',
      '--bucket',
      `acme-${name}`,
      '--create-bucket-configuration',
      'LocationConstraint=eu-central-1',
    ],
    answer: at === 0 ? 'codify' : 'revert',
    back: (ask) => ask('s3', 'DeleteBucket', { Bucket: `acme-${name}` }),
  })),
  {
    tells: () => 'AWS::IAM::Role/visitor unmanaged',
    api: (ask) =>
      ask('iam', 'CreateRole', {
        RoleName: 'visitor',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
          ],
        }),
        Tags: [tag('team', 'guests')],
      }),
    answer: 'codify',
  },
  {
    tells: () => 'AWS::IAM::User/carl unmanaged',
    api: (ask) => ask('iam', 'CreateUser', { UserName: 'carl' }),
    answer: 'revert',
    back: (ask) => ask('iam', 'DeleteUser', { UserName: 'carl' }),
  },
  {
    tells: () => 'AWS::Logs::LogGroup//acme/shadow unmanaged',
    api: async (ask) => {
      await ask('cloudwatch-logs', 'CreateLogGroup', { logGroupName: '/acme/shadow' })
      return ask('cloudwatch-logs', 'PutRetentionPolicy', {
        logGroupName: '/acme/shadow',
        retentionInDays: 3,
      })
    },
    answer: 'codify',
  },
  {
    tells: () => 'AWS::DynamoDB::Table/sessions unmanaged',
    api: (ask) =>
      ask('dynamodb', 'CreateTable', {
        TableName: 'sessions',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'user', KeyType: 'HASH' },
          { AttributeName: 'since', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'user', AttributeType: 'S' },
          { AttributeName: 'since', AttributeType: 'N' },
        ],
      }),
    answer: 'codify',
  },
  {
    tells: () => 'AWS::ECR::Repository/acme/scratch unmanaged',
    api: (ask) => ask('ecr', 'CreateRepository', { repositoryName: 'acme/scratch' }),
    answer: 'codify',
  },
]

/** What is taken away past the code: only making it again brings it back. */
const losses: readonly Change[] = [
  {
    tells: () => 'aws_sqs_queue.events deleted',
    api: (ask, made) => ask('sqs', 'DeleteQueue', { QueueUrl: of(made, 'aws_sqs_queue.events') }),
    answer: 'revert',
    back: (ask) =>
      ask('sqs', 'CreateQueue', {
        QueueName: 'events',
        Attributes: { VisibilityTimeout: '90' },
        tags: { team: 'ops' },
      }),
  },
  {
    tells: () => 'aws_iam_user.ben deleted',
    aws: () => ['iam', 'delete-user', '--user-name', 'ben'],
    answer: 'revert',
    back: (ask) => ask('iam', 'CreateUser', { UserName: 'ben', Tags: [tag('team', 'ops')] }),
  },
  {
    tells: () => 'aws_cloudwatch_log_group.audit deleted',
    aws: () => ['logs', 'delete-log-group', '--log-group-name', '/acme/audit'],
    answer: 'revert',
    back: async (ask) => {
      await ask('cloudwatch-logs', 'CreateLogGroup', { logGroupName: '/acme/audit', tags: { team: 'ops' } })
      return ask('cloudwatch-logs', 'PutRetentionPolicy', {
        logGroupName: '/acme/audit',
        retentionInDays: 365,
      })
    },
  },
]

/** Sixty changes. */
export const changes: readonly Change[] = [
  queue('jobs', 'VisibilityTimeout', '300', 'codify', true),
  queue('jobs', 'DelaySeconds', '15', 'codify'),
  queue('jobs', 'MessageRetentionPeriod', '1209600', 'revert'),
  queue('mails', 'VisibilityTimeout', '120', 'revert', true),
  queue('mails', 'ReceiveMessageWaitTimeSeconds', '20', 'codify'),
  queue('mails', 'MaximumMessageSize', '1024', 'codify'),
  queueTag('jobs', 'owner', 'anna', 'codify'),
  queueTag('mails', 'owner', 'ben', 'revert'),
  bucketTags('logs', [tag('team', 'ops'), tag('cost', 'high')], 'codify'),
  bucketTags('models', [], 'revert'),
  versioning('logs', 'codify'),
  versioning('models', 'revert'),
  topic('alarms', 'Alarm', 'codify'),
  topic('news', 'News', 'revert'),
  topicTag('alarms', 'codify'),
  topicTag('news', 'revert'),
  ...role('reader', 'codify'),
  ...role('writer', 'revert'),
  userTag('anna', 'core', 'codify'),
  policyAction('codify'),
  ...table('orders', 'codify'),
  ...table('carts', 'revert'),
  retention('web', 90, 'codify', true),
  retention('jobs', 7, 'revert'),
  ...secret('mail', 'codify'),
  ...secret('shop', 'revert'),
  ...key('disks', 'codify'),
  ...key('backups', 'revert'),
  ...repository('web', 'codify'),
  ...repository('jobs', 'revert'),
  // A rule more inside of the group is refused as an edit for now.
  ingress('web', 22, 'revert'),
  ingress('db', 3306, 'revert'),
  ec2Tag('aws_vpc.main', 'codify', true),
  ec2Tag('aws_subnet.a', 'revert'),
  ec2Tag('aws_security_group.web', 'codify'),
  ec2Tag('aws_security_group.db', 'revert'),
  ec2Tag('aws_ebs_volume.data', 'codify', true),
  ...others,
  ...strangers,
  ...losses,
]

/** Ten that write something of their own each time they run: the round. */
export const writers: readonly ((ask: Ask, made: Known, round: number) => Promise<unknown>)[] = [
  ...['jobs', 'mails', 'events'].map(
    (name) => (ask: Ask, made: Known, round: number) =>
      ask('sqs', 'SetQueueAttributes', {
        QueueUrl: of(made, `aws_sqs_queue.${name}`),
        Attributes: { DelaySeconds: String(400 + round) },
      }),
  ),
  ...['alarms', 'news'].map(
    (name) => (ask: Ask, made: Known, round: number) =>
      ask('sns', 'TagResource', {
        ResourceArn: of(made, `aws_sns_topic.${name}`),
        Tags: [tag('checked', `2026-11-2${round}`)],
      }),
  ),
  ...['reader', 'writer'].map(
    (name) => (ask: Ask, _: Known, round: number) =>
      ask('iam', 'TagRole', { RoleName: name, Tags: [tag('used', `${round} days ago`)] }),
  ),
  ...['mail', 'shop'].map(
    (name) => (ask: Ask, _: Known, round: number) =>
      ask('secrets-manager', 'TagResource', {
        SecretId: `acme/${name}`,
        Tags: [tag('rotated', `2026-10-1${round}`)],
      }),
  ),
  (ask, _, round) =>
    ask('iam', 'TagUser', { UserName: 'anna', Tags: [tag('login', `2026-11-21T0${round}:00:00Z`)] }),
]
