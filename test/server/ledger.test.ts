import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/store/connection.ts'
import { Answers } from '../../src/store/queries/answers.ts'
import { projections } from '../../src/store/rebuild.ts'
import { openStore } from '../../src/store/store.ts'
import { testDatabase } from './database.ts'
import { emptyStore } from './empty-store.ts'
import { chunk, commitFacts, finding, record, resource } from './records.ts'

/** A machine that is busy with something else is no mistake. */
vi.setConfig({ testTimeout: 120_000 })

const { database, newProject, newSource, reviewed, store } = await emptyStore()

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
        findings: [
          { findings: [finding('one'), finding('two', { places: [{ address: 'aws_s3_bucket.a' }] })] },
        ],
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
