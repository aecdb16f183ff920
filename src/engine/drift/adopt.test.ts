import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { EditAnswer } from '../../model/edit.ts'
import { adopt } from './adopt.ts'
import { accountBeside } from './dump-testing.ts'

function loadProviderTable(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../data/providers', `${name}.txt`), 'utf8')
}

type Running = readonly [type: string, name: string, properties: object]

const root = `resource "aws_s3_bucket" "up-loads" {
  bucket = "acme-uploads"
}
`
const template = `Parameters:
  Stage:
    Type: String

Resources:
  # what people upload
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-uploads

  Jobs:
    Type: AWS::SQS::Queue

Outputs:
  Name:
    Value: !Ref Uploads
`
const uploads: Running = ['AWS::S3::Bucket', 'acme-uploads', { BucketName: 'acme-uploads' }]
const reports: Running = [
  'AWS::S3::Bucket',
  'acme-reports',
  {
    BucketName: 'acme-reports',
    Arn: 'arn:aws:s3:::acme-reports',
    VersioningConfiguration: { Status: 'Enabled' },
    Tags: [
      { Key: 'aws:createdBy', Value: 'x' },
      { Key: 'team', Value: 'bi' },
    ],
  },
]

describe('a resource that is in no code', () => {
  it('becomes blocks of Terraform below its like, with an import block, in the manner of the root', () => {
    const answer = adopted({ 'main.tf': root }, reports)
    expect(after(answer, 'main.tf')).toBe(`${root}
import {
  to = aws_s3_bucket.acme-reports
  id = "acme-reports"
}

resource "aws_s3_bucket" "acme-reports" {
  bucket = "acme-reports"
  tags = {
    team = "bi"
  }
}

import {
  to = aws_s3_bucket_versioning.acme-reports
  id = "acme-reports"
}

resource "aws_s3_bucket_versioning" "acme-reports" {
  bucket = aws_s3_bucket.acme-reports.id

  versioning_configuration {
    status = "Enabled"
  }
}
`)
  })

  it('becomes a resource of the template that has its like, and is said how the stack takes it over', () => {
    const answer = adopted({ 'main.tf': 'locals {}\n', 'infra/template.yaml': template }, reports)
    expect(after(answer, 'infra/template.yaml')).toBe(
      template.replace(
        '    Type: AWS::SQS::Queue\n',
        `    Type: AWS::SQS::Queue

  AcmeReports:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketName: acme-reports
      VersioningConfiguration:
        Status: Enabled
      Tags:
        - Key: team
          Value: bi
`,
      ),
    )
    expect(answer.kind === 'edited' && answer.imports).toEqual([
      {
        template: 'infra/template.yaml',
        type: 'AWS::S3::Bucket',
        name: 'AcmeReports',
        identifier: { BucketName: 'acme-reports' },
        parameters: ['Stage'],
      },
    ])
    expect(answer.kind === 'edited' && answer.verification.others).toEqual([])
  })

  it('keeps the manner of a template in JSON', () => {
    const json = `{\r\n    "Resources": {\r\n        "uploads": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "acme-uploads" } }\r\n    }\r\n}\r\n`
    const queue: Running = [
      'AWS::SQS::Queue',
      'https://sqs/1/reports',
      { QueueName: 'reports', DelaySeconds: 5 },
    ]
    const answer = adopted(
      {
        'a.template': json.replace(
          '"Resources"',
          '"AWSTemplateFormatVersion": "2010-09-09",\r\n    "Resources"',
        ),
      },
      queue,
      [['AWS::SQS::Queue', 'https://sqs/1/jobs', { QueueName: 'jobs' }]],
    )
    const text = after(answer, 'a.template') ?? ''
    expect(text).toContain('"reports": {')
    expect(JSON.parse(text)).toMatchObject({
      Resources: {
        reports: { DeletionPolicy: 'Retain', Properties: { QueueName: 'reports', DelaySeconds: 5 } },
      },
    })
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(answer.kind === 'edited' && answer.imports?.[0]?.identifier).toEqual({
      QueueUrl: 'https://sqs/1/reports',
    })
  })

  it('is written where most of its like is', () => {
    const two = `${root}\nresource "aws_s3_bucket" "more" {\n  bucket = "acme-more"\n}\n`
    const answer = adopted({ 'main.tf': two, 'template.yaml': template }, reports)
    expect(answer.kind === 'edited' && answer.files.map(({ file }) => file)).toEqual(['main.tf'])
  })

  it.each([
    [
      'AWS::Lambda::Function',
      'f',
      { FunctionName: 'f' },
      /A template has to say Code, and AWS does not tell it\./u,
    ],
    ['AWS::Never::Heard', 'x-1', { Size: 3 }, /by which property a AWS::Never::Heard is imported/u],
  ] satisfies [string, string, object, RegExp][])(
    'that is a %s is refused with the reason',
    (type, name, properties, why) => {
      const other = template.replace('AWS::SQS::Queue', type)
      const answer = adopted({ 'template.yaml': other }, [type, name, properties])
      expect(answer).toMatchObject({
        kind: 'refused',
        code: 'edit/no-place',
        detail: expect.stringMatching(why),
      })
    },
  )

  it('is refused where there is no code that could say it', () => {
    const answer = adopted({ 'main.tf': root }, ['AWS::Never::Heard', 'x-1', { Size: 3 }])
    expect(answer).toMatchObject({
      kind: 'refused',
      detail:
        'AWS::Never::Heard/x-1 cannot be written. Nothing is known that says a AWS::Never::Heard in Terraform.',
    })
  })
})

function adopted(
  files: Readonly<Record<string, string>>,
  running: Running,
  others: readonly Running[] = [uploads],
): EditAnswer {
  const { state, drift, again } = accountBeside(files, [...others, running], { loadProviderTable })
  const address = `${running[0]}/${running[1]}`
  const object = drift.objects.find((one) => one.address === address)
  expect(object?.what).toBe('unmanaged')
  return object === undefined ? { kind: 'nothing' } : adopt(state, object, again).answer
}

function after(answer: EditAnswer, file: string): string | undefined {
  expect(answer).toMatchObject({ kind: 'edited' })
  return answer.kind === 'edited' ? answer.files.find((one) => one.file === filePath(file))?.after : undefined
}
