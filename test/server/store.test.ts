import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CommitFacts, CommitRecord, ResourceRecord } from '../../src/contract/records.ts'
import { openDatabase } from '../../src/store/connection.ts'
import { Answers } from '../../src/store/queries/answers.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { projections } from '../../src/store/rebuild.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { chunk, commitFacts, finding, largeRecord, record, resource } from './records.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

let database: TestDatabase
let store: Store
beforeAll(async () => {
  database = await testDatabase()
  store = await openStore(database.url)
}, patience)
afterAll(async () => {
  await store.close()
  await database.drop()
}, patience)

let projectsMade = 0
async function newProject(): Promise<string> {
  const id = `project-${++projectsMade}`
  await store.commands.projects.create({ id, name: id }, 'ada')
  return id
}

async function newSource(project: string, name = 'infra'): Promise<string> {
  const answer = await store.commands.sources.add(
    project,
    { name, url: `https://git.example.com/${project}/${name}` },
    'ada',
    false,
  )
  if (answer.kind === 'refused') throw new TypeError(answer.detail)
  return answer.value.id
}

async function reviewed(
  project: string,
  source: string,
  facts: CommitFacts,
  made: CommitRecord,
  branch = 'main',
): Promise<void> {
  const found = {
    defaultBranch: 'main',
    branches: [
      ...[...(await store.commits.heads(project, source))]
        .filter(([name]) => name !== branch)
        .map(([name, sha]) => ({ branch: name, sha, commits: [] })),
      { branch, sha: facts.sha, commits: [facts] },
    ],
  }
  await store.commits.fetched(project, source, found)
  const name = { project, source, branch, sha: facts.sha }
  await store.commits.started(name, `run-${facts.sha}`)
  await store.commits.reviewed(name, facts.parents[0], await store.commits.keep(name, made))
}

describe('the ledger', () => {
  it('numbers events without a gap, however many write at once', async () => {
    const project = await newProject()
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        store.commands.projects.setMember(project, `user-${at}`, 'viewer', 'ada'),
      ),
    )
    const { items } = await store.queries.events.list(project, { fromSequence: 1 }, { limit: 500 })
    expect(items.map(({ sequence }) => Number(sequence))).toEqual(items.map((_, at) => at + 1))
    expect(await store.queries.events.verify(project)).toMatchObject({ kind: 'whole', events: 42 })
  })

  it('is a chain of CloudEvents, each with the hash of the one before', async () => {
    const project = await newProject()
    const [first, second] = (await store.queries.events.list(project, { fromSequence: 1 }, {})).items
    expect(first).toMatchObject({
      specversion: '1.0',
      type: 'dev.plumbline.project.created.1.0.0',
      source: `/projects/${project}`,
      prevhash: '',
      data: { by: 'ada', id: project },
    })
    const [row] = await database.ask('select hash from ledger where project = $1 and sequence = 1', [project])
    expect(second?.prevhash).toBe(row?.['hash'])
  })

  it('refuses to be changed', async () => {
    const project = await newProject()
    for (const text of [
      `update ledger set subject = 'x' where project = '${project}'`,
      `delete from ledger where project = '${project}'`,
      'truncate ledger',
    ]) {
      await expect(database.ask(text)).rejects.toThrow(/append-only/u)
    }
  })

  it.each([
    [`update ledger set event = replace(event, 'viewer', 'admin') where sequence = 4`, 4],
    [
      `update ledger set event = replace(event, 'viewer', 'admin'), hash = encode(sha256(convert_to(replace(event, 'viewer', 'admin'), 'UTF8')), 'hex') where sequence = 4`,
      5,
    ],
    [`update ledger set type = 'other' where sequence = 4`, 4],
    [`update ledger set time = time + interval '1 second' where sequence = 4`, 4],
    [`update ledger set subject = 'other' where sequence = 4`, 4],
    [`update ledger set id = 'other' where sequence = 4`, 4],
    [`update ledger set hash = 'other' where sequence = 4`, 4],
    [`delete from ledger where sequence = 4`, 4],
    [`delete from ledger where sequence = 6`, 6],
    [`update ledger set sequence = 99 where sequence = 6`, 6],
    [`update ledger_heads set hash = 'other' where true`, 7],
  ])('is seen to be broken after %s', async (text, sequence) => {
    const project = await newProject()
    for (const user of ['b', 'c', 'd', 'e']) {
      await store.commands.projects.setMember(project, user, 'viewer', 'ada')
    }
    await database.ask('alter table ledger disable trigger user')
    await database.ask(
      text
        .replace(/where (?!true)/u, `where project = '${project}' and `)
        .replace('where true', `where project = '${project}'`),
    )
    await database.ask('alter table ledger enable trigger user')
    expect(await store.queries.events.verify(project)).toMatchObject({ kind: 'broken', sequence })
  })

  it('tells those who follow it, as soon as something is written', async () => {
    const project = await newProject()
    const stop = new AbortController()
    const following = store.queries.changes.follow(project, stop.signal)[Symbol.asyncIterator]()
    const next = following.next()
    await new Promise((go) => setTimeout(go, 300))
    const start = performance.now()
    await store.commands.projects.setMember(project, 'bob', 'viewer', 'ada')
    expect((await next).value).toMatchObject({ data: { user: 'bob' } })
    expect(performance.now() - start).toBeLessThan(3000)
    stop.abort()
    expect((await following.next()).done).toBe(true)
  })
})

