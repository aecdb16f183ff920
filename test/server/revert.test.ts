import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServing, type Served } from '../../src/app/control/serving.ts'
import type { DriftItem } from '../../src/contract/drift-nouns.ts'
import { untraced } from '../../src/kernel/tracing.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { bundled } from './bundled.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 180_000
vi.setConfig({ testTimeout: patience })

const hasTerraform = spawnSync('terraform', ['version']).status === 0
if (!hasTerraform) process.stderr.write('SKIPPED: stacks of Terraform, which is not installed.\n')

const project = 'acme'
const keys = Buffer.alloc(32, 5).toString('base64')
let folder = ''
let database: TestDatabase
let store: Store
let served: Served
let password = ''
let programs: readonly [string, string] = ['', '']
const workers: ChildProcess[] = []

beforeAll(async () => {
  if (!hasTerraform) return
  folder = mkdtempSync(join(tmpdir(), 'plumbline-revert-'))
  database = await testDatabase()
  store = await openStore(database.url, { keys })
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
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
  const token = await store.commands.access.createToken(
    project,
    { name: 'terraform', scopes: ['state'], role: 'operator', expiresAt: undefined },
    'ada',
  )
  password = token.kind === 'done' ? token.value.secret : ''
  mkdirSync(join(folder, 'repository/infra'), { recursive: true })
  writeFileSync(join(folder, 'repository/infra/main.tf'), code(3))
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-qm', 'first')
  await terraform('init', '-input=false')
  await terraform('apply', '-auto-approve', '-input=false')
  programs = [await bundled('test/server/drift-worker.ts'), await bundled('src/app/reviewer.ts')]
  await worker()
  await store.commands.sources.add(
    project,
    { name: 'infra', url: join(folder, 'repository'), everySeconds: 1 },
    'ada',
    true,
  )
  await until(async () => (await store.queries.sources.get(project, 'infra'))?.heads.length === 1)
}, patience)
afterAll(async () => {
  if (!hasTerraform) return
  for (const one of workers) one.kill('SIGKILL')
  await served.close()
  await store.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}, patience)

function code(size: number): string {
  const address = `${served.address}/api/projects/${project}/states/prod/terraform`
  return `terraform {
  backend "http" {
    address        = "${address}"
    lock_address   = "${address}"
    unlock_address = "${address}"
    username       = "terraform"
  }
}

resource "terraform_data" "web" {
  input = {
    size = ${size} # as the load balancer knows it
  }
}
`
}

async function worker(): Promise<ChildProcess> {
  const [program, reviewer] = programs
  const state = join(folder, `state-${workers.length}`)
  const args = [program, database.url, state, reviewer, 'http://127.0.0.1:9', keys]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', process.env['PLUMBLINE_LOG'] === undefined ? 'ignore' : 'inherit'],
    env: environment(),
  })
  workers.push(child)
  for await (const chunk of child.stdout as NodeJS.ReadableStream) if (String(chunk).includes('ready')) break
  return child
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, TF_HTTP_PASSWORD: password, CHECKPOINT_DISABLE: '1' }
}

function git(...args: readonly string[]): string {
  const own = ['-C', join(folder, 'repository'), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  const { stdout, stderr, status } = spawnSync('git', [...own, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new TypeError(stderr)
  return stdout.trim()
}

/** What somebody does by hand, in a folder of their own; the backend is in this process, so that nobody waits for it here. */
function terraform(...args: readonly string[]): Promise<string> {
  const cwd = join(folder, 'repository/infra')
  return new Promise((resolve, reject) => {
    execFile('terraform', [...args], { cwd, env: environment() }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    )
  })
}

/** As somebody who edits the state: the built-in provider believes it. */
async function resized(from: number, to: number): Promise<void> {
  const state = JSON.parse(await terraform('state', 'pull')) as { serial: number }
  const text = JSON.stringify({ ...state, serial: state.serial + 1 })
  const file = join(folder, 'changed.tfstate')
  writeFileSync(file, text.replaceAll(`"size":${from}`, `"size":${to}`))
  await terraform('state', 'push', file)
}

async function checked(): Promise<readonly DriftItem[]> {
  const before = (await store.drifts.stack(project, 'prod'))?.checkedAt
  await store.drifts.check(project, 'prod')
  await until(async () => {
    const now = await store.drifts.stack(project, 'prod')
    return now?.checkedAt !== before && now?.isDue === false
  })
  return (await store.drifts.list(project, {}, {})).items
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await what())) {
    if (Date.now() > end)
      throw new TypeError(`it never came: ${JSON.stringify(await store.drifts.stacks(project))}`)
    await wait(100)
  }
}

describe.skipIf(!hasTerraform)('a stack of Terraform', () => {
  let web: DriftItem | undefined

  it('is planned at the newest commit, with its own backend, and told value by value', async () => {
    const watched = { kind: 'terraform', folder: 'infra' } as const
    await store.drifts.addStack(project, { name: 'prod', source: 'infra', watched, state: 'prod' }, 'ada')
    expect(await checked()).toEqual([])
    expect(await store.drifts.stack(project, 'prod')).toMatchObject({ problem: undefined, compared: 1 })
    await resized(3, 5)
    ;[web] = await checked()
    expect(web).toMatchObject({
      address: 'terraform_data.web',
      path: 'input.size',
      wanted: { value: 3 },
      live: { value: 5 },
      origin: { file: 'infra/main.tf', startLine: 12 },
    })
    expect((await store.states.get(project, 'prod'))?.lock).toBeUndefined()
  })

  it('is written into the code as an edit of the line, with everything else kept', async () => {
    const id = web?.id ?? ''
    await store.drifts.codify(project, id, 'ada')
    await until(async () => (await store.drifts.get(project, id))?.proposal?.state !== 'asked')
    expect((await store.drifts.get(project, id))?.proposal).toMatchObject({ state: 'ready' })
    const edit = await store.drifts.edit(project, id)
    expect(edit?.diff.split('\n').filter((line) => /^[-+][^-+]/u.test(line))).toEqual([
      '-    size = 3 # as the load balancer knows it',
      '+    size = 5 # as the load balancer knows it',
    ])
  })
})
