import { describe, expect, it } from 'vitest'
import { covers, forPeople } from '../contract/permission.ts'
import { roles } from '../contract/nouns.ts'
import { problems } from '../contract/problem.ts'
import { addressOf, type Route } from '../contract/route.ts'
import { routes } from '../contract/routes.ts'
import { tried } from './fixtures/server.ts'
import { stateText } from './fixtures/states.ts'

const { ask, world } = tried()

/** Something that each route takes, so that nothing but the permission is in question. */
const inputs: Readonly<Record<string, unknown>> = {
  project: 'acme',
  source: 's1',
  sha: 'aaaa',
  finding: 'f1',
  event: 'e1',
  hook: 'h1',
  delivery: 'd1',
  token: 't1',
  user: 'someone',
  id: '.::aws_s3_bucket.logs',
  path: 'bucket',
  state: 'prod',
  stack: 'k1',
  drift: 'd1',
  signals: 'p1',
  query: 'up',
  series: 'up',
  incident: 'i1',
  since: '2026-11-20T00:00:00Z',
  version: '1',
  from: 1,
  to: 1,
}
const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'projects.create': { id: 'new-one', name: 'New' },
  'sources.add': { name: 'n', url: 'https://git.acme.example/a/b' },
  'reports.upload': { name: 'tests', text: '<testsuite><testcase/></testsuite>' },
  'gates.override': { gate: 'default', reason: 'a good reason' },
  'findings.accept': { reason: 'a good reason' },
  'hooks.add': { hook: 'devops:hooks:testing', to: { kind: 'http', url: 'https://hooks.acme.example/x' } },
  'tokens.create': { name: 't', role: 'viewer' },
  'members.set': { role: 'viewer' },
  'stacks.add': { name: 'prod', watched: { kind: 'upload' } },
  'stacks.upload': { text: '{}' },
  'drift.decide': { plan: 'p1', approves: true },
  'drift.accept': { reason: 'a good reason', until: '2027-01-31' },
  'signals.add': { name: 'prod', url: 'https://prometheus.acme.example' },
  'states.restore': { reason: 'a good reason' },
  'states.unlock': { reason: 'a good reason' },
}
/** Where the body is a document of its own. */
const documents: Readonly<Record<string, unknown>> = {
  'incidents.receive': { version: '4', groupKey: 'g', receiver: 'r', status: 'firing', alerts: [] },
  'feed.tell': { time: '2026-11-21T11:30:00Z', kind: 'deploy', title: 'payments 1.8' },
  'logs.receive': ['one line'],
  'states.push': JSON.parse(stateText),
  'states.lock': { ID: 'first' },
  'states.release': { ID: 'first' },
}
/** Answered for ever, so it is tried elsewhere. */
const unary = routes.filter((one) => one.id !== 'events.stream')

function requestOf(route: Route, project = 'acme'): { readonly url: string; readonly body: unknown } {
  const names = Object.keys(route.input.shape).filter((name) => name in inputs)
  const needed = names.filter(
    (name) =>
      route.path.includes(`:${name}`) ||
      ['source', 'id', 'path', 'from', 'to', 'query', 'series', 'since'].includes(name),
  )
  const input = { ...Object.fromEntries(needed.map((name) => [name, inputs[name]])), ...bodies[route.id] }
  const { url, body } = addressOf(route, {
    ...input,
    ...(route.path.includes(':project') ? { project } : {}),
  })
  return { url, body: body ?? documents[route.id] }
}

async function statusAs(route: Route, who: string | undefined, project?: string): Promise<number> {
  const { url, body } = requestOf(route, project)
  return (await ask(route.method, url, who, body)).status
}

describe('every route', () => {
  it.each(unary)('$id: nobody is told to sign in', async (route) => {
    expect(await statusAs(route, undefined)).toBe(401)
  })

  it.each(unary)('$id: a token or session that does not hold is nobody', async (route) => {
    expect(await statusAs(route, 'plb_not-a-token-at-all')).toBe(401)
    const { url, body } = requestOf(route)
    const answer = await ask(route.method, url, undefined, body, { cookie: 'plumbline_session_7460=old' })
    expect(answer.status).toBe(401)
  })

  it.each(unary.filter((one) => one.path.includes(':project')))(
    '$id: each role may do what the contract says, and a stranger finds nothing',
    async (route) => {
      for (const role of roles) {
        const isAllowed =
          route.permission !== 'administrator' && covers(role, route.permission as typeof role)
        for (const who of [role, world.token('acme', role)]) {
          const isPerson = who === role || !forPeople.includes(route.id)
          expect(await statusAs(route, who), `${route.id} as ${who}`).toSatisfy((status: number) =>
            (isAllowed && isPerson ? [200, 404, 409] : [403]).includes(status),
          )
        }
      }
      for (const who of ['stranger', world.token('other', 'admin'), 'root']) {
        expect(await statusAs(route, who), `${route.id} as ${who}`).toBe(404)
        expect(await statusAs(route, who, 'nowhere'), `${route.id} as ${who}`).toBe(404)
      }
    },
  )

  it('tells a stranger the same of a project that exists and of one that does not', async () => {
    const texts = await Promise.all(
      ['acme', 'nowhere'].map(async (project) => {
        const answer = await ask('GET', `/api/projects/${project}/findings`, 'stranger', undefined, {
          'x-request-id': 'same-for-both',
        })
        return answer.text()
      }),
    )
    expect(texts[0]).toBe(texts[1])
  })

  it('is open to administrators of the installation alone where the contract says so', async () => {
    const body = { id: 'fresh', name: 'Fresh' }
    expect((await ask('POST', '/api/projects', 'root', body)).status).toBe(200)
    expect((await ask('POST', '/api/projects', 'admin', body)).status).toBe(403)
    expect((await ask('POST', '/api/projects', world.token('acme', 'admin'), body)).status).toBe(403)
  })
})

describe('a token', () => {
  it('without the scope to write only reads, whatever its role', async () => {
    const reader = world.token('acme', 'admin', ['read'])
    expect((await ask('GET', '/api/projects/acme/tokens', reader)).status).toBe(200)
    expect((await ask('POST', '/api/projects/acme/findings/f1/reopen', reader)).status).toBe(403)
  })

  it('for reports sends reports and nothing else', async () => {
    const sender = world.token('acme', 'operator', ['reports'])
    const body = bodies['reports.upload']
    expect(
      (await ask('POST', '/api/projects/acme/sources/s1/commits/aaaa/reports', sender, body)).status,
    ).toBe(200)
    expect((await ask('POST', '/api/projects/acme/sources/s1/refresh', sender)).status).toBe(403)
    expect((await ask('GET', '/api/projects/acme/findings', sender)).status).toBe(403)
  })

  it('never gives its maker more than the maker has', async () => {
    const admin = world.token('acme', 'admin')
    const answer = await ask('POST', '/api/projects/acme/tokens', admin, { name: 'x', role: 'viewer' })
    expect(await answer.json()).toMatchObject({
      token: { role: 'viewer' },
      secret: expect.stringMatching(/^plb_/u),
    })
  })
})

describe('a project', () => {
  it('keeps its last admin', async () => {
    for (const request of [
      ['PUT', { role: 'viewer' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await ask(request[0], '/api/projects/other/members/stranger', 'stranger', request[1])
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({ code: 'request/conflict' })
    }
  })
})

describe('problems', () => {
  it('have a status for every code, and none but those', () => {
    expect(Object.values(problems).filter(({ status }) => status < 400 || status > 599)).toEqual([])
  })
})
