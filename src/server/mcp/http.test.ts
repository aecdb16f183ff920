import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { describe, expect, it } from 'vitest'
import { address, tried } from '../fixtures/server.ts'

async function connected(server: ReturnType<typeof tried>, token: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`${address}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}`, host: 'localhost' } },
    fetch: async (url, init) => server.app.request(String(url), init),
  })
  await client.connect(transport)
  return client
}

describe('agents over HTTP', () => {
  it('ask about the project of their token', async () => {
    const server = tried()
    const client = await connected(server, server.world.token('acme', 'viewer'))
    const { tools } = await client.listTools()
    expect(tools.map((one) => one.name)).toContain('explain_value')
    expect(await client.callTool({ name: 'review', arguments: {} })).toMatchObject({
      structuredContent: { items: [{ id: 'f1', address: 'aws_s3_bucket.logs' }] },
    })
    expect(
      await client.callTool({ name: 'explain_line', arguments: { file: 'main.tf', line: 2 } }),
    ).toMatchObject({
      structuredContent: { effects: [{ how: 'sets', address: 'aws_s3_bucket.logs', path: 'acl' }] },
    })
    for (const name of ['search_resources', 'review', 'list_changes', 'list_gates'])
      expect(await client.callTool({ name, arguments: { source: 'nothing' } })).toMatchObject({
        isError: true,
        content: [{ text: 'Say which source: infra.' }],
      })
    expect(await client.callTool({ name: 'list_gates', arguments: {} })).toMatchObject({
      structuredContent: { items: [] },
    })
  })

  it('see nothing of any other', async () => {
    const server = tried()
    const client = await connected(server, server.world.token('other', 'admin'))
    expect(await client.callTool({ name: 'search_resources', arguments: {} })).toMatchObject({
      structuredContent: { items: [] },
    })
    expect(await client.callTool({ name: 'explain_finding', arguments: { id: 'f1' } })).toMatchObject({
      isError: true,
    })
  })

  it('need a token that may read', async () => {
    const { ask, world } = tried()
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const headers = { accept: 'application/json, text/event-stream' }
    expect((await ask('POST', '/mcp', undefined, body, headers)).status).toBe(401)
    expect((await ask('POST', '/mcp', 'plb_unknown-token', body, headers)).status).toBe(401)
    expect((await ask('POST', '/mcp', world.token('acme', 'admin', ['write']), body, headers)).status).toBe(
      403,
    )
    expect((await ask('POST', '/mcp', 'admin', body, headers)).status).toBe(403)
    expect((await ask('GET', '/mcp', world.token('acme', 'admin'))).status).toBe(405)
  })
})
