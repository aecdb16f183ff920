import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDump } from '../../src/dumps/index.ts'
import { adopt } from '../../src/engine/drift/adopt.ts'
import type { Again } from '../../src/engine/drift/codify.ts'
import { driftOf } from '../../src/engine/drift/drift.ts'
import { readState } from '../../src/engine/edit/state.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { StackImport } from '../../src/model/edit.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'

const isThere = spawnSync('cfn-lint', ['--version']).status === 0
if (!isThere) console.warn('SKIPPED: there is no cfn-lint program, so no template is checked by it.')

const file = filePath('infra/template.yaml')
const template = `AWSTemplateFormatVersion: "2010-09-09"

Resources:
  Uploads: # what people upload
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-uploads
${[
  'SQS::Queue',
  'IAM::Role',
  'IAM::ManagedPolicy',
  'Logs::LogGroup',
  'DynamoDB::Table',
  'ECR::Repository',
  'SNS::Topic',
  'KMS::Key',
  'SecretsManager::Secret',
]
  .map((type) => `\n  Known${type.replace('::', '')}:\n    Type: AWS::${type}\n${knownProperties(type)}`)
  .join('')}`

function knownProperties(type: string): string {
  const trust = '{ Version: "2012-10-17", Statement: [] }'
  if (type === 'IAM::Role') return `    Properties:\n      AssumeRolePolicyDocument: ${trust}\n`
  if (type === 'IAM::ManagedPolicy') return `    Properties:\n      PolicyDocument: ${trust}\n`
  return type === 'DynamoDB::Table'
    ? '    Properties:\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n'
    : ''
}

const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }]
const arn = 'arn:aws:sns:eu-central-1:123456789012'

/** As the Cloud Control API describes them. */
const running: readonly (readonly [type: string, identifier: string, properties: object])[] = [
  [
    'AWS::S3::Bucket',
    'acme-reports',
    {
      BucketName: 'acme-reports',
      Arn: 'arn:aws:s3:::acme-reports',
      Tags: [{ Key: 'team', Value: 'bi' }],
      VersioningConfiguration: { Status: 'Enabled' },
    },
  ],
  [
    'AWS::SQS::Queue',
    'https://sqs.eu-central-1.amazonaws.com/123456789012/mails',
    {
      QueueName: 'mails',
      QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/mails',
      Arn: 'x',
      VisibilityTimeout: 45,
      DelaySeconds: 5,
    },
  ],
  [
    'AWS::IAM::Role',
    'visitor',
    {
      RoleName: 'visitor',
      RoleId: 'AROA1',
      Arn: 'x',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
      MaxSessionDuration: 7200,
    },
  ],
  [
    'AWS::IAM::ManagedPolicy',
    'arn:aws:iam::123456789012:policy/look',
    {
      PolicyArn: 'arn:aws:iam::123456789012:policy/look',
      ManagedPolicyName: 'look',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::acme-reports/*' }],
      },
    },
  ],
  ['AWS::Logs::LogGroup', '/acme/shadow', { LogGroupName: '/acme/shadow', RetentionInDays: 3, Arn: 'x' }],
  [
    'AWS::DynamoDB::Table',
    'sessions',
    {
      TableName: 'sessions',
      Arn: 'x',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'user', AttributeType: 'S' }],
    },
  ],
  [
    'AWS::ECR::Repository',
    'acme/scratch',
    { RepositoryName: 'acme/scratch', RepositoryUri: 'x', ImageTagMutability: 'IMMUTABLE' },
  ],
  [
    'AWS::SNS::Topic',
    `${arn}:alarms`,
    { TopicArn: `${arn}:alarms`, TopicName: 'alarms', DisplayName: '007' },
  ],
  [
    'AWS::KMS::Key',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    {
      KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      Arn: 'x',
      Description: 'Disks',
      EnableKeyRotation: true,
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'kms:*',
            Resource: '*',
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
          },
        ],
      },
    },
  ],
  [
    'AWS::SecretsManager::Secret',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:mail-a1',
    {
      Id: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:mail-a1',
      Name: 'mail',
      Description: 'Of the mail server',
    },
  ],
]

describe.skipIf(!isThere)('resources that are in no code', () => {
  it('are written into a template that cfn-lint has nothing against, each with what identifies it', () => {
    const { imports, text } = adoptedAll()
    expect(imports.map(({ type, identifier }) => [type, identifier])).toEqual(
      running.map(([type, identifier]) => [type, { [keys[type] ?? '']: identifier }]),
    )
    expect(text.startsWith(template)).toBe(true)
    const folder = mkdtempSync(join(tmpdir(), 'drift-template-'))
    writeFileSync(join(folder, 'template.yaml'), text)
    const asked = ['--format', 'json', '--regions', 'eu-central-1', '--', 'template.yaml']
    const { stdout } = spawnSync('cfn-lint', asked, { cwd: folder, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(problemsOf(stdout)).toEqual([])
  }, 120_000)
})

const keys: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueUrl',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'PolicyArn',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::SNS::Topic': 'TopicArn',
  'AWS::KMS::Key': 'KeyId',
  'AWS::SecretsManager::Secret': 'Id',
}

function problemsOf(output: string): readonly string[] {
  const all = JSON.parse(output) as readonly {
    readonly Rule: { readonly Id: string }
    readonly Message: string
  }[]
  return all.map(({ Rule, Message }) => `${Rule.Id} ${Message}`)
}

function adoptedAll(): { readonly imports: readonly StackImport[]; readonly text: string } {
  const dump = running.map(([TypeName, Identifier, Properties]) => ({ TypeName, Identifier, Properties }))
  const live = readDump(filePath('live.json'), JSON.stringify(dump)).value
  expect(live).toBeDefined()
  if (live === undefined) return { imports: [], text: '' }
  const again: Again = (readings) =>
    driftOf({ readings, live, state: undefined, namespace: undefined, waivers: [], today: '2026-11-21' })
  let state = readState({
    snapshot: filesSnapshot({ [file]: template }),
    folder: filePath(''),
    options: plainOptions,
  })
  const imports: StackImport[] = []
  for (const [type, identifier] of running) {
    const object = again(state.estate.readings).objects.find((one) => one.address === `${type}/${identifier}`)
    expect([type, object?.what]).toEqual([type, 'unmanaged'])
    if (object === undefined) continue
    const { answer, state: after } = adopt(state, object, again)
    expect(answer.kind === 'refused' ? answer.detail : answer.kind).toBe('edited')
    if (answer.kind === 'edited') imports.push(...(answer.imports ?? []))
    state = after
  }
  return { imports, text: state.estate.text(file) ?? '' }
}
