import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CommitFacts } from '../../src/contract/records.ts'
import type { WrittenHook } from '../../src/model/hook.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { commitFacts, record } from './records.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const project = 'acme'
let database: TestDatabase
let store: Store
let source = ''
let other = ''
beforeAll(async () => {
  database = await testDatabase()
  store = await openStore(database.url)
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
  source = await added('infra')
  other = await added('other')
}, patience)
afterAll(async () => {
  await store.close()
  await database.drop()
}, patience)

async function added(name: string): Promise<string> {
  const url = `https://git.example.com/${name}`
  const answer = await store.commands.sources.add(project, { name, url }, 'ada', false)
  if (answer.kind === 'refused') throw new TypeError(answer.detail)
  return answer.value.id
}

const chat: WrittenHook = {
  hook: 'devops:hooks:testing',
  when: 'after',
  url: 'https://chat.example/plumbline',
  seconds: 10,
  onSilence: 'allow',
}
const gate: WrittenHook = { ...chat, when: 'before', url: 'https://gate.example/ask', onSilence: 'veto' }

interface Pushed {
  readonly facts: CommitFacts
  readonly branch?: string
  readonly source?: string
  readonly hooks: readonly WrittenHook[]
}

/** A branch comes to a commit, which is reviewed. */
async function pushed({ facts, branch = 'main', source: at = source, hooks }: Pushed): Promise<void> {
  await moved(branch, facts, at)
  const name = { project, source: at, branch, sha: facts.sha }
  await store.commits.reviewed(name, undefined, await store.commits.keep(name, record({ hooks })))
}

async function moved(branch: string, facts: CommitFacts, at = source): Promise<void> {
  const heads = [...(await store.commits.heads(project, at))].filter(([name]) => name !== branch)
  const others = heads.map(([name, sha]) => ({ branch: name, sha, commits: [] }))
  await store.commits.fetched(project, at, {
    defaultBranch: 'main',
    branches: [...others, { branch, sha: facts.sha, commits: [facts] }],
  })
}

async function urls(): Promise<readonly string[]> {
  const hooks = await store.queries.settings.hooks(project)
  return hooks
    .map(({ to, source: of }) => `${to.kind === 'http' ? to.url : ''} of ${of ?? ''}`)
    .toSorted((one, next) => (one < next ? -1 : 1))
}

it('are those of the default branch, never of a change that asks to be let in', async () => {
  const [first, second, third] = [commitFacts(1), commitFacts(2), commitFacts(3)]
  await pushed({ facts: first, hooks: [chat] })
  expect(await urls()).toEqual([`${chat.url} of ${source}`])
  await pushed({ facts: second, branch: 'change', hooks: [gate] })
  expect(await urls()).toEqual([`${chat.url} of ${source}`])
  // Let in without a new commit: it has been reviewed already.
  await moved('main', second)
  expect(await urls()).toEqual([`${gate.url} of ${source}`])
  await pushed({ facts: third, hooks: [gate, chat] })
  expect(await urls()).toEqual([`${chat.url} of ${source}`, `${gate.url} of ${source}`])
})

it('are told of their source alone, with a secret of their own', async () => {
  const [hook] = (await store.queries.settings.hooks(project)).filter(({ when }) => when === 'after')
  const before = (await store.queries.settings.deliveries(project, {}, {})).items.length
  await pushed({ facts: commitFacts(4), source: other, hooks: [] })
  expect((await store.queries.settings.deliveries(project, {}, {})).items).toHaveLength(before)
  await pushed({ facts: commitFacts(5), hooks: [gate, chat] })
  expect((await store.queries.settings.deliveries(project, { hook: hook?.id ?? '' }, {})).items).toHaveLength(
    before + 1,
  )
  const secret = await store.commands.hooks.secretOf(project, hook?.id ?? '')
  expect(secret).toMatch(/^whsec_/u)
  await store.commands.hooks.renew(project, hook?.id ?? '', 'whsec_new', 'ada')
  expect(await store.commands.hooks.secretOf(project, hook?.id ?? '')).toBe('whsec_new')
})

it('are taken out where they stand, and go with their source', async () => {
  const [hook] = await store.queries.settings.hooks(project)
  expect(await store.commands.hooks.remove(project, hook?.id ?? '', 'ada')).toMatchObject({
    kind: 'refused',
    why: 'conflict',
  })
  await store.rebuild(project)
  expect(await urls()).toHaveLength(2)
  await store.commands.sources.remove(project, source, 'ada')
  expect(await urls()).toEqual([])
  expect(await store.commands.hooks.secretOf(project, hook?.id ?? '')).toBeUndefined()
})
