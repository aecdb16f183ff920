import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Env } from './reply.ts'
import { fileReply, readReply } from './reread.ts'
import { tried } from './fixtures/server.ts'

const long = JSON.stringify({ items: Array.from({ length: 500 }, (_, at) => `resource ${at}`) })
const script = { bytes: new TextEncoder().encode('const a = 1\n'.repeat(900)), type: 'text/javascript' }
const font = { bytes: new Uint8Array(9000), type: 'font/woff2' }

const app = new Hono<Env>()
  .get('/api/projects/acme/resources', (c) => readReply(c, long))
  .get('/api/projects/acme/gates', (c) => readReply(c, '{"items":[]}'))
  .get('/api/session', (c) => readReply(c, long))
  .get('/script.js', (c) => fileReply(c, script, 'no-cache'))
  .get('/font.woff2', (c) => fileReply(c, font, 'no-cache'))

function asked(path: string, encoding: string): Promise<Response> {
  return Promise.resolve(app.request(path, { headers: { 'accept-encoding': encoding } }))
}

async function packed(reply: Response): Promise<string> {
  return gunzipSync(new Uint8Array(await reply.arrayBuffer())).toString()
}

describe('a long answer', () => {
  it('is sent packed to whoever takes that, and plainly to the others', async () => {
    for (const encoding of ['gzip', 'br;q=1.0, GZIP;q=0.8, *;q=0.1']) {
      const reply = await asked('/api/projects/acme/resources', encoding)
      expect([reply.headers.get('content-encoding'), reply.headers.get('vary')]).toEqual([
        'gzip',
        'accept-encoding',
      ])
      expect(await packed(reply)).toBe(long)
    }
    for (const encoding of ['', 'identity', 'gzip;q=0', 'gzip; q=0.0', 'br']) {
      const reply = await asked('/api/projects/acme/resources', encoding)
      expect(reply.headers.get('content-encoding')).toBeNull()
      expect(await reply.text()).toBe(long)
    }
  })

  it('is never packed where a secret stands in it, and short ones are not worth it', async () => {
    for (const path of ['/api/session', '/api/projects/acme/gates'])
      expect((await asked(path, 'gzip')).headers.get('content-encoding')).toBeNull()
  })

  it('of the files of the console is packed once, fonts never', async () => {
    expect(await packed(await asked('/script.js', 'gzip'))).toBe(new TextDecoder().decode(script.bytes))
    expect((await asked('/font.woff2', 'gzip')).headers.get('content-encoding')).toBeNull()
  })
})

describe('what is asked again', () => {
  it('is not sent while it is the same, however it was sent before', async () => {
    const { ask } = tried()
    const path = '/api/projects/acme/hooks'
    const tag = (await ask('GET', path, 'viewer')).headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"[\w-]{27}"$/u)
    const again = await ask('GET', path, 'viewer', undefined, { 'if-none-match': `"other", ${tag}` })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
    expect((await ask('GET', path, 'viewer', undefined, { 'if-none-match': 'W/"other"' })).status).toBe(200)
  })

  it('is said to nobody who may not read it', async () => {
    const { ask } = tried()
    const tag = (await ask('GET', '/api/projects/acme/hooks', 'viewer')).headers.get('etag') ?? ''
    const headers = { 'if-none-match': tag }
    expect((await ask('GET', '/api/projects/acme/hooks', undefined, undefined, headers)).status).toBe(401)
    expect((await ask('GET', '/api/projects/globex/hooks', 'viewer', undefined, headers)).status).toBe(404)
  })
})
