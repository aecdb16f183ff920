import { describe, expect, it, vi } from 'vitest'
import type { ChangeRef } from '../../src/contract/nouns.ts'
import type { CommitRecord, FindingRecord } from '../../src/contract/records.ts'
import { emptyStore } from './empty-store.ts'
import { chunk, commitFacts, finding, record, resource } from './records.ts'

/** A machine that is busy with something else is no mistake. */
vi.setConfig({ testTimeout: 120_000 })

const { database, newProject, newSource, reviewed, store } = await emptyStore()

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

  it('are put in line to be told of again by a pull request that comes after the review, with the event of it', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const [first, second] = [commitFacts(1).sha, commitFacts(2).sha]
    await reviewed(project, source, commitFacts(1), record())
    const seen = (some: Partial<ChangeRef> & { readonly sha: string }): Promise<unknown> =>
      store.commands.sources.changeSeen(project, source, {
        number: 8,
        title: 'Words',
        url: 'https://forge.example/8',
        state: 'open',
        targetBranch: 'main',
        branch: 'words',
        ...some,
      })
    const line = async (): Promise<readonly string[]> =>
      (await store.commits.changedVerdicts(1000))
        .filter((one) => one.project === project)
        .map(({ sha, verdict }) => `${sha.slice(-2)} ${verdict}`)
    await seen({ sha: first })
    expect(await line()).toEqual(['a1 passed'])
    // Nothing that concerns its commit: the same again, other words, one that is closed, and a commit that is told of when it is reviewed.
    await seen({ sha: first })
    await seen({ sha: first, title: 'Better words' })
    await seen({ sha: first, state: 'closed' })
    await seen({ sha: second })
    expect(await line()).toEqual(['a1 passed'])
    await seen({ sha: first })
    expect(await line()).toEqual(['a1 passed', 'a1 passed'])
  })

  it('of which a forge that is away could not be told wait ever longer in line, and are given up after a day', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const { sha } = commitFacts(1)
    await reviewed(project, source, commitFacts(1), record())
    const name = { project, source, branch: 'main', sha }
    const waits = async (missedAt?: string): Promise<readonly [string, number]> => {
      await database.ask('delete from changed_verdicts where project = $1', [project])
      const outcome = await store.commits.tellLater({ ...name, missedAt })
      // Whoever is killed before that is written down puts it in line again.
      await store.commits.tellLater({ ...name, missedAt })
      const rows = await database.ask(
        `select round(extract(epoch from due_at - now()) / 60)::int as minutes from changed_verdicts where project = $1`,
        [project],
      )
      return [`${outcome} ${rows.length}`, Number(rows[0]?.['minutes'])]
    }
    expect(await waits()).toEqual(['waits 1', 5])
    expect(await waits(ago(20))).toEqual(['waits 1', 20])
    expect(await waits(ago(600))).toEqual(['waits 1', 60])
    const line = async (): Promise<readonly unknown[]> =>
      (await store.commits.changedVerdicts(1000)).filter((one) => one.project === project)
    expect(await line()).toEqual([])
    await database.ask('update changed_verdicts set due_at = now() where project = $1', [project])
    expect(await line()).toMatchObject([{ ...name, verdict: 'passed', missedAt: expect.any(String) }])
    expect(await waits(ago(1441))).toEqual(['given up 0', Number.NaN])
    await store.commands.sources.remove(project, source, 'ada')
    expect(await waits()).toEqual(['gone 0', Number.NaN])
  })

  it('have the gate that the report which was sent last comes to, also when it was sent before', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const { sha } = commitFacts(1)
    const asked = { name: 'failed', limit: 0, comparison: 'at most' } as const
    const conditions = [{ ...asked, verdict: 'undecided', measured: undefined, detail: '' }] as const
    const gates = [{ gate: 'merge', verdict: 'failed', conditions, override: undefined }] as const
    await reviewed(project, source, commitFacts(1), record({ gates }))
    const send = async (name: string, failed: number): Promise<string> => {
      const text = `<testsuites failures="${failed}"/>`
      const sent = { source, sha, kind: 'junit', name, numbers: { failed }, text } as const
      await store.commands.sources.report(project, sent, 'ci')
      const { items } = await store.queries.commits.list(project, { source }, {})
      const reports = await store.queries.commits.reports(project, source, sha)
      return `${items[0]?.gate ?? ''} of ${reports.length}`
    }
    expect(await send('unit', 0)).toBe('passed of 1')
    // Whoever had no answer sends it again.
    expect(await send('unit', 0)).toBe('passed of 1')
    expect(await send('unit', 2)).toBe('failed of 2')
    expect(await send('unit', 0)).toBe('passed of 3')
    expect(await send('other', 1)).toBe('failed of 4')
    expect(await send('unit', 0)).toBe('passed of 5')
    expect(await store.commits.reported({ project, source, branch: 'main', sha })).toEqual({ failed: 0 })
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
    expect(graph?.edges).toEqual([{ from: id, to: 'infra::aws_kms_key.k' }])
  })
})

