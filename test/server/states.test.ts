import { untraced } from '../../src/kernel/tracing.ts'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServing, type Served } from '../../src/app/control/serving.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const hasTerraform = spawnSync('terraform', ['version']).status === 0
if (!hasTerraform)
  process.stderr.write('SKIPPED: the state backend with Terraform, which is not installed.\n')

const key = Buffer.alloc(32, 7).toString('base64')
let folder = ''
let database: TestDatabase
let store: Store
let served: Served
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-states-'))
  database = await testDatabase()
  store = await openStore(database.url, { keys: key })
  served = await startServing({
    store,
    forges: [],
    version: '1',
    host: '127.0.0.1',
    port: 0,
    tries: 1,
    address: undefined,
    allowsPrivateHooks: true,
    tracing: untraced,
    log: () => undefined,
  })
  await store.commands.projects.create({ id: 'acme', name: 'Acme' }, 'ada')
}, patience)
afterAll(async () => {
  for (const one of children) one.kill('SIGKILL')
  await served.close()
  await store.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}, patience)

async function tokenFor(role: 'operator' | 'approver', scopes: readonly string[]): Promise<string> {
  const made = await store.commands.access.createToken(
    'acme',
    { name: `ci-${role}`, scopes, role, expiresAt: undefined },
    'ada',
  )
  return made.kind === 'done' ? made.value.secret : ''
}

/** A folder of Terraform whose state is kept here, and the program in it. */
class Stack {
  readonly folder: string
  readonly name: string
  readonly #token: string

