import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { isOpen } from '../../model/drift.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { scalarText } from '../../model/scalar.ts'
import { readEstate } from '../read.ts'
import { plainOptions } from '../testing.ts'
import { accountDrift, type AccountDrift } from './account.ts'
import { accountBeside, accountReading } from './dump-testing.ts'

const code = `resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
  tags = {
    team = "ops"
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
}

resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
}
`

const bucket = {
  BucketName: 'acme-logs',
  VersioningConfiguration: { Status: 'Enabled' },
  Arn: 'arn:aws:s3:::acme-logs',
  Tags: [
    { Key: 'aws:createdBy', Value: 'x' },
    { Key: 'team', Value: 'ops' },
  ],
}
const queue = { QueueName: 'jobs', QueueUrl: 'https://sqs/1/jobs', VisibilityTimeout: 60, DelaySeconds: 0 }
const role = {
  RoleName: 'r',
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: 'ec2.amazonaws.com' } }],
  },
}

interface Running {
  readonly bucket?: object
  readonly queue?: object
  readonly more?: readonly (readonly [type: string, name: string, properties: object])[]
}

function drift(running: Running, state?: readonly unknown[]): AccountDrift {
  const all = [
    ['AWS::S3::Bucket', 'acme-logs', running.bucket ?? bucket],
    ['AWS::SQS::Queue', 'https://sqs/1/jobs', running.queue ?? queue],
    ['AWS::IAM::Role', 'r', role],
    ...(running.more ?? []),
  ] as const
  const remembered = {
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: 'x',
    outputs: {},
    resources: state,
  }
  const files = filesSnapshot({ 'main.tf': code })
  const { readings } = readEstate(files, filePath(''), plainOptions)
  const states = filesSnapshot({ 'a.tfstate': JSON.stringify(remembered) })
  return accountDrift({
    readings,
    live: accountReading(all),
    state:
      state === undefined ? undefined : readEstate(states, filePath('a.tfstate'), plainOptions).readings[0],
  })
}

function keysFound(files: Readonly<Record<string, string>>, ids: readonly string[]): readonly string[] {
  const keys = [...ids.map((id) => keyMadeBy('Disks', id)), keyMadeBy('Other', 'k-9')]
  return told(accountBeside(files, keys).drift)
}

function keyMadeBy(name: string, id: string): readonly [string, string, object] {
  const Tags = [{ Key: 'aws:cloudformation:logical-id', Value: name }]
  return ['AWS::KMS::Key', id, { KeyId: id, Description: `Old ${name}`, Tags }]
}

function told({ objects }: Pick<AccountDrift, 'objects'>): readonly string[] {
  return objects
    .filter(isOpen)
    .flatMap(({ address, what, values }) => [
      ...(what === 'changed' ? [] : [`${address} ${what}`]),
      ...values
        .filter(isOpen)
        .map(
          (one) =>
            `${address} ${one.path}: ${scalarText(one.wanted) ?? one.wanted.kind} -> ${scalarText(one.live) ?? one.live.kind} ${one.what}`,
        ),
    ])
}

function instance(type: string, name: string, attributes: object): unknown {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]'
  return { mode: 'managed', type, name, provider, instances: [{ schema_version: 0, attributes }] }
}

describe('an account', () => {
  it('that is as the code says has not drifted, and what the service gives is held back', () => {
    const found = drift({})
    expect(told(found)).toEqual([])
    expect(found.compared).toBe(3)
    expect(
      found.objects.flatMap(({ address, values }) =>
        values.map((one) => `${address} ${one.path} ${one.silence?.kind}`),
      ),
    ).toEqual(
      expect.arrayContaining([
        'aws_s3_bucket.logs Arn computed',
        'aws_s3_bucket.logs Tags[0] other-controller',
      ]),
    )
  })

  it('is compared in the shape of its API, each value leading to the resource that says it', () => {
    const { objects } = drift({ bucket: { ...bucket, VersioningConfiguration: { Status: 'Suspended' } } })
    expect(told({ objects })).toEqual([
      'aws_s3_bucket.logs VersioningConfiguration.Status: Enabled -> Suspended by-hand',
    ])
    const site = objects.flatMap(({ values }) => values.filter(isOpen))[0]?.site
    expect(code.slice(site?.start, site?.end)).toBe('"Enabled"')
  })

  it('has tags and items that nobody wrote down, and resources that are in no code', () => {
    const Tags = [...bucket.Tags, { Key: 'owner', Value: 'anna' }]
    const more = [
      ['AWS::SQS::Queue', 'https://sqs/1/other', { QueueName: 'other' }],
      [
        'AWS::IAM::Role',
        'AWSServiceRoleForX',
        { RoleName: 'AWSServiceRoleForX', Path: '/aws-service-role/x/' },
      ],
      ['AWS::Lambda::Function', 'f', { FunctionName: 'f' }],
    ] as const
    const found = drift({ bucket: { ...bucket, Tags }, more })
    expect(told(found)).toEqual([
      'aws_s3_bucket.logs Tags[2]: absent -> map by-hand',
      'AWS::SQS::Queue/https://sqs/1/other unmanaged',
    ])
  })

  it('is judged by what the state remembers: rolled out late, changed afterwards, or forgotten', () => {
    const versioning = instance('aws_s3_bucket_versioning', 'logs', {
      bucket: 'acme-logs',
      versioning_configuration: [{ status: 'Suspended' }],
    })
    const state = [
      instance('aws_s3_bucket', 'logs', { id: 'acme-logs', bucket: 'acme-logs', tags: { team: 'ops' } }),
      versioning,
      instance('aws_sqs_queue', 'jobs', {
        id: 'https://sqs/1/jobs',
        name: 'jobs',
        visibility_timeout_seconds: 60,
        delay_seconds: 5,
      }),
    ]
    const running = {
      bucket: { ...bucket, VersioningConfiguration: { Status: 'Suspended' } },
      queue: { ...queue, VisibilityTimeout: 30 },
    }
    expect(told(drift(running, state))).toEqual([
      'aws_iam_role.r forgotten',
      'aws_s3_bucket.logs VersioningConfiguration.Status: Enabled -> Suspended not-rolled-out',
      'aws_sqs_queue.jobs VisibilityTimeout: 60 -> 30 by-hand',
      'aws_sqs_queue.jobs DelaySeconds: absent -> 0 by-hand',
    ])
  })

  it('knows by its tag what a stack has made without a name, unless several are called so', () => {
    const template =
      'Resources:\n  Disks:\n    Type: AWS::KMS::Key\n    Properties:\n      Description: Disks\n'
    expect(keysFound({ 'a.yaml': template }, ['k-1'])).toEqual([
      'Disks Description: Disks -> Old Disks by-hand',
    ])
    expect(keysFound({ 'a.yaml': template }, ['k-1', 'k-2'])).toEqual([])
    expect(keysFound({ 'a.yaml': template, 'b.yaml': template }, ['k-1'])).toEqual([])
  })

  it('lacks what was taken away, unless nobody can know by what name it would be there', () => {
    const more = [['AWS::EC2::SecurityGroup', 'sg-9', { GroupId: 'sg-9', GroupName: 'other' }]] as const
    const held = drift({ more }).objects.find(({ address }) => address === 'aws_security_group.web')
    expect([held?.what, held?.silence?.kind]).toEqual(['deleted', 'unknown'])
    const state = [instance('aws_security_group', 'web', { id: 'sg-1', name: 'web' })]
    expect(told(drift({ more }, state))).toContain('aws_security_group.web deleted')
  })
})