describe('a finding that stands in several resources', () => {
  const names = ['aws_s3_bucket.a', 'aws_s3_bucket.b', 'aws_s3_bucket.c']
  const inAll = finding('one', {
    address: 'aws_s3_bucket.a',
    places: ['aws_s3_bucket.a', 'aws_s3_bucket.b', 'aws_s3_bucket.b'].map((address) => ({ address })),
  })
  const alone = finding('two', { address: 'aws_s3_bucket.b', severity: 'critical' })
  const made = (findings: readonly FindingRecord[]): CommitRecord =>
    record({
      readings: [chunk(names.map((name) => resource(name, 'small')))],
      findings: [{ findings }],
    })

  it('counts for each of them, in lists and in the graph, until it is gone', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const counts = async (): Promise<
      readonly (readonly [number, number | undefined, string | undefined])[]
    > => {
      const { items } = await store.queries.resources.list(project, { source }, {})
      const { nodes } =
        (await store.queries.graph.view(project, { source, focus: `infra::${names[1]}` })) ?? {}
      return items.map(({ address, findings }) => {
        const node = nodes?.find((one) => one.address === address)
        return [findings, node?.findings, node?.worst] as const
      })
    }
    await reviewed(project, source, commitFacts(1), made([inAll, alone]))
    expect((await counts()).map(([listed]) => listed)).toEqual([1, 2, 0])
    expect((await counts())[1]).toEqual([2, 2, 'critical'])
    const of = async (address: string): Promise<readonly string[]> =>
      (await store.queries.findings.list(project, { source, address }, {})).items.map(({ id }) => id)
    expect(await of('aws_s3_bucket.b')).toEqual(['two', 'one'])
    expect(await of('aws_s3_bucket.c')).toEqual([])
    await reviewed(project, source, commitFacts(2), made([{ ...inAll, places: [], severity: 'low' }, alone]))
    expect((await counts()).map(([listed]) => listed)).toEqual([1, 1, 0])
    await reviewed(project, source, commitFacts(3), made([alone]))
    expect((await counts()).map(([listed]) => listed)).toEqual([0, 1, 0])
    expect(await of('aws_s3_bucket.a')).toEqual([])
  })

  it('counts on no other branch, and on none that is gone', async () => {
    const project = await newProject()
    const source = await newSource(project)
    await reviewed(project, source, commitFacts(1), made([]))
    await reviewed(project, source, commitFacts(2), made([inAll]), 'try')
    const listed = async (branch: string): Promise<readonly number[]> =>
      (await store.queries.resources.list(project, { source, branch }, {})).items.map(
        ({ findings }) => findings,
      )
    expect(await listed('main')).toEqual([0, 0, 0])
    expect(await listed('try')).toEqual([1, 1, 0])
    await store.commits.fetched(project, source, {
      defaultBranch: 'main',
      branches: [{ branch: 'main', sha: commitFacts(1).sha, commits: [] }],
    })
    const left = await database.ask('select 1 from finding_places where project = $1', [project])
    expect(left).toEqual([])
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

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString()
}
