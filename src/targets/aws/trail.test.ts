import { expect, it } from 'vitest'
import type { Data } from '../../kernel/edit.ts'
import type { TrailSubject } from '../../model/trail.ts'
import type { Ask, Reply } from './table.ts'
import { globalRegion, trailOf } from './trail.ts'

const queue: TrailSubject = {
  address: 'aws_sqs_queue.jobs',
  type: 'AWS::SQS::Queue',
  names: ['jobs', 'arn:aws:sqs:eu-central-1:1:jobs'],
}

it('what was changed is told newest first, with who did it, page by page', async () => {
  const { ask, asked } = asking({
    jobs: [
      [lookedUp('sqs', 'SetQueueAttributes', { attributes: { VisibilityTimeout: '5' } })],
      [lookedUp('sqs', 'CreateQueue', { queueName: 'jobs' })],
    ],
  })
  const trail = await trailOf({ own: ask, global: ask }, [queue], () => undefined)
  expect(trail).toEqual({
    events: {
      'aws_sqs_queue.jobs': [
        {
          name: 'SetQueueAttributes',
          at: '2026-11-20T14:03:11Z',
          by: 'admin/alice',
          parameters: { attributes: { VisibilityTimeout: '5' } },
        },
        {
          name: 'CreateQueue',
          at: '2026-11-20T14:03:11Z',
          by: 'admin/alice',
          parameters: { queueName: 'jobs' },
        },
      ],
    },
    failures: [],
  })
  expect(asked).toEqual(['jobs', 'jobs page 1'])
})

it('what was only looked at, was refused, or is of another service of that name, is none', async () => {
  const { ask, asked } = asking({
    jobs: [
      [
        { ...lookedUp('sqs', 'GetQueueAttributes', {}), ReadOnly: 'true' },
        lookedUp('sqs', 'DeleteQueue', {}, { errorCode: 'AccessDenied' }),
        lookedUp('s3', 'DeleteBucket', {}),
        { EventSource: 'sqs.amazonaws.com', CloudTrailEvent: '{' },
      ],
    ],
    'arn:aws:sqs:eu-central-1:1:jobs': [[lookedUp('sqs', 'TagQueue', {})]],
  })
  const { events } = await trailOf({ own: ask, global: ask }, [queue], () => undefined)
  expect(events['aws_sqs_queue.jobs']?.map(({ name }) => name)).toEqual(['TagQueue'])
  expect(asked).toEqual(queue.names)
})

it.each([
  [{ type: 'Root', principalId: '1' }, 'root'],
  [{ type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::1:user/alice' }, 'alice'],
  [{ type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/ops/bob@acme.com' }, 'ops/bob@acme.com'],
  [{ type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, 'autoscaling.amazonaws.com'],
  [{}, 'whoever'],
])('%j is %s', async (userIdentity, by) => {
  const { ask } = asking({ jobs: [[lookedUp('sqs', 'TagQueue', {}, { userIdentity })]] })
  const { events } = await trailOf({ own: ask, global: ask }, [queue], () => undefined)
  expect(events['aws_sqs_queue.jobs']?.[0]?.by).toBe(by)
})

it('global services are asked about where their events are kept', async () => {
  const own = asking({})
  const global = asking({})
  const role = { address: 'aws_iam_role.r', type: 'AWS::IAM::Role', names: ['r'] }
  await trailOf({ own: own.ask, global: global.ask }, [role, queue], () => undefined)
  expect([own.asked, global.asked]).toEqual([[...queue.names], ['r']])
  expect(['eu-west-1', 'cn-northwest-1', 'us-gov-east-1'].map(globalRegion)).toEqual([
    'us-east-1',
    'cn-north-1',
    'us-gov-west-1',
  ])
})

it('a refusal ends it and is told, and so is what is too much', async () => {
  const denied = Object.assign(new Error('not authorized to perform: cloudtrail:LookupEvents'), {
    name: 'AccessDeniedException',
  })
  let times = 0
  const refusing: Ask = () => {
    times++
    return Promise.reject(denied)
  }
  const all = Array.from({ length: 60 }, (_, at) => ({ ...queue, address: `aws_sqs_queue.q${at}` }))
  expect(await trailOf({ own: refusing, global: refusing }, all, () => undefined)).toEqual({
    events: {},
    failures: [
      {
        what: 'Who changed it',
        why: 'CloudTrail could not be asked. AccessDeniedException: not authorized to perform: cloudtrail:LookupEvents.',
      },
    ],
  })
  expect(times).toBe(1)
  const { ask } = asking({})
  const { failures } = await trailOf({ own: ask, global: ask }, all, () => undefined)
  expect(failures[0]?.why).toBe('CloudTrail was asked about 50 resources, and 10 more have changed.')
})

/** As LookupEvents answers it. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html */
function lookedUp(service: string, name: string, requestParameters: Data, more: Reply = {}): Reply {
  const record = {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::1:assumed-role/admin/alice',
      principalId: 'A:alice',
    },
    eventTime: '2026-11-20T14:03:11Z',
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    requestParameters,
    readOnly: false,
    ...more,
  }
  return {
    EventId: '1',
    EventName: name,
    ReadOnly: 'false',
    EventTime: '2026-11-20T14:03:11.000Z',
    EventSource: `${service}.amazonaws.com`,
    Username: 'whoever',
    CloudTrailEvent: JSON.stringify(record),
  }
}

function asking(pages: Readonly<Record<string, readonly (readonly Data[])[]>>): {
  readonly ask: Ask
  readonly asked: readonly string[]
} {
  const asked: string[] = []
  const ask: Ask = (service, operation, input) => {
    expect([service, operation]).toEqual(['cloudtrail', 'LookupEvents'])
    const [attribute] = input['LookupAttributes'] as readonly [{ readonly AttributeValue: string }]
    const page = Number(input['NextToken'] ?? 0)
    asked.push(page === 0 ? attribute.AttributeValue : `${attribute.AttributeValue} page ${page}`)
    const all = pages[attribute.AttributeValue] ?? []
    const more = page + 1 < all.length ? { NextToken: String(page + 1) } : {}
    return Promise.resolve({ Events: all[page] ?? [], ...more })
  }
  return { ask, asked }
}