describe('commits and findings', () => {
  it('are written once, whoever writes them twice', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const made = record({ findings: [{ findings: [finding('one')] }] })
    await reviewed(project, source, commitFacts(1), made)
    await reviewed(project, source, commitFacts(1), made)
    const { items } = await store.queries.events.list(
      project,
      { type: 'dev.cdevents.pipelinerun.finished' },
      {},
    )
    expect(items.map(({ subject }) => subject)).toEqual([`commits/${source}/${commitFacts(1).sha}`])
  })

  it('go on from commit to commit, end, and are told of as they were at each', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const at = async (sha?: string): Promise<readonly string[]> =>
      (await store.queries.findings.list(project, { source, sha }, {})).items.map(
        ({ id, since, startLine }) => `${id} ${Number(since.replaceAll('a', ''))} ${startLine}`,
      )
    await reviewed(
      project,
      source,
      commitFacts(1),
      record({ findings: [{ findings: [finding('one'), finding('two')] }] }),
    )
    await reviewed(
      project,
      source,
      commitFacts(2),
      record({ findings: [{ findings: [finding('one', { startLine: 7 })] }] }),
    )
    await reviewed(
      project,
      source,
      commitFacts(3),
      record({ findings: [{ findings: [finding('one', { startLine: 7 }), finding('three')] }] }),
    )
    expect(await at()).toEqual(['one 1 7', 'three 3 1'])
    expect(await at(commitFacts(1).sha)).toEqual(['one 1 1', 'two 1 1'])
    expect(await at(commitFacts(2).sha)).toEqual(['one 1 7'])
    const fixed = await store.queries.findings.list(project, { source, state: 'fixed' }, {})
    expect(fixed.items.map(({ id, until }) => [id, until])).toEqual([['two', commitFacts(2).sha]])
  })

  it('of a branch are its own, and a branch that is gone takes them with it', async () => {
    const project = await newProject()
    const source = await newSource(project)
    await reviewed(project, source, commitFacts(1), record({ findings: [{ findings: [finding('one')] }] }))
    await reviewed(
      project,
      source,
      commitFacts(2),
      record({ findings: [{ findings: [finding('two')] }] }),
      'try',
    )
    const of = async (branch?: string): Promise<readonly string[]> =>
      (await store.queries.findings.list(project, { branch }, {})).items.map(({ id }) => id)
    expect([await of(), await of('try')]).toEqual([['one'], ['two']])
    // Merged by moving the branch: what was reviewed there is known here.
    await store.commits.fetched(project, source, {
      defaultBranch: 'main',
      branches: [{ branch: 'main', sha: commitFacts(2).sha, commits: [] }],
    })
    expect([await of(), await of('try')]).toEqual([['two'], []])
  })

  it('are accepted with a reason, until a day', async () => {
    const project = await newProject()
    const source = await newSource(project)
    await reviewed(project, source, commitFacts(1), record({ findings: [{ findings: [finding('one')] }] }))
    const accept = (until: string | undefined) =>
      store.commands.findings.accept(project, 'one', { reason: 'A public site.', until }, 'bob')
    const state = async () => (await store.queries.findings.get(project, 'one'))?.state
    expect(await accept('soon')).toMatchObject({ kind: 'refused', why: 'invalid' })
    await accept('2020-01-01')
    expect(await state()).toBe('open')
    await accept('2999-01-01')
    expect(await store.queries.findings.get(project, 'one')).toMatchObject({
      state: 'accepted',
      acceptance: { by: 'bob', reason: 'A public site.', until: '2999-01-01', where: 'console' },
    })
    await store.commands.findings.reopen(project, 'one', 'bob')
    expect(await state()).toBe('open')
  })

  it('of another project are not there', async () => {
    const [ours, theirs] = [await newProject(), await newProject()]
    const source = await newSource(theirs)
    await reviewed(theirs, source, commitFacts(1), record({ findings: [{ findings: [finding('one')] }] }))
    expect(await store.queries.findings.get(ours, 'one')).toBeUndefined()
    expect(await store.queries.commits.get(ours, source, commitFacts(1).sha)).toBeUndefined()
    expect((await store.queries.findings.list(ours, {}, {})).items).toEqual([])
    expect(
      await store.commands.findings.accept(ours, 'one', { reason: 'x', until: undefined }, 'eve'),
    ).toMatchObject({
      kind: 'refused',
      why: 'missing',
    })
  })
})

