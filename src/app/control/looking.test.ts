import { expect, it } from 'vitest'
import type { SignalSource } from '../../contract/incident-nouns.ts'
import { noLogs } from '../../server/fixtures/logs.ts'
import { lookingAt } from './looking.ts'

const source: SignalSource = {
  id: 'prod',
  name: 'prod',
  source: 's1',
  url: 'http://127.0.0.1:1',
  credential: undefined,
  everySeconds: undefined,
  kind: 'prometheus',
  allowsPrivate: true,
  labels: { service: [], namespace: [] },
  createdAt: '',
  createdBy: 'ada',
  checkedAt: undefined,
  problem: undefined,
}

it('lets no project ask so much at once that others never have their turn', async () => {
  const slow = `import { parentPort } from 'node:worker_threads'
    parentPort.on('message', (job) => job.query === 'last' &&
      parentPort.postMessage({ kind: 'done', output: { kind: 'looked', found: job.query } }))`
  const looks = lookingAt({ signals: () => Promise.resolve([source]) }, noLogs, moduleOf(slow))
  const asked = Array.from({ length: 40 }, (_, at) =>
    looks.series('acme', 'prod', { query: `up + ${at}`, seconds: 300 }),
  )
  expect(await Promise.race(asked)).toMatchObject({
    kind: 'refused',
    why: 'conflict',
    detail: expect.stringContaining('Too many questions'),
  })
  // Who asks the same as one that waits waits with it.
  const same = looks.series('acme', 'prod', { query: 'up + 1', seconds: 300 })
  expect(await Promise.race([same, Promise.resolve('waits')])).toBe('waits')
  await looks.close()
})

it('takes the first query that is watched where none is named, and asks once what is watched', async () => {
  const answers = `import { parentPort } from 'node:worker_threads'
    let asked = 0
    const found = {
      askable: () => ({ watched: [{ query: 'rate ' + ++asked }, { query: 'other' }], metrics: [] }),
      series: ({ query }) => ({ query }),
    }
    parentPort.on('message', (job) =>
      parentPort.postMessage({ kind: 'done', output: { kind: 'looked', found: found[job.what](job) } }))`
  const looks = lookingAt({ signals: () => Promise.resolve([source]) }, noLogs, moduleOf(answers))
  const [askable, series] = await Promise.all([
    looks.askable('acme', 'prod'),
    looks.series('acme', 'prod', { seconds: 300 }),
  ])
  expect(askable).toMatchObject({ kind: 'done', value: { watched: [{ query: 'rate 1' }, {}] } })
  expect(series).toMatchObject({ kind: 'done', value: { query: 'rate 1' } })
  await looks.close()
})

it('says that a query is to be named where nothing is watched', async () => {
  const lines = { ...source, kind: 'logs' as const }
  const looks = lookingAt({ signals: () => Promise.resolve([lines]) }, noLogs)
  expect(await looks.series('acme', 'prod', { seconds: 300 })).toMatchObject({
    kind: 'refused',
    why: 'conflict',
    detail: expect.stringContaining('Say which query is meant.'),
  })
  await looks.close()
})

function moduleOf(text: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`)
}
