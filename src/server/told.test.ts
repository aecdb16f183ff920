import { describe, expect, it } from 'vitest'
import { tried } from './fixtures/server.ts'

const { ask, world } = tried()
const path = '/api/projects/acme/feed'
const since = '?since=2026-11-01T00:00:00Z'

async function tell(body: unknown, query = ''): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await ask('POST', path + query, world.token('acme', 'operator'), body)
  return { status: answer.status, text: await answer.text() }
}

describe('a change that somebody tells of', () => {
  it('stands in the feed beside what the ledger knows, once', async () => {
    const deploy = {
      time: '2026-11-21T11:30:00Z',
      kind: 'deploy',
      id: '412',
      title: 'payments 1.8',
      nodes: ['payments'],
      values: [{ address: 'Deployment/payments', path: 'image', before: 'pay:1.7', after: 'pay:1.8' }],
      link: 'https://ci.acme.example/412',
    }
    expect(await tell(deploy, '?source=infra')).toMatchObject({ status: 200, text: '{"kind":"taken"}' })
    expect(await tell(deploy, '?source=infra')).toMatchObject({ text: '{"kind":"known"}' })
    const answer = await ask('GET', path + since, 'viewer')
    const { items } = (await answer.json()) as { readonly items: readonly object[] }
    expect(items).toMatchObject([
      {
        kind: 'deploy',
        at: '2026-11-21T11:30:00.000Z',
        title: 'payments 1.8',
        source: 's1',
        services: ['payments'],
        resources: [
          { address: 'Deployment/payments', path: 'image', before: '"pay:1.7"', after: '"pay:1.8"' },
        ],
        link: 'https://ci.acme.example/412',
      },
      { kind: 'apply', title: 'State prod: version 4' },
    ])
  })

  it('may be a CDEvent', async () => {
    const context = {
      id: '7',
      source: '/ci',
      type: 'dev.cdevents.service.deployed.0.2.0',
      timestamp: '2026-11-21T11:40:00Z',
    }
    expect(await tell({ context, subject: { id: 'cart', content: {} } })).toMatchObject({ status: 200 })
    const answer = await ask('GET', `${path}${since}&limit=1`, 'viewer')
    expect(await answer.json()).toMatchObject({ items: [{ kind: 'deploy', title: 'cart deployed' }] })
  })

  it.each([
    ['no JSON object', [], 'no JSON object'],
    ['no time', { title: 'x' }, 'The change has no time'],
    ['to come', { time: '2027-01-01T00:00:00Z' }, 'lies in the future'],
    ['long ago', { time: '2026-01-01T00:00:00Z' }, 'older than 30 days'],
    [
      'another CDEvent',
      {
        context: { id: '1', type: 'dev.cdevents.taskrun.started.0.2.0', timestamp: '2026-11-21T11:40:00Z' },
        subject: { id: 'x' },
      },
      'changes nothing that runs',
    ],
  ])('is refused with its reason: %s', async (_, body, why) => {
    const { status, text } = await tell(body)
    expect([status, text]).toEqual([400, expect.stringContaining(why)])
  })

  it('is of a source that there is', async () => {
    const { status } = await tell({ time: '2026-11-21T11:00:00Z' }, '?source=nowhere')
    expect(status).toBe(404)
  })
})