describe('resources', () => {
  it('have their values with the lines that set them, and their history', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const sizes = ['small', 'small', 'large']
    for (const [at, size] of sizes.entries()) {
      const readings = [
        chunk([resource('aws_s3_bucket.a', size, ['aws_kms_key.k']), resource('aws_kms_key.k', 'x')]),
      ]
      await reviewed(project, source, commitFacts(at + 1), record({ readings }))
    }
    const id = 'infra::aws_s3_bucket.a'
    const found = await store.queries.resources.get(project, { source, id })
    expect(found).toMatchObject({
      uses: ['infra::aws_kms_key.k'],
      values: [
        {
          path: 'size',
          value: 'large',
          literals: [{ file: 'main.tf', startLine: 2, source: 'size  = "small"' }],
        },
      ],
    })
    const old = await store.queries.resources.get(project, { source, id, sha: commitFacts(1).sha })
    expect(old?.values[0]?.value).toBe('small')
    const history = await store.queries.resources.history(project, { source, id }, 'size')
    expect(
      history.map(({ kind, value, commit }) => [kind, value, Number(commit.sha.replaceAll('a', ''))]),
    ).toEqual([
      ['changed', 'large', 3],
      ['added', 'small', 1],
    ])
    const explained = await store.queries.resources.explain(project, { source, id }, 'size')
    expect(explained?.excerpt?.lines.filter(({ isMarked }) => isMarked)).toEqual([
      { number: 2, text: '  size  = "small"', isMarked: true },
    ])
    const line = await store.queries.resources.line(project, { source, file: 'main.tf', line: 2 }, 1)
    expect(line).toMatchObject({
      effects: [{ how: 'sets', address: 'aws_s3_bucket.a', path: 'size', value: 'large' }],
      isCut: true,
    })
    expect(
      (await store.queries.resources.line(project, { source, file: 'main.tf', line: 3 }, 9))?.effects,
    ).toEqual([])
    expect(await store.queries.resources.line(project, { source, file: 'x.tf', line: 2 }, 9)).toBeUndefined()
    const graph = await store.queries.graph.view(project, { source })
    expect(graph?.edges).toEqual([{ from: id, to: 'infra::aws_kms_key.k', path: 'size' }])
  })

  it('are drawn by their modules, and by the applications that their labels name', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const readings = [
      chunk([
        labelled('ConfigMap/shop/web', 'metadata.labels["app.kubernetes.io/name"]', 'web'),
        labelled('Service/shop/web', 'metadata.labels.app', 'web'),
        resource('ConfigMap/shop/other', 'small'),
        { ...resource('module.a.module.b.aws_vpc.v', 'small'), module: 'module.a.module.b' },
      ]),
    ]
    await reviewed(project, source, commitFacts(1), record({ readings }))
    const { graph } = store.queries
    const all = await graph.view(project, { source })
    expect(all?.clusters.map(({ id, parent, title, resources }) => [id, parent, title, resources])).toEqual([
      ['infra::', undefined, 'infra', 4],
      ['infra::application web', 'infra::', 'web', 2],
      ['infra::module.a', 'infra::', 'module.a', 1],
      ['infra::module.a.module.b', 'infra::module.a', 'module.a.module.b', 1],
    ])
    const within = async (cluster: string): Promise<readonly string[] | undefined> =>
      (await graph.view(project, { source, cluster }))?.nodes.map(({ address }) => address)
    expect(await within('infra::application web')).toEqual(['ConfigMap/shop/web', 'Service/shop/web'])
    expect(await within('infra::module.a')).toEqual(['module.a.module.b.aws_vpc.v'])
    expect(await within('infra::')).toHaveLength(4)
  })
})

