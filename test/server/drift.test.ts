import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DriftItem, Stack } from '../../src/contract/drift-nouns.ts'
import { forgeServer } from '../../src/forges/fixtures/forge-server.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { bundled } from './bundled.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 180_000
vi.setConfig({ testTimeout: patience })

const project = 'acme'
const keys = Buffer.alloc(32, 3).toString('base64')
const forge = forgeServer({ kind: 'github' })
/** A request that the test holds up, so that somebody can die in it. */
let heldUp: (() => void) | undefined
let holds = false
let folder = ''
let database: TestDatabase
let store: Store
let server: Server
let programs: readonly [string, string] = ['', '']
const workers: ChildProcess[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-drift-'))
  mkdirSync(join(folder, 'repository'))
  git('init', '-q', '-b', 'main')
  database = await testDatabase()
  store = await openStore(database.url, { keys })
  server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      if (holds && request.method === 'POST' && request.url?.endsWith('/pulls') === true) {
        heldUp?.()
        return
      }
      const body = Buffer.concat(chunks).toString('utf8')
      const reply = await forge.fetch(`https://api.github.com${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: { authorization: request.headers.authorization ?? '' },
        ...(body === '' ? {} : { body }),
      })
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text())
    })()
  })
  await new Promise<void>((take) => server.listen(0, '127.0.0.1', take))
  programs = [await bundled('test/server/drift-worker.ts'), await bundled('src/app/reviewer.ts')]
  await worker()
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
  commit('first', 2)
  await store.commands.sources.add(
    project,
    { name: 'infra', url: join(folder, 'repository'), everySeconds: 1 },
    'ada',
    true,
  )
  await until(async () => {
    const source = await store.queries.sources.get(project, 'infra')
    return source?.heads.length === 1
  })
  await store.drifts.addStack(project, { name: 'prod', source: 'infra', watched: { kind: 'upload' } }, 'ada')
}, patience)
afterAll(async () => {
  for (const one of workers) one.kill('SIGKILL')
  server.closeAllConnections()
  server.close()
  await store.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}, patience)

async function worker(): Promise<ChildProcess> {
  const { port } = server.address() as AddressInfo
  const [program, reviewer] = programs
  const state = join(folder, `state-${workers.length}`)
  const args = [program, database.url, state, reviewer, `http://127.0.0.1:${port}`, keys]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', process.env['PLUMBLINE_LOG'] === undefined ? 'ignore' : 'inherit'],
  })
  workers.push(child)
  for await (const chunk of child.stdout as NodeJS.ReadableStream) if (String(chunk).includes('ready')) break
  return child
}

