import { expect, it } from 'vitest'
import type { ChangedVerdict, CommitName, CommitStore } from '../../contract/records.ts'
import type { Durable } from '../runtime/runtime.ts'
import { commitRuns, type CommitTools } from './run.ts'

const changed: ChangedVerdict = {
  project: 'acme',
  source: 'infra',
  branch: 'main',
  sha: 'a1',
  verdict: 'failed',
  number: 3,
}
const missedAt = '2026-11-22T08:00:00.000Z'

/** Tells of a commit while the forge is away: how often it was asked, and what is to be told later. */
async function told(
  input: ChangedVerdict,
): Promise<{ readonly asked: number; readonly later: readonly unknown[] }> {
  let asked = 0
  const later: unknown[] = []
  const tools: CommitTools = {
    // Nothing is asked of it.
    store: {} as CommitStore,
    review: () => Promise.reject(new TypeError('nothing is reviewed')),
    report: () => Promise.reject(new TypeError(`away ${(asked += 1)}`)),
    reportLater: (commit) => Promise.resolve(void later.push(commit)),
  }
  const run = commitRuns(tools).find(({ name }) => name === 'tell')
  await run?.run(patient, input)
  return { asked, later }
}

/** Steps are tried three times. */
const patient: Durable = {
  run: 'r1',
  step: async (_, shape, work) => shape.parse(await tried(work)),
  act: async (_, work) => void (await tried(work)),
  sleep: () => Promise.resolve(),
  signal: () => Promise.resolve(undefined),
}

async function tried<Result>(work: (signal: AbortSignal) => Promise<Result>, left = 2): Promise<Result> {
  const { signal } = new AbortController()
  return work(signal).catch((error: unknown) => {
    if (left === 0) throw error
    return tried(work, left - 1)
  })
}

it('puts off what a forge that is away could not be told, and asks it once when the time has come', async () => {
  const name: CommitName = { project: 'acme', source: 'infra', branch: 'main', sha: 'a1' }
  expect(await told(changed)).toEqual({ asked: 3, later: [expect.objectContaining(name)] })
  expect(await told({ ...changed, missedAt })).toEqual({
    asked: 1,
    later: [expect.objectContaining({ ...name, missedAt })],
  })
})
