import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { isOpen, type Drift } from '../../model/drift.ts'
import type { TrailEvent } from '../../model/trail.ts'
import { readEstate } from '../read.ts'
import { plainOptions } from '../testing.ts'
import { driftOf } from './drift.ts'
import { accountReading } from './dump-testing.ts'
import { trailSubjects, withTrail } from './who.ts'

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
`

const bucket = [
  'AWS::S3::Bucket',
  'acme-logs',
  {
    BucketName: 'acme-logs',
    VersioningConfiguration: { Status: 'Suspended' },
    Tags: [{ Key: 'owner', Value: 'bob' }],
  },
] as const
const queue = [
  'AWS::SQS::Queue',
  'https://sqs/1/jobs',
  { QueueName: 'jobs', QueueUrl: 'https://sqs/1/jobs', VisibilityTimeout: 5 },
] as const
const stray = ['AWS::SQS::Queue', 'https://sqs/1/stray', { QueueName: 'stray' }] as const

describe('who changed what runs in an account', () => {
  it('is asked of what was changed, added or is gone, by its names, plain ones before ARNs', () => {
    expect(trailSubjects(drift([bucket, stray]))).toEqual([
      {
        address: 'AWS::SQS::Queue/https://sqs/1/stray',
        type: 'AWS::SQS::Queue',
        names: expect.arrayContaining(['stray']),
      },
      { address: 'aws_s3_bucket.logs', type: 'AWS::S3::Bucket', names: ['acme-logs'] },
      { address: 'aws_sqs_queue.jobs', type: 'AWS::SQS::Queue', names: ['jobs'] },
    ])
  })

  it('is told by the newest event that names the property and gives the value', () => {
    const events = [
      event('GetBucketVersioning', 'reader', {}),
      event('PutBucketVersioning', 'carol', { VersioningConfiguration: { Status: 'Enabled' } }),
      event('PutBucketVersioning', 'alice', { VersioningConfiguration: { Status: 'Suspended' } }),
      event('PutBucketTagging', 'bob', { Tagging: { TagSet: { Tag: [{ Key: 'owner', Value: 'bob' }] } } }),
    ]
    expect(told(drift([bucket, queue]), { 'aws_s3_bucket.logs': events })).toEqual({
      'aws_s3_bucket.logs': 'bob PutBucketTagging',
      'aws_s3_bucket.logs Tags[0]': 'bob PutBucketTagging',
      'aws_s3_bucket.logs VersioningConfiguration.Status': 'alice PutBucketVersioning',
      'aws_sqs_queue.jobs': undefined,
      'aws_sqs_queue.jobs VisibilityTimeout': undefined,
    })
  })

  it('stays not known where an event gives another value, or names something else', () => {
    const events = [
      event('SetQueueAttributes', 'eve', { attributes: { VisibilityTimeout: '30' } }),
      event('SetQueueAttributes', 'dan', { attributes: { DelaySeconds: '5' } }),
      event('CreateQueue', 'ci', { queueName: 'jobs', attributes: { VisibilityTimeout: '60' } }),
    ]
    const found = withTrail(drift([queue]), { events: { 'aws_sqs_queue.jobs': events }, failures: [] })
    const [value] = found.objects.find(({ address }) => address === 'aws_sqs_queue.jobs')?.values ?? []
    expect(value).toMatchObject({
      by: undefined,
      why: 'It was changed past the code; who did it is not known.',
    })
  })

  it('no longer says that nobody knows who it was', () => {
    const events = [event('SetQueueAttributes', 'eve', { attributes: { VisibilityTimeout: '5' } })]
    const found = withTrail(drift([queue]), { events: { 'aws_sqs_queue.jobs': events }, failures: [] })
    const [value] = found.objects.find(({ address }) => address === 'aws_sqs_queue.jobs')?.values ?? []
    expect(value).toMatchObject({
      by: { name: 'eve', at: '2026-11-20T14:03:11Z', event: 'SetQueueAttributes' },
      why: 'It was changed past the code.',
    })
  })

  it('is who made what is in no code, and who deleted what is gone', () => {
    const found = drift([bucket, stray])
    expect(
      told(found, {
        'AWS::SQS::Queue/https://sqs/1/stray': [
          event('SetQueueAttributes', 'eve', {}),
          event('CreateQueue', 'mallory', { queueName: 'stray' }),
        ],
        'aws_sqs_queue.jobs': [event('DeleteQueue', 'trent', {}), event('CreateQueue', 'ci', {})],
      }),
    ).toMatchObject({
      'AWS::SQS::Queue/https://sqs/1/stray': 'mallory CreateQueue',
      'aws_sqs_queue.jobs': 'trent DeleteQueue',
    })
  })

  it('does not overflow on what an event gives, however deep', () => {
    let deep: TrailEvent['parameters'] = 'x'
    for (let left = 100_000; left > 0; left--) deep = [deep]
    const events = [event('SetQueueAttributes', 'eve', deep)]
    expect(told(drift([queue]), { 'aws_sqs_queue.jobs': events })).toHaveProperty('aws_sqs_queue.jobs')
  })

  it('says what could not be asked', () => {
    const failures = [{ what: 'Who changed it', why: 'CloudTrail could not be asked.' }]
    expect(withTrail(drift([queue]), { events: {}, failures }).failures).toEqual(failures)
  })
})

type Running = readonly (readonly [type: string, name: string, properties: object])[]

function drift(running: Running): Drift {
  const { readings } = readEstate(filesSnapshot({ 'main.tf': code }), filePath(''), plainOptions)
  const observation = {
    name: 'aws',
    text: '',
    listed: ['AWS::S3::Bucket', 'AWS::SQS::Queue'],
    failures: [],
    partly: [],
  }
  const live = accountReading(running)
  return driftOf({ readings, live, observation, namespace: undefined, waivers: [], today: '2026-11-21' })
}

function event(name: string, by: string, parameters: TrailEvent['parameters']): TrailEvent {
  return { name, by, at: '2026-11-20T14:03:11Z', parameters }
}

function told(
  found: Drift,
  events: Readonly<Record<string, readonly TrailEvent[]>>,
): Readonly<Record<string, string | undefined>> {
  const { objects } = withTrail(found, { events, failures: [] })
  return Object.fromEntries(
    objects.flatMap(({ address, by, values }) => [
      [address, by && `${by.name} ${by.event}`],
      ...values
        .filter(isOpen)
        .map((one) => [`${address} ${one.path}`, one.by && `${one.by.name} ${one.by.event}`] as const),
    ]),
  )
}
