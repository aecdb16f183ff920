import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ClaimedDelivery, HookCommands } from '../../contract/commands.ts'
import type { Delivery, Hook, LedgerEvent } from '../../contract/nouns.ts'
import { askBefore } from './before.ts'
import { deliverDue } from './deliveries.ts'
import type { HookPorts, Ran, Reply } from './ports.ts'

const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`
const now = Date.parse('2026-11-21T12:00:00Z')
const hook: Hook = {
  id: 'h1',
  hook: 'devops:hooks:testing',
  when: 'after',
  to: { kind: 'http', url: 'https://hooks.acme.example/x' },
  seconds: 1,
  onSilence: 'allow',
  source: undefined,
  createdAt: '',
  createdBy: 'ada',
}
const event = {
  id: 'e1',
  type: 'dev.cdevents.pipelinerun.finished.0.2.0',
  data: {},
} as unknown as LedgerEvent

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function portsOf(
  reply: Reply,
  ran: Ran = { kind: 'ended', code: 0, output: '' },
): HookPorts & { readonly sent: Sent[] } {
  const sent: Sent[] = []
  return {
    sent,
    post: async (url, headers, body) => {
      sent.push({ url, headers, body })
      return reply
    },
    run: async (command, input) => {
      sent.push({ url: command.join(' '), headers: {}, body: input })
      return ran
    },
    now: () => now,
    wait: async () => undefined,
  }
}

async function delivered(
  reply: Reply,
  attempts: number,
  to: Hook['to'] = hook.to,
): Promise<{ readonly settled: unknown; readonly sent: readonly Sent[] }> {
  const delivery = { id: 'd1', attempts } as unknown as Delivery
  const claimed: ClaimedDelivery = { project: 'acme', delivery, hook: { ...hook, to }, event }
  let settled: unknown
  const commands = {
    claim: async () => [claimed],
    secretOf: async () => secret,
    settle: async (_: string, __: string, outcome: unknown) => {
      settled = outcome
    },
  } as unknown as HookCommands
  const ports = portsOf(reply, {
    kind: 'ended',
    code: reply.kind === 'answered' && reply.status === 200 ? 0 : 1,
    output: '',
  })
  await deliverDue(commands, ports, new AbortController().signal)
  return { settled, sent: ports.sent }
}

function answered(status: number, body = '', retryAfter?: number): Reply {
  return { kind: 'answered', status, body, retryAfter }
}

describe('a delivery', () => {
  it('is signed as Standard Webhooks say, over its id, its time and its body', async () => {
    const { sent, settled } = await delivered(answered(204), 1)
    const [one] = sent
    const content = `e1.${now / 1000}.${one?.body ?? ''}`
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(one?.headers).toMatchObject({
      'webhook-id': 'e1',
      'webhook-timestamp': String(now / 1000),
      'webhook-signature': `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
    })
    expect(settled).toMatchObject({ state: 'delivered', status: 204 })
  })

  it.each([
    [1, '2026-11-21T12:00:05.000Z'],
    [2, '2026-11-21T12:00:30.000Z'],
    [5, '2026-11-21T12:30:00.000Z'],
  ])('that fails at attempt %i is tried again at %s', async (attempts, nextAt) => {
    expect((await delivered(answered(500), attempts)).settled).toMatchObject({
      state: 'waiting',
      nextAt,
      problem: 'It answered 500.',
    })
  })

  it('waits longer where the receiver asks for it, but not for ever', async () => {
    expect((await delivered(answered(429, '', 60), 1)).settled).toMatchObject({
      nextAt: '2026-11-21T12:01:00.000Z',
    })
    expect((await delivered(answered(429, '', 1e9), 1)).settled).toMatchObject({
      nextAt: '2026-11-21T13:00:00.000Z',
    })
  })

  it('is given up after the last attempt, and at once when nobody wants it any more', async () => {
    expect((await delivered({ kind: 'silent', why: 'gone' }, 10)).settled).toMatchObject({
      state: 'dead',
      problem: 'gone',
    })
    expect((await delivered(answered(410), 1)).settled).toMatchObject({ state: 'dead' })
  })

  it('never follows to another address', async () => {
    expect((await delivered(answered(302), 1)).settled).toMatchObject({ state: 'waiting', status: 302 })
  })

  it('to a command hands it the event', async () => {
    const { sent } = await delivered(answered(200), 1, { kind: 'command', command: ['notify', 'me'] })
    expect(sent).toMatchObject([{ url: 'notify me', body: JSON.stringify(event) }])
  })
})

describe('who is asked before', () => {
  const intention = {
    id: 'i1',
    project: 'acme',
    type: 'dev.plumbline.gate.overridden.1.0.0',
    subject: 's',
    data: {},
  }
  const ask = (given: Partial<Hook>, reply: Reply, ran?: Ran): ReturnType<typeof askBefore> =>
    askBefore([{ ...hook, when: 'before', ...given }], 'devops:hooks:testing', intention, {
      ports: portsOf(reply, ran),
      secretOf: async () => secret,
    })

  it('allows, or vetoes with a reason', async () => {
    expect(await ask({}, answered(200, '{"allow":true}'))).toEqual({ kind: 'allowed' })
    expect(await ask({}, answered(200, '{"allow":false,"reason":"It is Friday."}'))).toEqual({
      kind: 'vetoed',
      hook: 'h1',
      reason: 'It is Friday.',
    })
  })

  it.each([
    answered(500),
    answered(200, 'yes'),
    answered(200, '{"allow":"true"}'),
    { kind: 'silent', why: 'slow' } as const,
  ])('and says nothing that is understood (%j) is taken as configured', async (reply) => {
    expect(await ask({ onSilence: 'allow' }, reply)).toEqual({ kind: 'allowed' })
    expect(await ask({ onSilence: 'veto' }, reply)).toMatchObject({ kind: 'vetoed' })
  })

  it('may be a command, whose output is the reason', async () => {
    const to: Hook['to'] = { kind: 'command', command: ['decide'] }
    expect(
      await ask({ to }, answered(200), { kind: 'ended', code: 1, output: 'Not today.\n' }),
    ).toMatchObject({ reason: 'Not today.' })
    expect(await ask({ to }, answered(200), { kind: 'ended', code: 0, output: '' })).toEqual({
      kind: 'allowed',
    })
  })

  it('of a source is asked about that source alone', async () => {
    const veto = answered(200, '{"allow":false}')
    const about = (source: string | undefined): ReturnType<typeof askBefore> =>
      askBefore(
        [{ ...hook, when: 'before', source: 's1' }],
        'devops:hooks:testing',
        { ...intention, data: source === undefined ? {} : { source } },
        { ports: portsOf(veto), secretOf: async () => secret },
      )
    expect((await about('s1')).kind).toBe('vetoed')
    expect((await about('s2')).kind).toBe('allowed')
    expect((await about(undefined)).kind).toBe('allowed')
  })

  it('is asked only about its own hook, and only when it wants to be asked before', async () => {
    const veto = answered(200, '{"allow":false}')
    expect(await ask({ hook: 'devops:hooks:deployment' }, veto)).toEqual({ kind: 'allowed' })
    expect(await ask({ when: 'after' }, veto)).toEqual({ kind: 'allowed' })
  })
})
