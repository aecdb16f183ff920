import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { github } from '../../src/forges/github/forge.ts'
import { forgeServer } from '../../src/forges/fixtures/forge-server.ts'
import { asker } from '../../src/app/control/asking.ts'
import { mirrorsIn, startReviewing } from '../../src/app/control/reviewing.ts'
import { teller } from '../../src/app/control/telling.ts'
import type { CommitDetail, Hook } from '../../src/contract/nouns.ts'
import type { HookPorts } from '../../src/server/hooks/ports.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { bundled } from './bundled.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 120_000
vi.setConfig({ testTimeout: patience })

const project = 'acme'
/** What an address that is asked before answers. */
const hookPorts: HookPorts = {
  post: async () => ({
    kind: 'answered',
    status: 200,
    body: '{"allow":false,"reason":"The build is frozen."}',
    retryAfter: undefined,
  }),
  run: async () => ({ kind: 'silent', why: 'nothing is run here' }),
  now: () => 0,
  wait: async () => undefined,
}
/** The forge that the repository is said to lie at. */
const forge = forgeServer({ kind: 'github' })
const lies = {
  ...github,
  repositoryOf: () => ({ api: 'https://api.github.com', owner: 'acme', name: 'infra' }),
}
let folder = ''
let database: TestDatabase
let store: Store
let reviewing: { readonly close: () => Promise<void> }
let source = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-control-'))
  mkdirSync(join(folder, 'repository'))
  git('init', '-q', '-b', 'main')
  database = await testDatabase()
  const state = join(folder, 'state')
  store = await openStore(database.url, { blame: mirrorsIn(state).blame })
  reviewing = await startReviewing({
    store,
    url: database.url,
    state,
    concurrency: 2,
    log: (level, message) => {
      if (process.env['PLUMBLINE_LOG'] !== undefined) process.stderr.write(`${level} ${message}\n`)
    },
    reviewer: pathToFileURL(await bundled('src/app/reviewer.ts')),
    ask: asker(store, hookPorts),
    report: teller(store, {
      forges: [{ forge: lies, token: 't0k3n', secret: undefined, reports: true }],
      address: 'https://plumbline.acme.example',
      log: () => undefined,
      fetch: forge.fetch,
    }),
    leaseMilliseconds: 15_000,
  })
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
}, patience)
afterAll(async () => {
  await reviewing.close()
  await store.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}, patience)

