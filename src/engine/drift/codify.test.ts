import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { codifyValues, joinedAnswer } from './codify.ts'
import { accountBeside } from './dump-testing.ts'

const code = `locals {
  wait = 60 # as long as a job takes
}

resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = local.wait
}

resource "aws_sqs_queue" "mails" {
  name                       = "mails"
  visibility_timeout_seconds = local.wait
  tags = {
    team = "ops"
  }
}
`

describe('values that run otherwise', () => {
  it('are written beside their like, as a tag that nobody wrote down', () => {
    const { text, answer } = codified({ VisibilityTimeout: 60 }, { VisibilityTimeout: 60, owner: 'anna' })
    expect(text).toBe(code.replace('team = "ops"', 'team = "ops"\n    owner = "anna"'))
    expect(answer.kind).toBe('edited')
  })

  it('are written for the one resource that runs so, where others share the line', () => {
    const { text, refusals } = codified({ VisibilityTimeout: 90 }, { VisibilityTimeout: 60 })
    expect(refusals).toEqual([])
    expect(text).toBe(
      code.replace('visibility_timeout_seconds = local.wait', 'visibility_timeout_seconds = 90'),
    )
  })

  it('are written once on the line, where all that share it run so', () => {
    const { text, answer } = codified({ VisibilityTimeout: 90 }, { VisibilityTimeout: 90 })
    expect(text).toBe(code.replace('wait = 60 #', 'wait = 90 #'))
    expect(answer).toMatchObject({ kind: 'edited', verification: { others: [] } })
  })

  it('are written each where it runs, where they run differently', () => {
    const { text, refusals } = codified({ VisibilityTimeout: 90 }, { VisibilityTimeout: 120 })
    expect(refusals).toEqual([])
    expect(text.match(/visibility_timeout_seconds = .*/gu)).toEqual([
      'visibility_timeout_seconds = 90',
      expect.stringMatching(/= (?:120|local\.wait)$/u),
    ])
  })

  it('change nothing where no attribute is known to say them', () => {
    const { text, refusals } = codified({ VisibilityTimeout: 60, Unheard: 'x' }, { VisibilityTimeout: 60 })
    expect([text, refusals]).toEqual([code, []])
  })
})

function codified(
  jobs: Readonly<Record<string, unknown>>,
  { owner, ...mails }: Readonly<Record<string, unknown>>,
): {
  readonly text: string
  readonly answer: ReturnType<typeof joinedAnswer>
  readonly refusals: readonly string[]
} {
  const Tags = [
    { Key: 'team', Value: 'ops' },
    ...(owner === undefined ? [] : [{ Key: 'owner', Value: owner }]),
  ]
  const { state, drift, again } = accountBeside({ 'main.tf': code }, [
    ['AWS::SQS::Queue', 'https://sqs/1/jobs', { QueueName: 'jobs', ...jobs }],
    ['AWS::SQS::Queue', 'https://sqs/1/mails', { QueueName: 'mails', ...mails, Tags }],
  ])
  const { state: after, done } = codifyValues(state, drift.objects, again, { allowOthers: false })
  return {
    text: after.estate.text(filePath('main.tf')) ?? '',
    answer: joinedAnswer(state, after, done),
    refusals: done.flatMap(({ answer }) => (answer.kind === 'refused' ? [answer.detail] : [])),
  }
}