function labelled(address: string, path: string, value: string): ResourceRecord {
  return { ...resource(address, 'small'), values: [{ path, value, exact: true, literals: [0] }] }
}

async function rowsOf(project: string): Promise<readonly { table: string; rows: readonly unknown[] }[]> {
  const found = []
  for (const table of projections) {
    const rows = await database.ask(
      `select to_jsonb(t)::text as row from ${table} t where project = $1 order by 1`,
      [project],
    )
    found.push({ table, rows })
  }
  return found
}

/** What the tests of drift and of incidents make again themselves. */
const madeElsewhere: readonly string[] = [
  'stacks',
  'drift_spans',
  'drift_acceptances',
  'signal_sources',
  'incidents',
]

describe('projections', () => {
  it('are the same rows when they are made again from the ledger', async () => {
    const project = await newProject()
    const source = await newSource(project)
    await reviewed(
      project,
      source,
      commitFacts(1),
      record({
        readings: [chunk([resource('aws_s3_bucket.a', 'small', ['aws_s3_bucket.b'])])],
        findings: [{ findings: [finding('one'), finding('two')] }],
        gates: [{ gate: 'main', verdict: 'failed', conditions: [], override: undefined }],
      }),
    )
    await reviewed(
      project,
      source,
      commitFacts(2),
      record({ findings: [{ findings: [finding('one', { startLine: 9 })] }] }),
      'try',
    )
    await store.commands.findings.accept(project, 'one', { reason: 'known', until: undefined }, 'ada')
    await store.commands.sources.overrideGate(
      project,
      { source, sha: commitFacts(1).sha, gate: 'main' },
      'a test',
      'ada',
    )
    await store.commands.sources.report(
      project,
      {
        source,
        sha: commitFacts(1).sha,
        kind: 'junit',
        name: 'unit',
        numbers: { tests: 3 },
        text: '<testsuite/>',
      },
      'ada',
    )
    await store.commands.hooks.add(
      project,
      {
        hook: 'devops:hooks:testing',
        when: 'after',
        to: { kind: 'http', url: 'https://example.com' },
        seconds: 5,
        onSilence: 'allow',
      },
      'secret',
      'ada',
    )
    await store.commands.sources.changeSeen(project, source, {
      number: 7,
      title: 'Try',
      url: 'https://git.example.com/7',
      state: 'open',
      targetBranch: 'main',
      branch: 'try',
      sha: commitFacts(2).sha,
    })
    const before = await rowsOf(project)
    const empty = before.filter(({ rows }) => rows.length === 0).map(({ table }) => table)
    expect(empty.filter((table) => !madeElsewhere.includes(table))).toEqual([])
    await database.ask(`update finding_spans set rule = 'wrong' where project = $1`, [project])
    await store.rebuild(project)
    expect(await rowsOf(project)).toEqual(before)
  })
})