function git(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'git',
    ['-C', join(folder, 'repository'), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new TypeError(stderr)
  return stdout.trim()
}

/** Two deployments; the first has so many replicas. */
function commit(subject: string, replicas: number): void {
  const text = ['web', 'api']
    .map((name) => `${JSON.stringify(deployment(name, name === 'web' ? replicas : 1))}\n`)
    .join('---\n')
  writeFileSync(join(folder, 'repository/shop.yaml'), yamlOf(replicas, text))
  git('add', '.')
  git('commit', '-qm', subject)
}

function yamlOf(replicas: number, rest: string): string {
  const [, api = ''] = rest.split('---\n')
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the shop
  namespace: shop
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1
---
${api}`
}

function deployment(name: string, replicas: number, managedFields?: readonly object[]): object {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', ...(managedFields && { managedFields }) },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image: `registry.example/${name}:1` }] },
      },
    },
  }
}

function edited(by: string): readonly object[] {
  return [
    {
      manager: by,
      operation: 'Update',
      apiVersion: 'apps/v1',
      time: '2026-11-20T14:03:11Z',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    },
  ]
}

async function send(web: number, hasManagers = true): Promise<Stack> {
  const items = hasManagers
    ? [deployment('web', web, edited('kubectl-edit')), deployment('api', 1, edited('k9s'))]
    : [deployment('web', web), deployment('api', 1)]
  const before = (await stack()).checkedAt
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
  expect(await store.drifts.upload(project, 'prod', text, 'token:ci')).toMatchObject({ kind: 'done' })
  await until(async () => {
    const { checkedAt, isDue } = await stack()
    return checkedAt !== before && !isDue
  })
  return stack()
}

async function stack(): Promise<Stack> {
  const found = await store.drifts.stack(project, 'prod')
  if (found === undefined) throw new TypeError('there is no stack')
  return found
}

async function listed(state?: 'open' | 'accepted' | 'gone'): Promise<readonly DriftItem[]> {
  return (await store.drifts.list(project, { state }, {})).items
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 150_000
  while (!(await what())) {
    if (Date.now() > end) throw new TypeError('it never came')
    await wait(100)
  }
}

async function changesTold(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { items } = await store.queries.events.list(
    project,
    { type: 'dev.plumbline.drift.changed' },
    { limit: 50 },
  )
  return items.map(({ data }) => data)
}

describe('drift', () => {
  let web: DriftItem | undefined

  it('is found in what was sent, with who changed it and the line that wants it', async () => {
    expect(await send(5)).toMatchObject({ problem: undefined, open: 1, live: 2, compared: 2 })
    ;[web] = await listed()
    expect(web).toMatchObject({
      address: 'Deployment/shop/web',
      path: 'spec.replicas',
      what: 'by-hand',
      wanted: { value: 2 },
      live: { value: 5 },
      origin: { file: 'shop.yaml', startLine: 7, source: '  replicas: 2' },
      by: { name: 'kubectl-edit', at: '2026-11-20T14:03:11Z' },
      revert: { action: 'set', value: 2 },
    })
    expect(await changesTold()).toMatchObject([
      { open: 1, appeared: [{ path: 'spec.replicas', who: 'kubectl-edit' }], gone: [], by: 'plumbline' },
    ])
  })

  it('that is there again is the same one, since when it was found first, and not told again', async () => {
    const { since } = web ?? {}
    await send(5)
    await send(6)
    expect(await listed()).toMatchObject([{ id: web?.id, since, live: { value: 6 } }])
    const told = await changesTold()
    // The value is another, so it was written; nothing appeared.
    expect(told.map(({ appeared }) => (appeared as readonly unknown[]).length)).toEqual([0, 1])
    await send(5)
    // Who it was stays known when what runs no longer says it.
    await send(5, false)
    expect(await listed()).toMatchObject([{ id: web?.id, by: { name: 'kubectl-edit' } }])
  })

  it('has nothing of what was sent in the clear', async () => {
    const rows = await database.ask(`select encode(sealed, 'escape') as text from stack_states`)
    expect(rows.filter(({ text }) => String(text).includes('Deployment'))).toEqual([])
  })

  it('is accepted for a reason until a day, and then open again', async () => {
    const id = web?.id ?? ''
    await store.drifts.accept(project, id, { reason: 'a sale', until: '2999-01-01' }, 'bob')
    expect([await listed(), await listed('accepted')]).toMatchObject([
      [],
      [{ id, acceptance: { by: 'bob', reason: 'a sale', until: '2999-01-01' } }],
    ])
    await store.drifts.accept(project, id, { reason: 'a sale', until: '2020-01-01' }, 'bob')
    expect(await listed()).toMatchObject([{ id, acceptance: undefined }])
    expect(await store.drifts.reopen(project, id, 'bob')).toMatchObject({ kind: 'refused' })
  })

  it('is worked out as an edit of one line, with everything else that it changes', async () => {
    const id = web?.id ?? ''
    await store.drifts.codify(project, id, 'ada')
    await until(async () => (await store.drifts.get(project, id))?.proposal?.state !== 'asked')
    expect((await store.drifts.get(project, id))?.proposal).toMatchObject({ state: 'ready', by: 'ada' })
    const edit = await store.drifts.edit(project, id)
    expect(edit?.diff.split('\n').filter((line) => /^[-+][^-+]/u.test(line))).toEqual([
      '-  replicas: 2',
      '+  replicas: 5',
    ])
    expect(edit).toMatchObject({ others: [], appeared: [] })
    const [row] = await database.ask(`select encode(sealed, 'escape') as text from drift_proposals`)
    expect(String(row?.['text'])).not.toContain('replicas')
  })

  it('becomes one pull request, although the worker that opens it is killed in the middle', async () => {
    const id = web?.id ?? ''
    await worker()
    holds = true
    const reached = new Promise<void>((take) => (heldUp = take))
    await store.drifts.propose(project, id, 'bob')
    await reached
    // The branch is there, the pull request isn't; whoever was at it dies.
    expect([forge.branches.size, forge.pulls.length]).toEqual([1, 0])
    const [first, second] = workers
    first?.kill('SIGKILL')
    second?.kill('SIGKILL')
    holds = false
    server.closeAllConnections()
    await worker()
    await until(async () => (await store.drifts.get(project, id))?.proposal?.state === 'proposed')
    await store.drifts.propose(project, id, 'eve')
    expect(forge.pulls).toMatchObject([
      {
        title: 'spec.replicas of Deployment/shop/web: 5 as it runs in prod',
        body: expect.stringContaining('Changed by kubectl-edit on 2026-11-20 14:03 UTC.'),
        base: { ref: 'main' },
      },
    ])
    expect([...forge.branches.values()]).toEqual([
      {
        'shop.yaml': expect.stringContaining(
          'name: web # the shop\n  namespace: shop\nspec:\n  replicas: 5\n',
        ),
      },
    ])
    expect((await store.drifts.get(project, id))?.proposal).toMatchObject({
      url: 'https://git.acme.example/acme/infra/pulls/40',
      by: 'bob',
    })
    const told = await store.queries.events.list(
      project,
      { type: 'dev.plumbline.drift.proposed' },
      { limit: 9 },
    )
    expect(told.items).toHaveLength(1)
    expect(await store.drifts.codify(project, id, 'eve')).toMatchObject({ kind: 'refused', why: 'conflict' })
  })

  it('is gone once the code says so, without anything being sent again', async () => {
    commit('as it runs', 5)
    await until(async () => (await listed()).length === 0)
    expect(await listed('gone')).toMatchObject([{ id: web?.id, until: expect.any(String) }])
    expect((await changesTold())[0]).toMatchObject({ open: 0, gone: [{ id: web?.id }] })
  })

  it('that comes back is another one: it may be accepted and proposed anew', async () => {
    await send(7)
    const [again] = await listed()
    expect(again).toMatchObject({ id: web?.id, proposal: undefined, acceptance: undefined })
    expect(again?.since).not.toBe(web?.since)
  })

  it('cannot be compared when what is sent is not understood, and says why', async () => {
    const { checkedAt } = await stack()
    await store.drifts.upload(project, 'prod', '{"half": [', 'ada')
    await until(async () => (await stack()).checkedAt !== checkedAt)
    expect((await stack()).problem).toMatch(/\./u)
    // What was known stays.
    expect(await listed()).toHaveLength(1)
  })

  it('is made again from the ledger as it was', async () => {
    const before = await listed('gone')
    const open = await listed()
    await store.rebuild(project)
    expect([await listed('gone'), await listed()]).toEqual([before, open])
  })

  it('of another project is not there', async () => {
    await store.commands.projects.create({ id: 'other', name: 'Other' }, 'eve')
    expect(await store.drifts.get('other', web?.id ?? '')).toBeUndefined()
    expect((await store.drifts.list('other', {}, {})).items).toEqual([])
    expect(await store.drifts.stack('other', 'prod')).toBeUndefined()
  })
})

describe('the drift of an account', () => {
  let queue: DriftItem | undefined

  it('is found by asking it, and whoever did it by asking its trail', async () => {
    const text =
      'resource "aws_sqs_queue" "jobs" {\n  name                       = "jobs"\n  visibility_timeout_seconds = 30 # as long as a job takes\n}\n'
    writeFileSync(join(folder, 'repository/queue.tf'), text)
    git('add', '.')
    git('commit', '-qm', 'a queue')
    await store.drifts.addStack(
      project,
      { name: 'account', source: 'infra', watched: { kind: 'aws' } },
      'ada',
    )
    await until(async () => {
      const { items } = await store.drifts.list(project, { stack: 'account', state: 'open' }, {})
      queue = items[0]
      return queue !== undefined
    })
    expect(queue).toMatchObject({
      address: 'aws_sqs_queue.jobs',
      path: 'VisibilityTimeout',
      wanted: { value: 30 },
      live: { value: 60 },
      origin: { file: 'queue.tf', startLine: 3 },
      by: { name: 'ops/eve', at: '2026-11-20T14:03:11Z' },
    })
  })

  it('is worked out as an edit of the line that sets the value', async () => {
    const id = queue?.id ?? ''
    await store.drifts.codify(project, id, 'ada')
    await until(async () => (await store.drifts.get(project, id))?.proposal?.state !== 'asked')
    const edit = await store.drifts.edit(project, id)
    expect(edit?.diff.split('\n').filter((line) => /^[-+][^-+]/u.test(line))).toEqual([
      '-  visibility_timeout_seconds = 30 # as long as a job takes',
      '+  visibility_timeout_seconds = 60 # as long as a job takes',
    ])
    expect(edit).toMatchObject({ others: [], appeared: [] })
  })
})
