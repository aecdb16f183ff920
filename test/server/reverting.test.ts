import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { testDatabase, type TestDatabase } from './database.ts'

const project = 'acme'
let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  store = await openStore(database.url, { keys: Buffer.alloc(32, 5).toString('base64') })
}, 120_000)
afterAll(async () => {
  await store.close()
  await database.drop()
}, 120_000)

it('a plan that is approved in the moment in which somebody asks for another is applied, and told of', async () => {
  const drift = await drifted()
  const [asked] =
    (await store.drifts.revert(project, drift, 'bob').then(() => store.revertWork.reverts(8))) ?? []
  const does = { created: 0, changed: 1, replaced: 0, destroyed: 0, changes: [], dangers: [] }
  await store.revertWork.planned(
    { project, drift },
    { kind: 'planned', sha: 'a'.repeat(40), plan: Buffer.from('tfplan'), does },
  )
  // Its approval is under way while the plan still waits for whoever looks.
  const approver = new pg.Client({ connectionString: database.url })
  await approver.connect()
  await approver.query('begin')
  await approver.query(`update drift_reverts set state = 'applying', decided_by = 'eve'`)
  const again = store.drifts.revert(project, drift, 'bob')
  await wait(300)
  await approver.query('commit')
  await approver.end()
  expect(await again).toMatchObject({ kind: 'done' })
  expect((await store.drifts.get(project, drift))?.reverting).toMatchObject({ state: 'applying' })
  await store.revertWork.reverted(
    { project, drift, stack: asked?.stack ?? '', state: 'approved', moment: asked?.moment ?? '' },
    { kind: 'applied' },
  )
  const { items } = await store.queries.events.list(project, { type: 'dev.plumbline.drift.revert' }, {})
  expect(items.map(({ type }) => type.split('.')[3])).toEqual(['reverted', 'revert-asked'])
}, 60_000)

it('a plan that nobody approved within a day ends, goes, and is told of; a younger one waits on', async () => {
  const drift = 'one'
  const day = 24 * 3_600_000
  await store.drifts.revert(project, drift, 'bob')
  await store.revertWork.reverts(8)
  const does = { created: 0, changed: 1, replaced: 0, destroyed: 0, changes: [], dangers: [] }
  const plan = Buffer.from('tfplan')
  await store.revertWork.planned({ project, drift }, { kind: 'planned', sha: 'a'.repeat(40), plan, does })
  expect(await store.revertWork.expire(Date.now() + day - 60_000)).toBe(0)
  expect((await store.drifts.get(project, drift))?.reverting).toMatchObject({ state: 'waiting' })
  expect(await store.revertWork.expire(Date.now() + day + 60_000)).toBe(1)
  const { reverting } = (await store.drifts.get(project, drift)) ?? {}
  expect(reverting).toMatchObject({ state: 'expired', by: 'bob' })
  expect(await database.ask('select key, sealed from drift_reverts')).toEqual([{ key: null, sealed: null }])
  const approving = { plan: reverting?.plan ?? '', approves: true }
  expect(await store.drifts.decide(project, drift, approving, 'eve')).toMatchObject({ kind: 'refused' })
  const type = 'dev.plumbline.drift.revert-expired'
  const { items } = await store.queries.events.list(project, { type }, {})
  expect(items.map(({ data }) => data)).toMatchObject([{ drift, plan: reverting?.plan, askedBy: 'bob' }])
  // It may be asked for anew.
  expect(await store.drifts.revert(project, drift, 'bob')).toMatchObject({ kind: 'done' })
}, 60_000)

/** A drift of a stack of which things may be brought back. */
async function drifted(): Promise<string> {
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
  await store.commands.sources.add(project, { name: 'infra', url: 'https://git.example.com/a' }, 'ada', false)
  const watched = { kind: 'terraform', folder: 'infra', revert: 'by-another' } as const
  await store.drifts.addStack(project, { name: 'prod', source: 'infra', watched }, 'ada')
  const [stack] = await store.drifts.stacks(project)
  const item = {
    id: 'one',
    address: 'terraform_data.web',
    type: 'terraform_data',
    path: 'input.size',
    what: 'by-hand',
    root: 'infra',
    format: 'terraform',
    variant: '',
    wanted: undefined,
    remembered: undefined,
    live: undefined,
    origin: undefined,
    by: undefined,
    why: '',
    silence: undefined,
    revert: undefined,
    codify: undefined,
  }
  await store.driftWork.checked(
    { project, stack: stack?.id ?? '' },
    {
      sha: 'a'.repeat(40),
      observed: { at: new Date().toISOString(), by: 'somebody' },
      found: { items: [item], live: 1, compared: 1, failures: [] },
    },
  )
  return item.id
}
