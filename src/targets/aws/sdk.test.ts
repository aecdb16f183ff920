import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openAccount } from './account.ts'
import { sdkAsk } from './sdk.ts'

/** A service on this machine that answers what a test says, one after the other. */
const answers: { readonly status: number; readonly type?: string; readonly body: object }[] = []
let server: Server
let asked = 0

beforeEach(async () => {
  asked = 0
  answers.length = 0
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'someone')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'something')
  server = createServer((request, response) => {
    const answer = answers[asked++] ?? { status: 500, body: {} }
    request.resume()
    response.writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      ...(answer.type !== undefined && { 'x-amzn-errortype': answer.type }),
    })
    response.end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(() => {
  vi.unstubAllEnvs()
  server.close()
})

function place(): { region: string; profile: undefined; endpoint: string } {
  const { port } = server.address() as AddressInfo
  return { region: 'eu-central-1', profile: undefined, endpoint: `http://127.0.0.1:${port}` }
}

it('a question that is throttled is asked again, waiting in between', async () => {
  const throttled = { status: 400, type: 'ThrottlingException', body: { __type: 'ThrottlingException' } }
  answers.push(throttled, throttled, { status: 200, body: { TableNames: ['a'] } })
  const ask = sdkAsk(place(), new AbortController().signal)
  expect(await ask('dynamodb', 'ListTables', {})).toEqual({ TableNames: ['a'] })
  expect(asked).toBe(3)
})

it('a refusal is not asked again, and keeps the name that the service gives it', async () => {
  const denied = { status: 400, type: 'AccessDeniedException', body: { message: 'no' } }
  answers.push(denied, denied)
  const ask = sdkAsk(place(), new AbortController().signal)
  await expect(ask('dynamodb', 'ListTables', {})).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(asked).toBe(1)
})

it('an operation that no service has is said', async () => {
  const ask = sdkAsk(place(), new AbortController().signal)
  await expect(ask('dynamodb', 'ListDreams', {})).rejects.toMatchObject({ code: 'target/not-served' })
})

it('an account is called by its region', async () => {
  expect((await openAccount(place(), new AbortController().signal)).name).toBe('aws eu-central-1')
})