  constructor(name: string, token: string, place = name) {
    this.name = name
    this.folder = join(folder, place)
    this.#token = token
    mkdirSync(this.folder, { recursive: true })
    const address = `${served.address}/api/projects/acme/states/${name}/terraform`
    this.write(
      'backend.tf',
      `terraform {
  backend "http" {
    address        = "${address}"
    lock_address   = "${address}"
    unlock_address = "${address}"
    username       = "terraform"
    retry_max      = 0
  }
}
`,
    )
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text)
  }

  /** Starts the program; what it has said is in `said`. */
  start(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const child = spawn('terraform', args, {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        NO_COLOR: '1',
        TF_IN_AUTOMATION: '1',
        TF_HTTP_PASSWORD: this.#token,
        CHECKPOINT_DISABLE: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    children.push(child)
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    const ended = new Promise<Ended>((take) => child.on('close', (code) => take({ code: code ?? -1, said })))
    return { child, ended }
  }

  async run(...args: readonly string[]): Promise<string> {
    const { code, said } = await this.start(...args).ended
    if (code !== 0) throw new TypeError(`terraform ${args.join(' ')} has ended with ${code}: ${said}`)
    return said
  }

  async apply(): Promise<string> {
    return this.run('apply', '-auto-approve', '-input=false')
  }

  /** 0 when nothing would change, 2 when something would. */
  async plan(): Promise<number> {
    return (await this.start('plan', '-detailed-exitcode', '-input=false').ended).code
  }
}

interface Ended {
  readonly code: number
  readonly said: string
}

async function ask(method: string, path: string, token: string, body?: unknown): Promise<Response> {
  return fetch(`${served.address}/api/projects/acme/states${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await wait(50)
}

function data(name: string, input: string): string {
  return `resource "terraform_data" "${name}" {\n  input = ${JSON.stringify(input)}\n}\n`
}

/** Takes its time, and says when it has begun. */
function slow(name: string, seconds: number): string {
  return `resource "terraform_data" "${name}" {
  provisioner "local-exec" {
    command = "touch begun && exec sleep ${seconds}"
  }
}
`
}

describe.skipIf(!hasTerraform)('the real Terraform', () => {
  let token = ''
  let approver = ''
  beforeAll(async () => {
    token = await tokenFor('operator', ['state', 'read'])
    approver = await tokenFor('approver', ['read', 'write', 'state'])
  })

  it('initialises, applies, and plans nothing afterwards; the content is nowhere in the clear', async () => {
    const stack = new Stack('first', token)
    stack.write('main.tf', data('one', 'a-value-to-look-for'))
    await stack.run('init', '-input=false')
    await stack.apply()
    expect(await stack.plan()).toBe(0)
    const state = await store.states.get('acme', 'first')
    expect(state).toMatchObject({
      head: { version: 1, resources: 1, by: 'token:ci-operator' },
      lock: undefined,
    })
    const rows = await database.ask(
      `select encode(sealed, 'escape') as text from state_versions where name = 'first'
        union all select event as text from ledger where project = 'acme'`,
    )
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter(({ text }) => String(text).includes('a-value-to-look-for'))).toEqual([])
    const { items } = await store.queries.events.list('acme', { subject: 'states/first' }, { limit: 100 })
    const types = new Set(items.map(({ type }) => type.replace(/^dev\.plumbline\.state\.|\.1\.0\.0$/gu, '')))
    expect([...types].toSorted()).toEqual(['locked', 'read', 'unlocked', 'written'])
  })

  it('waits for another that holds the state, and then goes on from what that one wrote', async () => {
    const [one, other] = [new Stack('shared', token, 'one'), new Stack('shared', token, 'other')]
    for (const stack of [one, other]) {
      stack.write('main.tf', `${slow('long', 3)}${data('value', 'v')}`)
      await stack.run('init', '-input=false')
    }
    const first = one.start('apply', '-auto-approve')
    await until(() => existsSync(join(one.folder, 'begun')))
    const refused = await other.start('apply', '-auto-approve').ended
    expect(refused.code).toBe(1)
    expect(refused.said).toMatch(/Error acquiring the state lock[\s\S]*OperationTypeApply/u)
    const second = other.start('apply', '-auto-approve', '-lock-timeout=60s')
    expect([(await first.ended).code, (await second.ended).code]).toEqual([0, 0])
    expect((await second.ended).said).toContain('0 added, 0 changed, 0 destroyed')
    expect((await store.states.get('acme', 'shared'))?.lock).toBeUndefined()
  })

  it('killed in the middle leaves its lock to be seen, and the state as it was; taken away, others go on', async () => {
    const stack = new Stack('killed', token)
    stack.write('main.tf', data('kept', 'before'))
    await stack.run('init', '-input=false')
    await stack.apply()
    stack.write('main.tf', `${data('kept', 'before')}${slow('long', 600)}`)
    const { child, ended } = stack.start('apply', '-auto-approve')
    await until(() => existsSync(join(stack.folder, 'begun')))
    process.kill(-(child.pid ?? 0), 'SIGKILL')
    await ended
    const state = await store.states.get('acme', 'killed')
    expect(state).toMatchObject({
      head: { version: 1 },
      lock: { operation: 'OperationTypeApply', by: 'token:ci-operator' },
    })
    stack.write('main.tf', data('kept', 'after'))
    expect((await stack.start('apply', '-auto-approve').ended).code).toBe(1)
    const path = '/killed/unlock'
    expect((await ask('POST', path, token, { reason: 'the runner died' })).status).toBe(403)
    const other = { reason: 'the runner died', lock: 'another' }
    expect((await ask('POST', path, approver, other)).status).toBe(409)
    expect((await ask('POST', path, approver, { reason: 'the runner died' })).status).toBe(200)
    await stack.apply()
    const { items } = await store.queries.events.list(
      'acme',
      { type: 'dev.plumbline.state.force-unlocked' },
      { limit: 1 },
    )
    expect(items[0]?.data).toMatchObject({
      by: 'token:ci-approver',
      reason: 'the runner died',
      name: 'killed',
    })
  })

  it('takes a lock away by itself, for an approver', async () => {
    const stack = new Stack('forced', approver)
    await stack.run('init', '-input=false')
    const address = '/forced/terraform/lock'
    const lock = { ID: '11111111-2222-3333-4444-555555555555', Who: 'ada@laptop' }
    expect((await ask('POST', address, approver, lock)).status).toBe(200)
    await stack.run('force-unlock', '-force', lock.ID)
    expect((await store.states.get('acme', 'forced'))?.lock).toBeUndefined()
  })

  it('goes on from a version that was restored: its plan is empty, and the next apply is the next serial', async () => {
    const stack = new Stack('restored', token)
    stack.write('main.tf', `${data('one', 'first')}${data('two', 'first')}`)
    await stack.run('init', '-input=false')
    await stack.apply()
    stack.write('main.tf', data('one', 'second'))
    await stack.apply()
    const before = (await store.states.get('acme', 'restored'))?.head
    const compared = await ask('GET', `/restored/compare?from=1&to=${before?.version}`, approver)
    expect(await compared.json()).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ kind: 'removed', address: 'terraform_data.two', type: 'terraform_data' }),
        expect.objectContaining({
          address: 'terraform_data.one',
          path: 'output',
          before: expect.objectContaining({ value: 'first' }),
          after: expect.objectContaining({ value: 'second' }),
        }),
      ]),
    })
    const answer = await ask('POST', '/restored/versions/1/restore', approver, { reason: 'it was better' })
    expect(await answer.json()).toMatchObject({
      how: 'restored',
      restoredFrom: 1,
      lineage: before?.lineage,
      serial: (before?.serial ?? 0) + 1,
    })
    stack.write('main.tf', `${data('one', 'first')}${data('two', 'first')}`)
    expect(await stack.plan()).toBe(0)
    stack.write('main.tf', data('one', 'third'))
    await stack.apply()
    expect(await stack.plan()).toBe(0)
    const serials = (await store.states.versions('acme', 'restored', {})).items.map(({ serial }) => serial)
    expect(serials.toSorted((a, b) => b - a)).toEqual(serials)
  })

  it('cannot write what is older or of another lineage, unless an approver says so in the address', async () => {
    const stack = new Stack('pushed', approver)
    stack.write('main.tf', data('one', 'first'))
    await stack.run('init', '-input=false')
    await stack.apply()
    const old = await stack.run('state', 'pull')
    stack.write('main.tf', data('one', 'second'))
    await stack.apply()
    const path = '/pushed/terraform'
    const send = async (query: string, state: object, by = token): Promise<number> =>
      (await ask('POST', `${path}${query}`, by, state)).status
    const oldState = JSON.parse(old) as { readonly serial: number }
    expect(await send('', oldState)).toBe(409)
    expect(await send('', { ...oldState, lineage: 'another', serial: 99 })).toBe(409)
    expect(await send('?force=true', oldState)).toBe(403)
    expect(await send('?force=true', oldState, approver)).toBe(200)
    // What is sent twice is one version.
    expect(await send('', oldState)).toBe(200)
    expect((await store.states.get('acme', 'pushed'))?.head).toMatchObject({ version: 3, how: 'forced' })
  })

  it('takes a state that lay in a file until now', async () => {
    const stack = new Stack('moved', token)
    const backend = readFileSync(join(stack.folder, 'backend.tf'), 'utf8')
    rmSync(join(stack.folder, 'backend.tf'))
    stack.write('main.tf', data('one', 'first'))
    await stack.run('init', '-input=false')
    await stack.apply()
    stack.write('backend.tf', backend)
    await stack.run('init', '-migrate-state', '-force-copy', '-input=false')
    expect(await stack.plan()).toBe(0)
    expect((await store.states.get('acme', 'moved'))?.head).toMatchObject({ resources: 1 })
  })
})

describe('a holder of a lock', () => {
  it('cannot write after the lock was taken away, and nobody can without it', async () => {
    const token = await tokenFor('approver', ['state', 'write'])
    const path = '/zombie/terraform'
    const state = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'z', resources: [] }
    expect((await ask('POST', `${path}/lock`, token, { ID: 'mine' })).status).toBe(200)
    expect((await ask('POST', path, token, state)).status).toBe(423)
    expect((await ask('POST', `${path}?ID=theirs`, token, state)).status).toBe(423)
    expect((await ask('POST', `${path}?ID=mine`, token, state)).status).toBe(200)
    expect((await ask('DELETE', `${path}/lock`, token, { ID: 'theirs' })).status).toBe(423)
    expect((await ask('POST', '/zombie/unlock', token, { reason: 'it is dead' })).status).toBe(200)
    expect((await ask('POST', `${path}?ID=mine`, token, { ...state, serial: 2 })).status).toBe(409)
  })

  it('is one of many that ask at once', async () => {
    const token = await tokenFor('operator', ['state'])
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, at) =>
        ask('POST', '/raced/terraform/lock', token, { ID: `lock-${at}` }).then(({ status }) => status),
      ),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.filter((status) => status === 423)).toHaveLength(11)
  })
})

function withSecret(password: string, serial: number): object {
  return {
    version: 4,
    terraform_version: '1.11.4',
    serial,
    lineage: 's',
    resources: [
      {
        mode: 'managed',
        type: 'terraform_data',
        name: 'secret',
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [
          {
            attributes: { input: { value: password, type: 'string' } },
            sensitive_attributes: [[{ type: 'get_attr', value: 'input' }]],
          },
        ],
      },
    ],
  }
}

describe('a state', () => {
  it('that is deleted is gone for Terraform, and its versions can be restored', async () => {
    const token = await tokenFor('approver', ['state', 'read', 'write'])
    const path = '/deleted/terraform'
    const state = { version: 4, terraform_version: '1.11.4', serial: 7, lineage: 'd', resources: [] }
    expect((await ask('POST', path, token, state)).status).toBe(200)
    expect((await ask('DELETE', path, token)).status).toBe(200)
    expect((await ask('GET', path, token)).status).toBe(404)
    expect(await store.states.get('acme', 'deleted')).toMatchObject({ isRemoved: true })
    const answer = await ask('POST', '/deleted/versions/1/restore', token, { reason: 'it was needed' })
    expect(await answer.json()).toMatchObject({ version: 2, serial: 8, lineage: 'd' })
    expect(await (await ask('GET', path, token)).json()).toEqual({ ...state, serial: 8 })
  })

  it('masks what is sensitive when two versions are compared', async () => {
    const token = await tokenFor('approver', ['state', 'read'])
    await ask('POST', '/secret/terraform', token, withSecret('hunter2-before', 1))
    await ask('POST', '/secret/terraform', token, withSecret('hunter2-after', 2))
    const answer = await ask('GET', '/secret/compare?from=1&to=2', token)
    const text = await answer.text()
    expect([answer.status, text]).toEqual([200, expect.stringContaining('terraform_data.secret')])
    expect(text).not.toContain('hunter2')
  })

  it('of another project has the same name and is another', async () => {
    await store.commands.projects.create({ id: 'other', name: 'Other' }, 'bob')
    expect(await store.states.list('other')).toEqual([])
    expect(await store.states.get('other', 'first')).toBeUndefined()
  })

  it('lies under its key: with another first key it is still read, without its own it is not', async () => {
    const other = Buffer.alloc(32, 8).toString('base64')
    const rotated = await openStore(database.url, { keys: `${other}\n${key}` })
    const text = (await rotated.states.read('acme', 'deleted', undefined, 'ada'))?.text
    expect(text).toContain('"lineage":"d"')
    await rotated.close()
  })

  it('cannot be kept without a key', async () => {
    const fresh = await testDatabase()
    const none = await openStore(fresh.url)
    expect(none.states.problem).toMatch(/PLUMBLINE_KEY/u)
    await none.close()
    await fresh.drop()
  })
})

describe('the secrets of hooks', () => {
  it('are put under the key when there is one, and are the same for who signs with them', async () => {
    const fresh = await testDatabase()
    const clear = await openStore(fresh.url)
    await clear.commands.projects.create({ id: 'acme', name: 'Acme' }, 'ada')
    const hook = await clear.commands.hooks.add(
      'acme',
      {
        hook: 'devops:hooks:testing',
        when: 'after',
        to: { kind: 'http', url: 'https://hooks.example.com' },
        seconds: 10,
        onSilence: 'allow',
      },
      'whsec_of-the-hook',
      'ada',
    )
    await clear.close()
    const id = hook.kind === 'done' ? hook.value.id : ''
    const kept = await openStore(fresh.url, { keys: key })
    expect(await kept.commands.hooks.secretOf('acme', id)).toBe('whsec_of-the-hook')
    const rows = await fresh.ask(`select secret, encode(sealed, 'escape') as text from hook_secrets`)
    expect(rows.map(({ secret, text }) => [secret, String(text).includes('whsec')])).toEqual([[null, false]])
    await kept.close()
    await fresh.drop()
  })
})