function git(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'git',
    ['-C', join(folder, 'repository'), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new TypeError(stderr)
  return stdout.trim()
}

function commit(subject: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, 'repository', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  git('add', '.')
  git('commit', '-q', '-m', subject)
  return git('rev-parse', 'HEAD')
}

async function ended(sha: string): Promise<CommitDetail> {
  await store.commands.sources.refresh(project, source, 'ada')
  for (;;) {
    const found = await store.queries.commits.get(project, source, sha)
    if (found?.state === 'reviewed' || found?.state === 'failed') return found
    await wait(50)
  }
}

const bucket = (extra = '', name = 'logs'): string => `variable "size" {
  default = 20
}

resource "aws_ebs_volume" "${name}" {
  availability_zone = "eu-west-1a"
  size              = var.size
  encrypted         = true
${extra}}
`

describe('a source', () => {
  it('is followed from its first commit on, and every commit is reviewed', async () => {
    const first = commit('A volume', { 'main.tf': bucket() })
    const answer = await store.commands.sources.add(
      project,
      { name: 'infra', url: join(folder, 'repository'), everySeconds: 3600 },
      'ada',
      true,
    )
    if (answer.kind === 'refused') throw new TypeError(answer.detail)
    source = answer.value.id
    const reviewed = await ended(first)
    expect(reviewed).toMatchObject({
      state: 'reviewed',
      subject: 'A volume',
      author: 'Ada',
      branch: 'main',
      base: undefined,
      resources: 1,
      changes: 0,
      worse: 0,
    })
    expect((await store.queries.sources.get(project, source))?.defaultBranch).toBe('main')
  })

  it('tells of each value which line set it, and who wrote that', async () => {
    const explained = await store.queries.resources.explain(
      project,
      { source, id: '::aws_ebs_volume.logs' },
      'size',
    )
    expect(explained).toMatchObject({
      value: {
        value: 20,
        exact: true,
        literals: [{ file: 'main.tf', startLine: 2, source: 'default = 20' }],
      },
      commit: { author: 'Ada', subject: 'A volume' },
    })
    expect(explained?.excerpt?.lines.find(({ isMarked }) => isMarked)?.text).toBe('  default = 20')
  })

  it('tells what a change does, by the line that does it, and what it makes worse', async () => {
    git('checkout', '-q', '-b', 'grow')
    const sha = commit('Grow, and leave it open', {
      'main.tf': bucket()
        .replace('default = 20', 'default = 50')
        .replace('encrypted         = true', 'encrypted         = false'),
    })
    const reviewed = await ended(sha)
    expect(reviewed.branch).toBe('grow')
    expect(
      reviewed.difference
        .flatMap(({ groups }) => groups)
        .map(({ causes, changes }) => [
          causes.map(({ after }) => after?.startLine),
          changes.map(({ path, before, after }) => [path, before?.value, after?.value]),
        ]),
    ).toEqual([
      [[2], [['size', 20, 50]]],
      [[8], [['encrypted', true, false]]],
    ])
    expect(reviewed.madeWorse.map(({ rule, file, startLine }) => [rule, file, startLine])).toContainEqual([
      'aws/ebs/volume-encryption',
      'main.tf',
      8,
    ])
    expect(reviewed.gate).toBe('failed')
    expect(reviewed.gates[0]?.conditions.find(({ verdict }) => verdict === 'failed')).toMatchObject({
      comparison: 'at most',
      limit: 0,
      measured: 1,
    })
    const history = await store.queries.resources.history(
      project,
      { source, branch: 'grow', id: '::aws_ebs_volume.logs' },
      'size',
    )
    expect(history.map(({ value }) => value)).toContain(50)
  })

  it('does not believe what a change says of its own review', async () => {
    const sha = commit('Accept it', {
      'plumbline.yaml':
        'gates:\n  lax:\n    new: {}\nreview:\n  waivers:\n    - rule: aws/ebs/volume-encryption\n      reason: because I say so\n',
    })
    const reviewed = await ended(sha)
    expect(reviewed.gates.map(({ gate, verdict }) => [gate, verdict])).toEqual([['review', 'failed']])
    expect(reviewed.counts.accepted).toBe(0)
  })

  it('is weighed by the gates of its own file once that is on the default branch', async () => {
    git('checkout', '-q', 'main')
    await ended(
      commit('Gates', {
        'plumbline.yaml':
          'gates:\n  merge:\n    new: { high: 0 }\n    changes: 0\n    reports:\n      failed: { at-most: 0 }\n',
      }),
    )
    git('checkout', '-q', '-b', 'more')
    const sha = commit('More', { 'main.tf': bucket().replace('default = 20', 'default = 60') })
    await store.commands.sources.report(
      project,
      { source, sha, kind: 'junit', name: 'unit', numbers: { tests: 12, failed: 0 }, text: '<testsuites/>' },
      'ci',
    )
    const reviewed = await ended(sha)
    expect(
      reviewed.gates[0]?.conditions.map(({ name, verdict, measured }) => [name, verdict, measured]),
    ).toEqual([
      ['new high findings', 'passed', 0],
      ['changed values', 'failed', 1],
      ['failed', 'passed', 0],
    ])
  })

  it('tells the forge again of a commit whose verdict a late report or a person has changed', async () => {
    git('checkout', '-q', 'main')
    git('checkout', '-q', '-b', 'late')
    const sha = commit('Words', { 'README.md': 'Words.\n' })
    const facts = {
      number: 7,
      title: 'Words',
      url: 'https://github.com/acme/infra/pull/7',
      state: 'open',
    } as const
    const change = { ...facts, targetBranch: 'main', branch: 'late', sha }
    await store.commands.sources.changeSeen(project, source, change)
    const told = async (count: number): Promise<readonly unknown[]> => {
      for (;;) {
        const all = forge.statuses.filter((one) => one['sha'] === sha).map((one) => one['state'])
        if (all.length >= count) return all
        await wait(50)
      }
    }
    const tests = async (failed: number): Promise<unknown> => {
      const text = `<testsuites failures="${failed}"/>`
      const numbers = { tests: 12, failed }
      return store.commands.sources.report(
        project,
        { source, sha, kind: 'junit', name: 'unit', numbers, text },
        'ci',
      )
    }
    expect((await ended(sha)).gate).toBe('failed')
    expect(await told(1)).toEqual(['failure'])
    await tests(0)
    expect(await told(2)).toEqual(['failure', 'success'])
    await tests(2)
    await told(3)
    // Nothing of the verdict changes, so nobody is told.
    await tests(3)
    await store.commands.sources.overrideGate(project, { source, sha, gate: 'merge' }, 'A hotfix.', 'bob')
    expect(await told(4)).toEqual(['failure', 'success', 'failure', 'success'])
    await vi.waitFor(() =>
      expect(forge.comments).toMatchObject([{ issue: 7, body: expect.stringContaining('(overridden)') }]),
    )
    await vi.waitFor(async () => {
      const { items } = await store.queries.events.list(project, { type: 'dev.plumbline.forge.told' }, {})
      const ours = items
        .map(({ data }) => data['said'] as Readonly<Record<string, string>>)
        .filter((one) => one['sha'] === sha)
      expect(ours.map(({ verdict }) => verdict)).toEqual(['overridden', 'failed', 'passed', 'failed'])
    })
    expect(await database.ask('select * from changed_verdicts')).toEqual([])
  })

  it('has the comment on a pull request that was opened after its commit was reviewed', async () => {
    git('checkout', '-q', '-b', 'opened-late')
    const sha = commit('More words', { 'README.md': 'More words.\n' })
    await ended(sha)
    await vi.waitFor(() => expect(forge.statuses.some((one) => one['sha'] === sha)).toBe(true), patience)
    await store.commands.sources.changeSeen(project, source, {
      number: 8,
      title: 'More words',
      url: 'https://github.com/acme/infra/pull/8',
      state: 'open',
      targetBranch: 'main',
      branch: 'opened-late',
      sha,
    })
    await vi.waitFor(
      () => expect(forge.comments.filter(({ issue }) => issue === 8)).toHaveLength(1),
      patience,
    )
    expect(forge.comments.find(({ issue }) => issue === 8)?.body).toContain(sha.slice(0, 10))
    // As if the forge had been away until now.
    const told = async (): Promise<number> =>
      (await store.queries.events.list(project, { type: 'dev.plumbline.forge.told' }, {})).items.filter(
        ({ data }) => (data['said'] as Readonly<Record<string, string>>)['sha'] === sha,
      ).length
    await vi.waitFor(async () => expect(await told()).toBe(2), patience)
    await store.commits.tellLater({ project, source, branch: 'opened-late', sha })
    await database.ask('update changed_verdicts set due_at = now()')
    await vi.waitFor(async () => expect(await told()).toBe(3), patience)
  })

  it('that cannot be fetched says why, and tries again', async () => {
    const answer = await store.commands.sources.add(
      project,
      { name: 'gone', url: join(folder, 'nowhere'), everySeconds: 3600 },
      'ada',
      true,
    )
    if (answer.kind === 'refused') throw new TypeError(answer.detail)
    let problem: string | undefined
    while (problem === undefined) {
      await wait(100)
      problem = (await store.queries.sources.get(project, 'gone'))?.problem
    }
    expect(problem).toMatch(/does not (?:appear|exist)/u)
  })

  it('is not reviewed while a hook that is asked before is against it', async () => {
    const asked: Omit<Hook, 'id' | 'source' | 'createdAt' | 'createdBy'> = {
      hook: 'devops:hooks:build-process',
      when: 'before',
      to: { kind: 'http', url: 'https://gate.example/ask' },
      seconds: 5,
      onSilence: 'allow',
    }
    const hook = await store.commands.hooks.add(project, asked, 'whsec_', 'ada')
    const sha = commit('Not now', { 'main.tf': bucket().replace('default = 20', 'default = 61') })
    const { state, problem } = await ended(sha)
    expect([state, problem]).toEqual(['failed', expect.stringContaining('says: The build is frozen.')])
    const { items } = await store.queries.events.list(project, { type: 'dev.plumbline.hook.vetoed' }, {})
    expect(items[0]?.data).toMatchObject({ reason: 'The build is frozen.', by: 'plumbline' })
    if (hook.kind === 'done') await store.commands.hooks.remove(project, hook.value.id, 'ada')
  })

  it('leaves a ledger that is whole, of which everything can be made again', async () => {
    const before = await everything()
    expect(await store.queries.events.verify(project)).toMatchObject({ kind: 'whole' })
    await store.rebuild(project)
    expect(await everything()).toEqual(before)
  })
})

async function everything(): Promise<unknown> {
  const { commits, findings, resources } = store.queries
  return {
    commits: await commits.list(project, {}, {}),
    findings: await findings.list(project, { branch: 'grow' }, {}),
    resources: await resources.list(project, {}, {}),
  }
}
