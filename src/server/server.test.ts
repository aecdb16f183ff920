import { Fault } from '../kernel/fault.ts'
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { address, tried } from './fixtures/server.ts'

const accept = '/api/projects/acme/findings/f1/accept'
const reason = { reason: 'known and watched' }

describe('a write from a browser', () => {
  it('needs the secret of the session, which other sites do not know', async () => {
    const { ask, world } = tried()
    const cookie = `plumbline_session_7460=${world.signedIn('admin')}`
    for (const headers of [{ cookie }, { cookie, 'x-plumbline-csrf': 'guessed' }]) {
      const answer = await ask('POST', accept, undefined, reason, headers)
      expect(await answer.json()).toMatchObject({ status: 403, code: 'request/cross-site' })
    }
    expect(world.done).toEqual([])
  })

  it('is refused when it comes from the page of another site, even with the secret', async () => {
    const { ask, world } = tried()
    expect((await ask('POST', accept, 'admin', reason, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask('POST', accept, 'admin', reason, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await ask('POST', accept, 'admin', reason, { origin: address })).status).toBe(200)
    expect(world.done).toEqual(['accept f1: known and watched by admin'])
  })
})

describe('a request', () => {
  it('under a name that is not ours is turned away, whatever it asks', async () => {
    const { ask } = tried()
    expect((await ask('GET', '/healthz', undefined, undefined, { host: 'evil.example:7460' })).status).toBe(
      403,
    )
  })

  it('that is not understood is told which part is wrong, with its id', async () => {
    const { ask } = tried()
    const answer = await ask(
      'POST',
      accept,
      'admin',
      { reason: 'short', extra: 1 },
      { 'x-request-id': 'abcdefgh' },
    )
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('x-request-id')).toBe('abcdefgh')
    expect(await answer.json()).toMatchObject({
      type: 'urn:plumbline:problem:request:invalid',
      status: 400,
      requestId: 'abcdefgh',
      errors: [{ path: 'reason' }, { message: expect.stringContaining('extra') }],
    })
  })

  it('may not say in its body what its path says', async () => {
    const { ask, world } = tried()
    const answer = await ask('POST', accept, 'admin', { ...reason, project: 'other' })
    expect(answer.status).toBe(400)
    expect(world.done).toEqual([])
  })

  it('with a body that is no JSON, of another kind, or too large is refused', async () => {
    const { app, ask, world } = tried()
    const cookie = `plumbline_session_7460=${world.signedIn('admin')}`
    const send = async (body: string, type: string): Promise<number> => {
      const headers = { cookie, 'x-plumbline-csrf': 'csrf-admin', host: 'localhost', 'content-type': type }
      return (await app.request(`${address}${accept}`, { method: 'POST', headers, body })).status
    }
    expect(await send('{', 'application/json')).toBe(400)
    expect(await send('[]', 'application/json')).toBe(400)
    expect(await send('reason=x', 'application/x-www-form-urlencoded')).toBe(415)
    expect((await ask('POST', accept, 'admin', { reason: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413)
  })

  it('too often is asked to wait', async () => {
    const { ask } = tried({
      settings: {
        version: '1',
        address,
        hosts: [],
        checksReplies: true,
        rate: { perSecond: 1, burst: 3 },
        allowsPrivateHooks: false,
        hookPrograms: [],
        logFolders: [],
      },
    })
    const statuses: number[] = []
    for (let at = 0; at < 5; at++) statuses.push((await ask('GET', '/healthz')).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
  })

  it('that fails in the server says nothing of why, and the log says where', async () => {
    const { world } = tried()
    const secret = 'password=hunter2'
    const broken = {
      ...world.queries,
      sources: { ...world.queries.sources, list: () => Promise.reject(new Error(secret)) },
    }
    const { ask, log } = tried({ queries: broken })
    const answer = await ask('GET', '/api/projects/acme/sources', 'admin')
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(text).not.toContain(secret)
    expect(JSON.stringify(log)).not.toContain('hunter2')
    expect(log.map((one) => one.message)).toContain('a request failed')
  })

  it('while the database is away is told to come back', async () => {
    const { world } = tried()
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    const { ask } = tried({
      queries: { ...world.queries, sources: { ...world.queries.sources, list: () => Promise.reject(away) } },
    })
    const answer = await ask('GET', '/api/projects/acme/sources', 'admin')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  })
})

describe('the log', () => {
  it('has a line for each request, without queries, bodies, cookies and tokens', async () => {
    const { ask, log, world } = tried()
    const token = world.token('acme', 'viewer')
    await ask('GET', '/api/projects/acme/findings?text=very-private', token)
    await ask('GET', '/sign-in?link=very-secret-link')
    expect(log[0]?.facts).toMatchObject({
      route: 'findings.list',
      status: 200,
      caller: 'token:viewer',
      project: 'acme',
    })
    expect(JSON.stringify(log)).not.toMatch(/very-private|very-secret|plb_/u)
  })
})

const sendKeyed = async (
  { ask }: ReturnType<typeof tried>,
  body: unknown,
  path = accept,
): Promise<readonly [number, Record<string, unknown>]> => {
  const answer = await ask('POST', path, 'admin', body, { 'idempotency-key': 'k1' })
  return [answer.status, (await answer.json()) as Record<string, unknown>]
}

describe('an idempotency key', () => {
  it('makes a write happen once, and gives its answer again', async () => {
    const server = tried()
    const [first, second] = [await sendKeyed(server, reason), await sendKeyed(server, reason)]
    expect(second).toEqual(first)
    expect(server.world.done).toEqual(['accept f1: known and watched by admin'])
  })

  it('is refused for another request', async () => {
    const server = tried()
    await sendKeyed(server, reason)
    expect((await sendKeyed(server, { reason: 'another reason' }))[1]).toMatchObject({
      code: 'request/key-reused',
    })
  })

  it('keeps no refusal and no secret', async () => {
    const server = tried()
    expect((await sendKeyed(server, reason, '/api/projects/acme/findings/none/accept'))[0]).toBe(404)
    const made = { name: 'ci', role: 'viewer' }
    const first = await sendKeyed(server, made, '/api/projects/acme/tokens')
    const again = await sendKeyed(server, made, '/api/projects/acme/tokens')
    expect([first[0], again[0]]).toEqual([200, 200])
    expect([first[1]['secret'] === '', again[1]['secret']]).toEqual([false, ''])
  })
})

describe('signing in', () => {
  it('with the link gives a session that scripts cannot read, and leads to the console', async () => {
    const { ask } = tried()
    const answer = await ask('GET', '/sign-in?link=good')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect(answer.headers.get('set-cookie')).toMatch(
      /^plumbline_session_7460=session-admin;.*Path=\/; HttpOnly; SameSite=Lax$/u,
    )
    const bad = await ask('GET', '/sign-in?link=bad')
    expect([bad.headers.get('location'), bad.headers.get('set-cookie')]).toEqual(['/?signed-in=no', null])
  })

  it('over https gives a cookie that is bound to the host', async () => {
    const settings = {
      version: '1',
      address: 'https://plumbline.acme.example',
      hosts: [],
      checksReplies: true,
      rate: { perSecond: 100, burst: 100 },
      allowsPrivateHooks: false,
      hookPrograms: [],
      logFolders: [],
    }
    const answer = await tried({ settings }).ask('GET', '/sign-in?link=good')
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-plumbline_session=.*; Secure; /u)
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  it('is over after signing out', async () => {
    const { ask } = tried()
    const session = await (await ask('GET', '/api/session', 'viewer')).json()
    expect(session).toMatchObject({ user: 'viewer', csrf: 'csrf-viewer', projects: [{ role: 'viewer' }] })
    const cookie = 'plumbline_session_7460=session-viewer'
    await ask('DELETE', '/api/session', 'viewer')
    expect((await ask('GET', '/api/session', undefined, undefined, { cookie })).status).toBe(401)
  })
})

describe('everything that is sent', () => {
  it('has the headers that keep a browser safe, without inline scripts', async () => {
    const { ask } = tried()
    for (const path of ['/', '/api/session', '/nothing.js', '/api/nothing']) {
      const { headers } = await ask('GET', path)
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/u)
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/u)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })

  it('of the console is its page for every address, and its files for ever', async () => {
    const { ask } = tried()
    expect(await (await ask('GET', '/acme/findings/f1')).text()).toBe('/index.html')
    const deep = '/acme/resources/s/root%3A%3Amodule.a.aws_vpc.this'
    const link = await ask('GET', deep, undefined, undefined, { accept: 'text/html' })
    expect(await link.text()).toBe('/index.html')
    const file = await ask('GET', '/assets/main-1.js')
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await ask('GET', '/assets/gone.js')).status).toBe(404)
    expect((await ask('GET', '/api/gone')).headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('programs', () => {
  it('find what we can do at the known addresses, without signing in', async () => {
    const { ask } = tried()
    const answer = await ask('GET', '/.well-known/devops-capabilities.json')
    expect(await answer.text()).toMatch(
      /^\{"framework":"devops","version":"1\.0\.0","capabilities":\[\{"name":"ci_/u,
    )
    const second = (await (await ask('GET', '/.well-known/devops-entry-points.json')).json()) as {
      entryPoints: []
    }
    expect(second.entryPoints).toHaveLength(8)
    expect(await (await ask('GET', '/api/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
  })

  it('measure us', async () => {
    const { ask } = tried()
    await ask('GET', '/api/projects/acme/findings', 'viewer')
    const text = await (await ask('GET', '/metrics')).text()
    expect(text).toContain('plumbline_http_requests_total{route="findings.list",method="GET",status="200"} 1')
    expect(text).toMatch(
      /plumbline_http_request_seconds_bucket\{route="findings.list",method="GET",le="\+Inf"\} 1/u,
    )
    for (const line of [
      'plumbline_build_info{version="1.2.3"} 1',
      'plumbline_database_up 1',
      'plumbline_sources{state="failing"} 1',
      'plumbline_commits{state="reviewed"} 7',
      'plumbline_deliveries{state="dead"} 2',
      '# TYPE plumbline_ledger_events_total counter',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/mu)
    expect(text).not.toContain('acme')
    const away = tried({
      isReady: () => Promise.resolve(false),
      totals: () => Promise.reject(new Fault('server/no-port', {})),
    })
    expect(await (await away.ask('GET', '/metrics')).text()).toContain('\nplumbline_database_up 0\n')
    expect((await away.ask('GET', '/readyz')).status).toBe(503)
    expect((await away.ask('GET', '/healthz')).status).toBe(200)
  })
})

const addHook = async (to: unknown, who: string): Promise<number> => {
  const body = { hook: 'devops:hooks:testing', to }
  const server = tried()
  if (who === 'root') await server.world.commands.projects.setMember('acme', 'root', 'admin', 'root')
  return (await server.ask('POST', '/api/projects/acme/hooks', who, body)).status
}

describe('a hook', () => {
  it.each([
    'http://127.0.0.1:9000/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/',
    'http://0x7f.1/',
    'http://2130706433/',
    'https://db.internal/',
  ])('does not lead to %s', async (url) => {
    expect(await addHook({ kind: 'http', url }, 'admin')).toBe(403)
  })

  it('runs commands for administrators only', async () => {
    expect(await addHook({ kind: 'command', command: ['true'] }, 'admin')).toBe(403)
    expect(await addHook({ kind: 'command', command: ['true'] }, 'root')).toBe(200)
    expect(await addHook({ kind: 'command', command: [] }, 'root')).toBe(400)
    expect(await addHook({ kind: 'command', command: ['/usr/local/bin/notify', '-x'] }, 'admin')).toBe(200)
    expect(await addHook({ kind: 'http', url: 'file:///etc/passwd' }, 'root')).toBe(400)
  })
})

describe('who is asked before', () => {
  it('can refuse that a finding is accepted, and then nothing is done', async () => {
    const { ask, world } = tried()
    const to = { kind: 'http', url: 'https://hooks.acme.example/x' }
    const hook = { hook: 'devops:hooks:testing', when: 'before', to, seconds: 2, onSilence: 'veto' }
    expect((await ask('POST', '/api/projects/acme/hooks', 'admin', hook)).status).toBe(200)
    const answer = await ask('POST', accept, 'approver', reason)
    expect(await answer.json()).toMatchObject({
      status: 403,
      code: 'request/vetoed',
      detail: 'The hook h1 says: It is Friday.',
    })
    expect(world.done).toEqual([
      'hook devops:hooks:testing by admin',
      'veto of h1 against dev.plumbline.finding.accepted.1.0.0: It is Friday., asked by approver',
    ])
  })

  const lcov = 'TN:\nSF:a.ts\nDA:1,1\nLF:1\nLH:1\nend_of_record\n'
  it.each([
    ['POST', '/findings/f1/reopen', {}, 'devops:hooks:testing', 'finding.reopened'],
    [
      'POST',
      '/sources',
      { name: 'x', url: 'https://git.example/x' },
      'devops:hooks:source-control',
      'created',
    ],
    ['DELETE', '/sources/s1', undefined, 'devops:hooks:source-control', 'deleted'],
    [
      'POST',
      '/sources/s1/commits/abcdef1/reports',
      { name: 'c', text: lcov },
      'devops:hooks:testing',
      'testoutput',
    ],
    ['DELETE', '/stacks/prod', undefined, 'devops:hooks:monitoring', 'stack.removed'],
    ['POST', '/drift/d1/reopen', {}, 'devops:hooks:monitoring', 'drift.reopened'],
    ['POST', '/drift/d1/propose', {}, 'devops:hooks:monitoring', 'drift.proposed'],
    ['POST', '/drift/d1/revert', {}, 'devops:hooks:monitoring', 'drift.revert-asked'],
    [
      'POST',
      '/states/prod/unlock',
      { lock: 'l1', reason: 'The laptop is gone.' },
      'devops:hooks:deployment',
      'state.force-unlocked',
    ],
    [
      'POST',
      '/states/prod/versions/1/restore',
      { reason: 'It was right before.' },
      'devops:hooks:deployment',
      'state.restored',
    ],
  ])('is asked before %s %s', async (method, path, body, hook, type) => {
    const { ask, world } = tried()
    const to = { kind: 'http', url: 'https://hooks.acme.example/x' }
    const add = { hook, when: 'before', to, seconds: 2 }
    expect((await ask('POST', '/api/projects/acme/hooks', 'admin', add)).status).toBe(200)
    const answer = await ask(method, `/api/projects/acme${path}`, 'admin', body)
    expect(await answer.json()).toMatchObject({
      code: 'request/vetoed',
      detail: 'The hook h1 says: It is Friday.',
    })
    expect(world.done.slice(1)).toEqual([expect.stringMatching(new RegExp(`^veto of h1 .*${type}`, 'u'))])
  })
})

describe('a source', () => {
  it('names secrets of the server only for administrators of it', async () => {
    const { ask } = tried()
    const add = async (name: string): Promise<number> => {
      const body = { name: 'x', url: 'https://evil.example/x', credential: { kind: 'env', name } }
      return (await ask('POST', '/api/projects/acme/sources', 'admin', body)).status
    }
    expect(await add('DATABASE_URL')).toBe(403)
    expect(await add('PLUMBLINE_GIT_ACME')).toBe(200)
  })
})

const push = JSON.stringify({ repository: { clone_url: 'https://github.com/acme/infra.git' } })
const signed = (text: string, secret = 'hush'): string =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`
const sendHook = (
  server: ReturnType<typeof tried>,
  text: string,
  headers: Record<string, string>,
): Promise<Response> =>
  Promise.resolve(
    server.app.request(`${address}/webhooks/github`, {
      method: 'POST',
      body: text,
      headers: { host: 'localhost', 'x-github-event': 'push', 'x-github-delivery': 'd-1', ...headers },
    }),
  )

describe('a webhook', () => {
  it('with the right signature makes us look at the source, once', async () => {
    const server = tried()
    const first = await sendHook(server, push, { 'x-hub-signature-256': signed(push) })
    expect([first.status, await first.json()]).toEqual([202, { sources: 1 }])
    const replay = await sendHook(server, push, { 'x-hub-signature-256': signed(push) })
    const renamed = await sendHook(server, push, {
      'x-hub-signature-256': signed(push),
      'x-github-delivery': 'd-2',
    })
    expect([replay.status, renamed.status]).toEqual([409, 409])
    expect(server.world.done).toEqual(['refresh s1 by forge:github'])
  })

  it('without it, or with another, does nothing', async () => {
    const server = tried()
    for (const signature of ['', 'sha256=', signed(push, 'other'), signed(`${push} `)]) {
      expect((await sendHook(server, push, { 'x-hub-signature-256': signature })).status).toBe(401)
    }
    expect(server.world.done).toEqual([])
  })

  it('is not taken while no secret is configured', async () => {
    const { app } = tried()
    const answer = await app.request(`${address}/webhooks/gitea`, {
      method: 'POST',
      body: push,
      headers: { host: 'localhost' },
    })
    expect(answer.status).toBe(404)
  })
})

async function read(answer: Response, until: number): Promise<readonly string[]> {
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while ((text.match(/^id: /gmu)?.length ?? 0) < until) {
    const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) break
    text += decoder.decode(value)
  }
  await reader?.cancel()
  // A name of its own would hide an event from who listens for all of them.
  expect(text).not.toMatch(/^event:/mu)
  return [...text.matchAll(/^data: (.*)$/gmu)].flatMap(([, data = '']) => {
    const { type, sequence } = JSON.parse(data) as { readonly type: string; readonly sequence: string }
    return [type, String(Number(sequence))]
  })
}

describe('the stream', () => {
  it('goes on where it was, then tells what happens, each once', async () => {
    const { ask, world } = tried()
    world.happen('acme', 'dev.cdevents.repository.created.0.2.0')
    world.happen('acme', 'dev.cdevents.pipelinerun.queued.0.2.0')
    world.happen('other', 'dev.cdevents.repository.created.0.2.0')
    const answer = await ask('GET', '/api/projects/acme/stream', 'viewer', undefined, {
      'last-event-id': '1',
    })
    setTimeout(() => world.happen('acme', 'dev.cdevents.pipelinerun.finished.0.2.0'), 50)
    expect(await read(answer, 2)).toEqual([
      'dev.cdevents.pipelinerun.queued.0.2.0',
      '2',
      'dev.cdevents.pipelinerun.finished.0.2.0',
      '3',
    ])
  })

  it('tells of one hook when asked', async () => {
    const { ask, world } = tried()
    const path = '/api/projects/acme/stream?hook=devops%3Ahooks%3Atesting'
    const answer = await ask('GET', path, 'viewer', undefined, { 'last-event-id': '0' })
    setTimeout(() => {
      world.happen('acme', 'dev.cdevents.pipelinerun.queued.0.2.0')
      world.happen('acme', 'dev.cdevents.pipelinerun.finished.0.2.0')
    }, 50)
    expect(await read(answer, 1)).toEqual(['dev.cdevents.pipelinerun.finished.0.2.0', '2'])
  })

  it('is closed to strangers and to nobody', async () => {
    const { ask } = tried()
    expect((await ask('GET', '/api/projects/acme/stream', 'stranger')).status).toBe(404)
    expect((await ask('GET', '/api/projects/acme/stream')).status).toBe(401)
  })
})
