import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { mineJob } from '../../src/app/control/log-job.ts'
import { logIntake } from '../../src/app/control/logging.ts'
import { lookingAt } from '../../src/app/control/looking.ts'
import { mirrorsIn, startReviewing } from '../../src/app/control/reviewing.ts'
import type { HeardAlert, IncidentDetail } from '../../src/contract/incident-nouns.ts'
import type { HeardOutcome } from '../../src/contract/incident-store.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { bundled } from './bundled.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { fakePrometheus, ownQueries, type FakePrometheus } from './prometheus.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 180_000
vi.setConfig({ testTimeout: patience })

const project = 'acme'
const now = Math.floor(Date.now() / 1000)
const slowFrom = now - 25 * 60
let folder = ''
let database: TestDatabase
let store: Store
let reviewing: { readonly close: () => Promise<void> }
let measured: FakePrometheus
let culprit = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-incidents-'))
  mkdirSync(join(folder, 'repository'))
  git(now, 'init', '-q', '-b', 'main')
  commit('first', now - 20 * 3600, 20)
  culprit = commit('Fewer connections', now - 30 * 60, 2)
  measured = await fakePrometheus()
  measured.slowFrom = slowFrom
  database = await testDatabase()
  const state = join(folder, 'state')
  store = await openStore(database.url, { blame: mirrorsIn(state).blame })
  process.env['PLUMBLINE_SIGNALS_TEST'] = 't0k3n'
  reviewing = await startReviewing({
    store,
    url: database.url,
    state,
    concurrency: 2,
    log: (level, message) => {
      if (process.env['PLUMBLINE_LOG'] !== undefined) process.stderr.write(`${level} ${message}\n`)
    },
    reviewer: pathToFileURL(await bundled('src/app/reviewer.ts')),
    leaseMilliseconds: 15_000,
  })
  await store.commands.projects.create({ id: project, name: 'Acme' }, 'ada')
  const repository = { name: 'infra', url: join(folder, 'repository'), everySeconds: 1 }
  await store.commands.sources.add(project, repository, 'ada', true)
  await until(async () => (await store.queries.sources.get(project, 'infra'))?.heads.length === 1)
  await store.incidents.addSignals(
    project,
    {
      name: 'prod',
      source: 'infra',
      url: measured.url,
      credential: { scheme: 'bearer', from: { kind: 'env', name: 'PLUMBLINE_SIGNALS_TEST' } },
      allowsPrivate: true,
    },
    'ada',
  )
}, patience)
afterAll(async () => {
  await reviewing.close()
  measured.close()
  await store.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}, patience)

function git(at: number, ...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'git',
    ['-C', join(folder, 'repository'), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, GIT_COMMITTER_DATE: `@${at} +0000`, GIT_AUTHOR_DATE: `@${at} +0000` },
    },
  )
  if (status !== 0) throw new TypeError(stderr)
  return stdout.trim()
}

function commit(subject: string, at: number, connections: number): string {
  writeFileSync(join(folder, 'repository/plumbline.yaml'), ownQueries)
  writeFileSync(join(folder, 'repository/shop.yaml'), manifests(connections))
  git(at, 'add', '.')
  git(at, 'commit', '-qm', subject)
  return git(at, 'rev-parse', 'HEAD')
}

