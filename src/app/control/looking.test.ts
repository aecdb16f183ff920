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
  const slow = `data:text/javascript,import { parentPort } from 'node:worker_threads'
    parentPort.on('message', (job) => job.query === 'last' &&
      parentPort.postMessage({ kind: 'done', output: { kind: 'looked', found: job.query } }))`
  const looks = lookingAt({ signals: () => Promise.resolve([source]) }, noLogs, new URL(slow))
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