describe('access', () => {
  it('is by links that work once, sessions that end, and tokens that are kept as hashes', async () => {
    const { access } = store.commands
    const link = await access.signInLink('ada', 60)
    const session = await access.redeem(link, 60)
    expect(session?.session.user).toBe('ada')
    expect(await access.redeem(link, 60)).toBeUndefined()
    expect(await access.session(session?.secret ?? '')).toMatchObject({ user: 'ada' })
    expect(await access.redeem(await access.signInLink('ada', -1), 60)).toBeUndefined()
    const project = await newProject()
    const made = await access.createToken(
      project,
      { name: 'ci', scopes: ['report'], role: 'operator', expiresAt: undefined },
      'ada',
    )
    if (made.kind === 'refused') throw new TypeError(made.detail)
    expect(await access.tokenOf(made.value.secret)).toMatchObject({
      project,
      token: { name: 'ci', role: 'operator' },
    })
    const everything = JSON.stringify([
      await database.ask('select * from ledger'),
      await database.ask('select * from tokens'),
      await database.ask('select * from sessions'),
    ])
    expect(
      [made.value.secret, session?.secret ?? '?', link].filter((secret) => everything.includes(secret)),
    ).toEqual([])
    await access.revokeToken(project, made.value.token.id, 'ada')
    expect(await access.tokenOf(made.value.secret)).toBeUndefined()
  })

  it('to folders of this machine is an administrator’s, and addresses hold no credentials', async () => {
    const project = await newProject()
    const add = async (url: string, isAdministrator = false): Promise<string> =>
      (
        await store.commands.sources.add(
          project,
          { name: url.replaceAll(/\W/gu, '-').replace(/^-+/u, ''), url },
          'ada',
          isAdministrator,
        )
      ).kind
    expect(await add('/srv/repository.git')).toBe('refused')
    expect(await add('file:///srv/repository.git')).toBe('refused')
    expect(await add('/srv/repository.git', true)).toBe('done')
    expect(await add('ext::sh -c whoami', true)).toBe('refused')
    expect(await add('--upload-pack=whoami', true)).toBe('refused')
    expect(await add('https://user:secret@example.com/x', true)).toBe('refused')
    expect(await add('git@example.com:team/x.git')).toBe('done')
  })
})

describe('deliveries', () => {
  it('are made once for each event, claimed by one, and replayed when they are dead', async () => {
    const { hooks } = store.commands
    const project = await newProject()
    const added = await hooks.add(
      project,
      {
        hook: 'devops:hooks:testing',
        when: 'after',
        to: { kind: 'http', url: 'https://example.com' },
        seconds: 5,
        onSilence: 'allow',
      },
      'whsec',
      'ada',
    )
    if (added.kind === 'refused') throw new TypeError(added.detail)
    const [event] = (await store.queries.events.list(project, {}, {})).items
    await hooks.enqueue(project, added.value.id, event?.id ?? '')
    await hooks.enqueue(project, added.value.id, event?.id ?? '')
    const [claimed, others] = [await hooks.claim(60, 10), await hooks.claim(60, 10)]
    expect([claimed.length, others.length]).toEqual([1, 0])
    const id = claimed[0]?.delivery.id ?? ''
    await hooks.settle(project, id, {
      state: 'dead',
      status: 500,
      problem: 'It said 500.',
      nextAt: undefined,
    })
    expect((await hooks.replay(project, id, 'ada')).kind).toBe('done')
    expect((await hooks.claim(60, 10)).map(({ delivery }) => delivery.id)).toEqual([id])
    expect(await hooks.secretOf(project, added.value.id)).toBe('whsec')
  })
})

