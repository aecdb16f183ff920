import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { memoryStates, stateText } from '../fixtures/states.ts'
import { address, tried } from '../fixtures/server.ts'

const { app, world } = tried()
const place = `${address}/api/projects/acme/states/prod/terraform`

async function send(
  method: string,
  given: {
    token?: string
    url?: string
    body?: string
    headers?: Record<string, string>
    on?: typeof app
  } = {},
): Promise<Response> {
  const token = given.token ?? world.token('acme', 'operator', ['state'])
  return (given.on ?? app).request(given.url ?? place, {
    method,
    headers: {
      host: '127.0.0.1:7460',
      authorization: `Basic ${Buffer.from(`terraform:${token}`).toString('base64')}`,
      ...given.headers,
    },
    ...(given.body === undefined ? {} : { body: given.body }),
  })
}

describe('the http backend of Terraform', () => {
  it('takes a token as the password, and gives the state with its checksum', async () => {
    const answer = await send('GET')
    expect([answer.status, await answer.text()]).toEqual([200, stateText])
    expect(answer.headers.get('content-md5')).toBe(createHash('md5').update(stateText).digest('base64'))
  })

  it('says 404 of a state that is not there, which Terraform takes for a new one', async () => {
    expect((await send('GET', { url: place.replace('prod', 'fresh') })).status).toBe(404)
  })

  it('takes no name of a state that leads elsewhere', async () => {
    expect((await send('GET', { url: place.replace('prod', '..%2fx') })).status).toBe(400)
  })

  it('is not for tokens without the scope, whatever else they may do', async () => {
    for (const scopes of [['read'], ['read', 'write', 'reports']]) {
      const token = world.token('acme', 'admin', scopes)
      expect((await send('GET', { token })).status).toBe(403)
      expect((await send('POST', { token, body: stateText })).status).toBe(403)
      expect((await send('LOCK', { token, body: '{"ID":"x"}' })).status).toBe(403)
    }
  })

  it('of another project is not there', async () => {
    expect((await send('GET', { token: world.token('other', 'admin', ['state']) })).status).toBe(404)
  })

  it('refuses a body whose checksum is another, and what is no state', async () => {
    const md5 = createHash('md5').update('something else').digest('base64')
    expect((await send('POST', { body: stateText, headers: { 'content-md5': md5 } })).status).toBe(400)
    expect((await send('POST', { body: '{}' })).status).toBe(400)
    const good = createHash('md5').update(stateText).digest('base64')
    expect((await send('POST', { body: stateText, headers: { 'content-md5': good } })).status).toBe(200)
  })

  it('locks by the method of WebDAV and at an address beside it, and tells who has the lock', async () => {
    expect((await send('LOCK', { body: '{"ID":"first"}' })).status).toBe(200)
    expect((await send('POST', { url: `${place}/lock`, body: '{"ID":"first"}' })).status).toBe(200)
    const answer = await send('LOCK', { body: '{"ID":"second"}' })
    expect(answer.status).toBe(423)
    expect(await answer.json()).toMatchObject({ ID: 'first', Who: 'ada@laptop' })
    expect((await send('UNLOCK', { body: '{"ID":"first"}' })).status).toBe(200)
    expect((await send('DELETE', { url: `${place}/lock`, body: '{"ID":"first"}' })).status).toBe(200)
    expect((await send('LOCK', { body: 'x' })).status).toBe(400)
  })

  it('takes a lock away without its name, and writes by force, for an approver only', async () => {
    const approver = world.token('acme', 'approver', ['state'])
    expect((await send('UNLOCK')).status).toBe(403)
    expect((await send('UNLOCK', { token: approver })).status).toBe(200)
    const url = `${place}?force=true`
    expect((await send('POST', { url, body: stateText })).status).toBe(403)
    expect((await send('POST', { url, body: stateText, token: approver })).status).toBe(200)
  })

  it('is off without a key, and says so', async () => {
    const off = tried({ states: memoryStates('There is no key.') })
    const token = off.world.token('acme', 'operator', ['state'])
    const answer = await send('GET', { token, on: off.app })
    expect(answer.status).toBe(501)
    expect(await answer.json()).toMatchObject({ code: 'server/not-set-up', detail: 'There is no key.' })
  })

  it('lets no page of another site write with the cookie of somebody', async () => {
    const cookie = `plumbline_session_7460=${world.signedIn('operator')}`
    const answer = await app.request(place, {
      method: 'POST',
      headers: { host: '127.0.0.1:7460', cookie },
      body: stateText,
    })
    expect(answer.status).toBe(403)
  })

  it('gives no lock when a hook that is asked before is against it', async () => {
    const { app: on, world: other, ask } = tried()
    const to = { kind: 'http', url: 'https://hooks.acme.example/x' }
    const hook = { hook: 'devops:hooks:deployment', when: 'before', to, seconds: 2 }
    expect((await ask('POST', '/api/projects/acme/hooks', 'admin', hook)).status).toBe(200)
    const token = other.token('acme', 'operator', ['state'])
    const answer = await send('LOCK', { on, token, body: '{"ID":"l1","Operation":"OperationTypeApply"}' })
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('It is Friday.')])
    expect(other.done.at(-1)).toContain('veto of h1 against dev.plumbline.state.locked')
  })
})
