import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  writeFileSync(join(folder, 'nap'), '0')
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

resource "terraform_data" "slow" {
  triggers_replace = { turn = 7 }
  provisioner "local-exec" {
    command = "env > ${folder}/env; echo $PPID > ${folder}/pid; sleep $(cat ${folder}/nap)"
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
    env: { ...environment(), PLUMBLINE_KEY: keys, DATABASE_URL: database.url },
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
async function changed(name: string, from: number, to: number): Promise<void> {
  const state = JSON.parse(await terraform('state', 'pull')) as { serial: number }
  const text = JSON.stringify({ ...state, serial: state.serial + 1 })
  const file = join(folder, 'changed.tfstate')
  writeFileSync(file, text.replaceAll(`"${name}":${from}`, `"${name}":${to}`))
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
    expect(await store.drifts.stack(project, 'prod')).toMatchObject({ problem: undefined, compared: 2 })
    await changed('size', 3, 5)
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

  it('is not brought back where that was not turned on', async () => {
    expect(await store.drifts.revert(project, web?.id ?? '', 'bob')).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('off for prod'),
    })
    await store.drifts.removeStack(project, 'prod', 'ada')
    const watched = { kind: 'terraform', folder: 'infra', revert: 'by-another' } as const
    await store.drifts.addStack(project, { name: 'prod', source: 'infra', watched, state: 'prod' }, 'ada')
    ;[web] = await checked()
    expect(web).toMatchObject({ path: 'input.size', reverting: undefined })
  })

  it('is brought back once somebody else has approved the plan that was shown', async () => {
    const id = web?.id ?? ''
    await store.drifts.revert(project, id, 'bob')
    await until(async () => (await reverting(id))?.state !== 'asked')
    const waiting = await reverting(id)
    expect(waiting).toMatchObject({
      state: 'waiting',
      by: 'bob',
      does: { changed: 1, destroyed: 0, changes: [{ address: 'terraform_data.web', action: 'update' }] },
    })
    const plan = waiting?.plan ?? ''
    const [row] = await database.ask(`select encode(sealed, 'escape') as text from drift_reverts`)
    expect(String(row?.['text'])).not.toContain('tfplan')
    for (const [given, by, why] of [
      [{ plan, approves: true }, 'bob', 'Somebody else has to approve'],
      [{ plan: 'another', approves: true }, 'eve', 'planned anew'],
    ] as const)
      expect(await store.drifts.decide(project, id, given, by)).toMatchObject({
        detail: expect.stringContaining(why),
      })
    expect(await store.drifts.decide(project, id, { plan, approves: true }, 'eve')).toMatchObject({
      kind: 'done',
    })
    await until(async () => (await store.drifts.get(project, id))?.until !== undefined)
    expect(await reverting(id)).toMatchObject({ state: 'applied', by: 'bob', decidedBy: 'eve' })
    expect(await terraform('state', 'pull')).toContain('"size": 3')
    expect(await told('reverted')).toMatchObject([{ outcome: 'applied', askedBy: 'bob', by: 'eve' }])
    expect(await told('revert-decided')).toMatchObject([{ approves: true, plan, by: 'eve' }])
  })

  it('whose worker is killed in the middle is not applied twice, and it is said who has the state', async () => {
    await changed('turn', 7, 8)
    const slow = (await checked()).find(({ address }) => address === 'terraform_data.slow')
    const id = slow?.id ?? ''
    await store.drifts.revert(project, id, 'bob')
    await until(async () => (await reverting(id))?.state === 'waiting')
    const plan = (await reverting(id))?.plan ?? ''
    rmSync(join(folder, 'pid'))
    writeFileSync(join(folder, 'nap'), '600')
    await store.drifts.decide(project, id, { plan, approves: true }, 'eve')
    await until(() => Promise.resolve(existsSync(join(folder, 'pid'))))
    workers[0]?.kill('SIGKILL')
    await worker()
    await until(async () => (await reverting(id))?.state === 'failed')
    const { problem } = (await reverting(id)) ?? {}
    expect(problem).toMatch(/died in the middle.*The state prod is locked by .* for OperationTypeApply/u)
    expect(await told('reverted')).toMatchObject([{ outcome: 'failed', problem }, { outcome: 'applied' }])
    // What Terraform had started goes too.
    spawnSync('kill', ['-9', '--', `-${readFileSync(join(folder, 'pid'), 'utf8').trim()}`])
    // What the code runs there knows nothing of ours.
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toMatch(/^(?:PLUMBLINE_|DATABASE_URL)/mu)
  })
})

async function reverting(id: string): Promise<DriftItem['reverting']> {
  return (await store.drifts.get(project, id))?.reverting
}

async function told(what: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const type = `dev.plumbline.drift.${what}`
  const { items } = await store.queries.events.list(project, { type }, { limit: 9 })
  return items.map(({ data }) => data)
}
