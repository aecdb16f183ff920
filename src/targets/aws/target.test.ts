import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { atMost } from './bounded.ts'
import type { Ask, Reply } from './table.ts'
import { observeAws, tables } from './target.ts'

/** An account that answers by operation; what isn't there is refused as by an address that knows no such operation. */
function account(replies: Readonly<Record<string, (input: Reply) => Reply>>): {
  readonly ask: Ask
  readonly asked: string[]
} {
  const asked: string[] = []
  const ask: Ask = async (service, operation, input) => {
    asked.push(`${service} ${operation} ${JSON.stringify(input)}`)
    const reply = replies[`${service} ${operation}`]
    if (reply === undefined) throw named('UnknownOperationException')
    return reply(input)
  }
  return { ask, asked }
}

function named(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name })
}

function nobody(): ReturnType<Ask> {
  return Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
}

const nothing = (): void => undefined

const queues = {
  'sqs ListQueues': ({ NextToken }: Reply): Reply =>
    NextToken === 'two'
      ? { QueueUrls: ['https://sqs/1/b'] }
      : { QueueUrls: ['https://sqs/1/a'], NextToken: 'two' },
  'sqs GetQueueAttributes': (): Reply => ({ Attributes: { VisibilityTimeout: '45', QueueArn: 'arn:q' } }),
  'sqs ListQueueTags': (): Reply => ({ Tags: { team: 'ops' } }),
}

describe('an account without the Cloud Control API', () => {
  it('is asked by the own API of each service, page by page, in the shape of the registry', async () => {
    const { ask, asked } = account(queues)
    const { text, listed, failures } = await observeAws(ask, 'aws', ['AWS::SQS::Queue'], nothing)
    const found = JSON.parse(text) as readonly { Identifier: string; Properties: Reply }[]
    expect(found.map((one) => one.Identifier)).toEqual(['https://sqs/1/a', 'https://sqs/1/b'])
    expect(found[1]?.Properties).toMatchObject({
      QueueName: 'b',
      VisibilityTimeout: 45,
      Tags: [{ Key: 'team', Value: 'ops' }],
    })
    expect([listed, failures]).toEqual([['AWS::SQS::Queue'], []])
    expect(asked.filter((one) => one.startsWith('cloudcontrol'))).toHaveLength(1)
  })

  it('that refuses a question about one resource says so, and what it asks for is not known there', async () => {
    const { ask } = account({
      ...queues,
      'sqs ListQueueTags': ({ QueueUrl }) => {
        if (QueueUrl === 'https://sqs/1/a') throw named('AccessDeniedException', 'not for you')
        return { Tags: {} }
      },
    })
    const { partly, failures, listed } = await observeAws(ask, 'aws', ['AWS::SQS::Queue'], nothing)
    expect(failures).toEqual([
      { what: 'AWS::SQS::Queue https://sqs/1/a Tags', why: 'AccessDeniedException: not for you.' },
    ])
    expect(partly.map(({ properties }) => properties.includes('Tags'))).toEqual([false, true])
    expect(listed).toEqual(['AWS::SQS::Queue'])
  })

  it('that refuses to list a type answers for the others', async () => {
    const { ask } = account({
      ...queues,
      'sns ListTopics': () => {
        throw named('AuthorizationErrorException', 'not authorized')
      },
    })
    const types = ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::Never::Heard']
    const { listed, failures } = await observeAws(ask, 'aws', types, nothing)
    expect(listed).toEqual(['AWS::SQS::Queue'])
    expect(failures.map(({ what }) => what)).toEqual(['AWS::Never::Heard', 'AWS::SNS::Topic'])
    expect(failures[1]?.why).toBe('AuthorizationErrorException: not authorized.')
  })

  it('that nobody can reach is not asked for more', async () => {
    await expect(observeAws(nobody, 'aws here', ['AWS::SNS::Topic'], nothing)).rejects.toMatchObject({
      code: 'target/failed',
      facts: { target: 'aws here' },
    })
  })
})

describe('an account with the Cloud Control API', () => {
  const served = {
    'cloudcontrol ListResources': ({ TypeName }: Reply): Reply => {
      if (TypeName !== 'AWS::SQS::Queue') throw named('UnsupportedActionException')
      return { ResourceDescriptions: [{ Identifier: 'https://sqs/1/a', Properties: '{"QueueName":"a"}' }] }
    },
    'cloudcontrol GetResource': (): Reply => ({
      ResourceDescription: { Identifier: 'a', Properties: '{"QueueName":"a","DelaySeconds":5}' },
    }),
  }

  it('is asked there, each resource whole, and elsewhere for the types that it cannot list', async () => {
    const { ask } = account({
      ...served,
      'iam ListGroups': () => ({ Groups: [{ GroupName: 'g', Path: '/' }] }),
    })
    const types = ['AWS::SQS::Queue', 'AWS::IAM::Group']
    const { text, partly, listed } = await observeAws(ask, 'aws', types, nothing)
    expect(text).toContain('"DelaySeconds": 5')
    expect(partly.map(({ type }) => type)).toEqual(['AWS::IAM::Group'])
    expect(listed).toEqual(['AWS::IAM::Group', 'AWS::SQS::Queue'])
  })

  it('says what it listed of a resource that it then does not show', async () => {
    const { ask } = account({
      ...served,
      'cloudcontrol GetResource': () => {
        throw named('AccessDeniedException', 'no')
      },
    })
    const { partly, failures } = await observeAws(ask, 'aws', ['AWS::SQS::Queue'], nothing)
    expect(partly).toEqual([
      { type: 'AWS::SQS::Queue', identifier: 'https://sqs/1/a', properties: ['QueueName'] },
    ])
    expect(failures[0]?.what).toBe('AWS::SQS::Queue https://sqs/1/a')
  })
})

describe('the tables', () => {
  it('know each type once, and name only facts that are asked for', () => {
    expect(tables.map(({ type }) => type)).toEqual([...new Set(tables.map(({ type }) => type))])
    const wrong = tables.flatMap(({ type, details, properties, identifier }) => {
      const facts = new Set(['item', ...Object.keys(details)])
      const used = Object.values(properties).flatMap((one) =>
        typeof one === 'string' ? [one.split('.')[0] ?? ''] : [...one.from],
      )
      return [...used, identifier.split('.')[0] ?? '']
        .filter((one) => !facts.has(one))
        .map((one) => `${type} ${one}`)
    })
    expect(wrong).toEqual([])
  })

  it('make something of any reply', () => {
    const anything = fc.jsonValue() as fc.Arbitrary<Reply[string]>
    fc.assert(
      fc.property(anything, anything, (item, detail) =>
        tables.every(({ details, properties, where }) => {
          const facts = { item, ...Object.fromEntries(Object.keys(details).map((name) => [name, detail])) }
          void where?.(facts)
          return Object.values(properties).every((one) => typeof one === 'string' || one.make(facts) !== null)
        }),
      ),
    )
  })
})

describe('work in bounds', () => {
  it('never runs more than allowed at once, and all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (limit, works) => {
          const bounded = atMost(limit)
          let [running, most] = [0, 0]
          const done = await Promise.allSettled(
            works.map((fails) =>
              bounded(async () => {
                most = Math.max(most, ++running)
                await Promise.resolve()
                running--
                if (fails) throw named('Broken')
              }),
            ),
          )
          return (
            most <= limit &&
            done.filter(({ status }) => status === 'rejected').length === works.filter(Boolean).length
          )
        },
      ),
    )
  })
})