function manifests(connections: number): string {
  return [
    deployment('web', 'API_URL', 'http://api:8080'),
    deployment('api', 'MAX_CONNECTIONS', String(connections)),
    ...['web', 'api'].map(
      (name) => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  selector: { app: ${name} }
  ports: [{ port: 8080 }]
`,
    ),
  ].join('---\n')
}

function deployment(name: string, variable: string, value: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example/${name}:1
          env:
            - name: ${variable}
              value: "${value}"
`
}

function alert(state: 'firing' | 'resolved', some: Partial<HeardAlert> = {}): HeardAlert {
  return {
    fingerprint: 'f1',
    name: 'WebSlow',
    state,
    since: new Date((slowFrom + 120) * 1000).toISOString(),
    until: state === 'resolved' ? new Date((now - 60) * 1000).toISOString() : undefined,
    labels: { alertname: 'WebSlow', app: 'web' },
    annotations: {},
    link: '',
    expression: undefined,
    ...some,
  }
}

async function heard(...alerts: readonly HeardAlert[]): Promise<HeardOutcome> {
  const answer = await store.incidents.heard(
    project,
    'prod',
    { group: '{}:{alertname="WebSlow"}', alerts },
    'token:am',
  )
  if (answer.kind !== 'done') throw new TypeError(answer.detail)
  return answer.value
}

async function reported(id: string): Promise<IncidentDetail> {
  await until(async () => (await store.incidents.get(project, id))?.reportedAt !== undefined)
  const found = await store.incidents.get(project, id)
  if (found === undefined) throw new TypeError('there is no incident')
  return found
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000
  while (!(await what())) {
    if (Date.now() > end) throw new TypeError('it never came')
    await wait(100)
  }
}

async function told(): Promise<readonly string[]> {
  const { items } = await store.queries.events.list(
    project,
    { type: 'dev.cdevents.incident.' },
    { limit: 50 },
  )
  return items
    .map(({ type }) => type.replace('dev.cdevents.incident.', '').replace(/\.\d+\.\d+\.\d+$/u, ''))
    .toReversed()
}

function line(minute: number, msg: string): string {
  return JSON.stringify({ time: now - minute * 60, level: minute < 25 ? 'error' : 'info', msg })
}

describe('an incident', () => {
  let id = ''

  it('has logs of the same source beside it, counted by message as they are sent', async () => {
    const source = { kind: 'logs' as const, name: 'lines', source: 'infra', url: '', allowsPrivate: false }
    await store.incidents.addSignals(project, source, 'ada')
    const intake = logIntake(store, (job) => Promise.resolve(mineJob(job)))
    const usual = Array.from({ length: 240 }, (_, minute) => line(minute, `served ${minute} carts`))
    const wrong = Array.from({ length: 20 }, (_, at) => line(at + 1, `pool of api-${at} exhausted`))
    const answer = await intake.receive(project, 'lines', usual.join('\n'))
    expect(answer).toEqual({ kind: 'done', value: { lines: 240, dropped: 0, messages: 1 } })
    await intake.receive(project, 'lines', wrong.join('\n'))
    const looks = lookingAt(store.incidents, store.logs)
    const askable = await looks.askable(project, 'lines')
    expect(askable).toMatchObject({
      value: {
        watched: [
          { query: 'messages' },
          { query: 'errors' },
          { title: 'served <*> carts', query: 'message 1', convention: '240 lines' },
          { title: expect.stringContaining('exhausted'), query: 'message 2' },
        ],
      },
    })
    const series = await looks.series(project, 'lines', { query: 'errors', seconds: 3600 })
    const found = series.kind === 'done' ? series.value.series : []
    expect(found.map((one) => one.id)).toContain('message 2')
    const pool = found.find((one) => one.id === 'message 2')
    expect(pool?.values.reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBe(20)
    expect(pool?.example).toMatchObject({ text: 'pool of api-0 exhausted', level: 'error', lines: 20 })
    expect(await looks.series(project, 'lines', { query: 'up', seconds: 3600 })).toMatchObject({
      why: 'invalid',
    })
    expect(await intake.receive(project, 'prod', 'x')).toMatchObject({ kind: 'refused', why: 'conflict' })
    await looks.close()
  })

  it('is opened by an alert, and traced to the service and the commit that did it, among what was told', async () => {
    const deploy = {
      kind: 'deploy' as const,
      key: '412',
      at: new Date((now - 9 * 3600) * 1000).toISOString(),
      title: 'api 1.6',
      author: 'ci',
      source: undefined,
      services: ['api'],
      resources: [],
      more: 0,
      link: 'https://ci.example/412',
    }
    expect(await store.feed.tell(project, deploy, 'token:ci')).toEqual({
      kind: 'done',
      value: { kind: 'taken' },
    })
    expect(await store.feed.tell(project, deploy, 'token:ci')).toEqual({
      kind: 'done',
      value: { kind: 'known' },
    })
    const outcome = await heard(alert('firing'))
    expect(outcome.kind).toBe('opened')
    id = outcome.incident ?? ''
    const found = await reported(id)
    expect(found).toMatchObject({
      name: 'WebSlow',
      service: 'web',
      suspect: 'api',
      until: undefined,
      problem: undefined,
      change: { id: culprit, kind: 'commit', author: 'Ada', title: 'Fewer connections' },
    })
    // It shows earlier than the alert fires, which waits.
    expect(Date.parse(found.since)).toBeLessThan(Date.parse(alert('firing').since))
    expect(Math.abs(Date.parse(found.since) / 1000 - slowFrom)).toBeLessThanOrEqual(120)
    expect(found.report?.way.map(({ node }) => node)).toEqual(['web', 'api'])
    expect(found.report?.changes[0]?.values[0]).toMatchObject({
      before: '20',
      after: '2',
      line: { file: 'shop.yaml', source: expect.stringContaining('value: "2"') },
    })
    expect(found.report?.changes[1]).toMatchObject({ kind: 'deploy', title: 'api 1.6', link: deploy.link })
    const stretch = { since: new Date((now - 86_400) * 1000).toISOString(), until: new Date().toISOString() }
    expect(await store.feed.list(project, { ...stretch, source: 'infra', limit: 10 })).toMatchObject([
      { kind: 'deploy', services: ['api'], at: deploy.at },
    ])
    expect(found.report?.logs).toMatchObject([
      { template: expect.stringContaining('exhausted'), isNew: true, level: 'error' },
    ])
    expect(found.report?.series[0]?.times.length).toBeGreaterThan(100)
    expect(measured.authorization).toBe('Bearer t0k3n')
    expect(await told()).toEqual(['detected', 'reported'])
  })

  it('is the same when the message comes again, and when another alert of its group fires', async () => {
    expect(await heard(alert('firing'))).toEqual({ kind: 'nothing', incident: id })
    const other = alert('firing', { fingerprint: 'f2', labels: { alertname: 'WebSlow', app: 'api' } })
    expect(await heard(alert('firing'), other)).toEqual({ kind: 'updated', incident: id })
    expect((await store.incidents.list(project, {}, {})).items.map((one) => one.id)).toEqual([id])
    expect(
      await heard(alert('firing'), { ...other, state: 'resolved', until: new Date().toISOString() }),
    ).toEqual({
      kind: 'updated',
      incident: id,
    })
  })

  it('ends with its last alert, and old messages do not open it again', async () => {
    expect(await heard(alert('resolved'))).toEqual({ kind: 'closed', incident: id })
    expect(await store.incidents.list(project, { state: 'open' }, {})).toMatchObject({ items: [] })
    expect(await heard(alert('firing'))).toEqual({ kind: 'nothing', incident: undefined })
    expect((await told()).filter((one) => one !== 'reported')).toEqual(['detected', 'resolved'])
    expect(await store.incidents.again(project, id)).toMatchObject({ kind: 'refused', why: 'conflict' })
  })

  it('is made again from the ledger as it was', async () => {
    const before = await store.incidents.list(project, {}, {})
    await store.rebuild(project)
    expect(await store.incidents.list(project, {}, {})).toEqual(before)
  })
})

describe('looking without being told', () => {
  it('opens one incident of what is wrong, and ends it when it is over', async () => {
    const watch = {
      name: 'watched',
      source: 'infra',
      url: measured.url,
      everySeconds: 1,
      allowsPrivate: true,
    }
    await store.incidents.addSignals(project, watch, 'ada')
    await until(async () => (await store.incidents.list(project, { state: 'open' }, {})).items.length > 0)
    const [open] = (await store.incidents.list(project, { state: 'open', signals: 'watched' }, {})).items
    expect(open).toMatchObject({ service: 'web', suspect: 'api', change: { id: culprit } })
    await wait(2500)
    expect((await store.incidents.list(project, { signals: 'watched' }, {})).items).toHaveLength(1)

    // An alert that tells of the same belongs to it, and says when it ends.
    const tellWatched = (
      group: string,
      ...alerts: readonly HeardAlert[]
    ): ReturnType<typeof store.incidents.heard> =>
      store.incidents.heard(project, 'watched', { group, alerts }, 'token:am')
    const late = { fingerprint: 'late', since: new Date((now - 60) * 1000).toISOString() }
    const updated = { kind: 'done', value: { kind: 'updated', incident: open?.id } }
    expect(await tellWatched('{}:{alertname="WebSlow"}', alert('firing', late))).toEqual(updated)
    const ofApi = {
      ...late,
      fingerprint: 'api',
      name: 'ApiSlow',
      labels: { alertname: 'ApiSlow', app: 'api' },
    }
    expect(await tellWatched('{}:{alertname="ApiSlow"}', alert('firing', ofApi))).toEqual(updated)
    await wait(2500)
    const both = (await store.incidents.list(project, { signals: 'watched' }, {})).items
    // The alert of the service that it comes from doesn't take it from where it shows.
    expect(both.map(({ id, until: end, service }) => ({ id, end, service }))).toEqual([
      { id: open?.id, end: undefined, service: 'web' },
    ])
    expect(await tellWatched('{}:{alertname="WebSlow"}', alert('resolved', late))).toEqual(updated)
    expect(await store.incidents.get(project, open?.id ?? '')).toMatchObject({ until: undefined })
    measured.slowFrom = undefined
    await wait(2500)
    expect(await store.incidents.get(project, open?.id ?? '')).toMatchObject({ until: undefined })
    expect(await tellWatched('{}:{alertname="ApiSlow"}', alert('resolved', ofApi))).toMatchObject({
      value: { kind: 'closed', incident: open?.id },
    })
    await wait(2500)
    expect((await store.incidents.list(project, { signals: 'watched' }, {})).items).toHaveLength(1)

    measured.slowFrom = slowFrom
    await until(
      async () =>
        (await store.incidents.list(project, { state: 'open', signals: 'watched' }, {})).items.length > 0,
    )
    measured.slowFrom = undefined
    await until(
      async () =>
        (await store.incidents.list(project, { state: 'open', signals: 'watched' }, {})).items.length === 0,
    )
  })

  it('says why when Prometheus does not answer', async () => {
    const nobody = {
      name: 'away',
      source: 'infra',
      url: 'http://127.0.0.1:59999',
      everySeconds: 600,
      allowsPrivate: true,
    }
    await store.incidents.addSignals(project, nobody, 'ada')
    await until(async () =>
      (await store.incidents.signals(project)).some(({ problem }) => problem !== undefined),
    )
    const [away] = await store.incidents.signals(project)
    expect(away).toMatchObject({ name: 'away', problem: expect.stringContaining('Prometheus') })
  })

  it('ends with its source of signals', async () => {
    expect(await store.incidents.removeSignals(project, 'away', 'ada')).toMatchObject({ kind: 'done' })
    expect((await store.incidents.signals(project)).map(({ name }) => name)).toEqual([
      'lines',
      'prod',
      'watched',
    ])
  })
})