describe('an answer', () => {
  it('is had once by many who ask the same, and is another when anything has happened', async () => {
    const project = await newProject()
    const { db } = openDatabase(database.url, 2)
    const answers = new Answers(db)
    let worked = 0
    const ask = (asked: string): Promise<number> =>
      answers.of(project, 'x', [asked], async () => {
        await wait(20)
        return ++worked
      })
    expect(await Promise.all([ask('a'), ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 1, 2])
    await store.commands.projects.setMember(project, 'eve', 'viewer', 'ada')
    expect(await ask('a')).toBe(3)
    const broken = answers.of(project, 'x', ['c'], () => Promise.reject(new TypeError('away')))
    await expect(broken).rejects.toThrow('away')
    expect(await ask('c')).toBe(4)
    await db.destroy()
  })
})

describe('a large project', () => {
  it('lists and searches 50,000 resources and 20,000 findings in less than 100 ms a page', async () => {
    const project = await newProject()
    const source = await newSource(project)
    await reviewed(project, source, commitFacts(1), largeRecord(50_000, 20_000))
    await database.ask('analyze')
    const { resources, findings } = store.queries
    const page = await resources.list(project, {}, { limit: 100 })
    const middle = await resources.list(project, {}, { limit: 100, after: page.next })
    expect(middle.items[0]?.address).toBe('aws_instance.n000100')
    const questions: Readonly<Record<string, () => Promise<unknown>>> = {
      'the first page': () => resources.list(project, {}, { limit: 100 }),
      'the next page': () => resources.list(project, {}, { limit: 100, after: page.next }),
      'a search that finds one': () => resources.list(project, { text: 'N049999' }, {}),
      'a search that finds none': () => resources.list(project, { text: 'nowhere' }, {}),
      'one resource': () => resources.get(project, { source, id: 'root-004::aws_instance.n024999' }),
      'the worst findings': () => findings.list(project, {}, { limit: 100 }),
      'open findings of a severity': () =>
        findings.list(project, { severity: ['high'], state: 'open' }, { limit: 100 }),
      'findings with a text': () => findings.list(project, { text: 'f19999' }, {}),
      'findings of a rule': () => findings.list(project, { rule: 'aws/rule-7' }, {}),
      'findings by rule': () => findings.byRule(project, {}),
    }
    const slow: string[] = []
    for (const [name, ask] of Object.entries(questions)) {
      const times: number[] = []
      for (let round = 0; round < 7; round++) {
        // Nobody has asked this of the state that this makes.
        await store.commands.projects.setMember(project, `user-${round}`, 'viewer', 'ada')
        const start = performance.now()
        await ask()
        times.push(performance.now() - start)
      }
      // The fastest: this machine may be busy with something else.
      const best = Math.min(...times)
      if (process.env['PLUMBLINE_TIMES'] !== undefined)
        process.stderr.write(`${name}: ${best.toFixed(0)} ms\n`)
      if (best > 100) slow.push(`${name}: ${best.toFixed(0)} ms`)
    }
    expect(slow).toEqual([])
  })
})

describe('who asks in the same moment', () => {
  it('is answered, whatever somebody else asks for', async () => {
    const project = await newProject()
    await store.commands.projects.setMember(project, 'bob', 'viewer', 'ada')
    const { projects } = store.queries
    expect(await Promise.all([projects.roleOf(`a\0b`, 'eve'), projects.roleOf(project, 'bob')])).toEqual([
      undefined,
      'viewer',
    ])
  })

  it('finds the commits of a time, whatever dates others have written into theirs', async () => {
    const project = await newProject()
    const source = await newSource(project)
    // As git tells of a commit whose author says so.
    await reviewed(project, source, { ...commitFacts(1), date: '2026-01-01T00:00:00+99:99' }, record({}))
    await reviewed(project, source, { ...commitFacts(2), date: '2026-01-02T00:00:00+02:00' }, record({}))
    const { items } = await store.queries.commits.list(project, { since: '2026-01-01T00:00:00Z' }, {})
    expect(items.map(({ sha }) => sha)).toEqual([commitFacts(2).sha])
  })
})

describe('a database of somebody else', () => {
  it('may have its extensions where names without a schema do not reach', async () => {
    const other = await testDatabase()
    await other.ask('create schema elsewhere')
    await other.ask('create extension pg_trgm schema elsewhere')
    await other.ask('create extension btree_gin schema elsewhere')
    const opened = await openStore(other.url)
    const found = await other.ask(`select indexname from pg_indexes where indexname like '%_search'`)
    await opened.close()
    await other.drop()
    expect(found.map(({ indexname }) => indexname)).toEqual(
      expect.arrayContaining(['resource_rows_search', 'finding_spans_search']),
    )
  })
})
