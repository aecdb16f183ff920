import { describe, expect, it, vi } from 'vitest'
import { emptyStore } from './empty-store.ts'
import { commitFacts, largeRecord } from './records.ts'

/** A machine that is busy with something else is no mistake. */
vi.setConfig({ testTimeout: 120_000 })

const { database, newProject, newSource, reviewed, store } = await emptyStore()

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
      'findings of a resource': () => findings.list(project, { address: 'aws_instance.n000007' }, {}),
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

  it('finds a page of its deliveries by an index, however many there are', async () => {
    const project = await newProject()
    await database.ask(
      `insert into deliveries (project, id, hook, event, state, attempts, at)
        select $1, 'd' || n, 'hook', 'event-' || n, case when n > 19990 then 'dead' else 'delivered' end, 1,
          now() - n * interval '1 minute' from generate_series(1, 20000) n`,
      [project],
    )
    await database.ask('analyze deliveries')
    const used = async (): Promise<readonly unknown[]> => {
      const newest = await store.queries.settings.deliveries(project, {}, { limit: 3 })
      expect(newest.items.map(({ id }) => id)).toEqual(['d1', 'd2', 'd3'])
      const dead = await store.queries.settings.deliveries(project, { state: 'dead' }, { limit: 2 })
      expect(dead.items.map(({ id }) => id)).toEqual(['d19991', 'd19992'])
      const rows = await database.ask(
        `select indexrelname as name from pg_stat_user_indexes
          where relname = 'deliveries' and idx_scan > 0 and indexrelname <> 'deliveries_pkey' order by 1`,
      )
      return rows.map(({ name }) => name)
    }
    // The database tells of what it did within some seconds.
    await vi.waitFor(
      async () => expect(await used()).toEqual(['deliveries_not_arrived', 'deliveries_of_project']),
      { timeout: 30_000, interval: 500 },
    )
  })
})
