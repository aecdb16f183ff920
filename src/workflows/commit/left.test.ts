import { describe, expect, it } from 'vitest'
import { Left } from './left.ts'

const counts = { critical: 0, high: 1, medium: 0, low: 0, info: 0, undecided: 2, accepted: 0 }
const condition = {
  name: 'new high',
  verdict: 'failed',
  limit: 0,
  comparison: 'at most',
  detail: 'One is new.',
}
const kept = {
  readings: ['a1'],
  findings: [],
  files: 'b2',
  body: 'c3',
  counts,
  worse: 1,
  fixed: 0,
  changes: 4,
  resources: 12,
  gates: [{ gate: 'main', verdict: 'failed', conditions: [condition] }],
  hooks: [],
  timings: [{ step: 'read', milliseconds: 12.5 }],
}

describe('what is left of a review between its steps', () => {
  it('is read as it was written down, where nothing is said of what there was none of', () => {
    const { data } = Left.safeParse(JSON.parse(JSON.stringify({ kind: 'kept', kept })))
    expect(data).toEqual({ kind: 'kept', kept })
  })

  it('of another build is not taken for ours', () => {
    const { worse: _, ...before } = kept
    for (const one of [{ kind: 'kept', kept: before }, { kind: 'kept' }, { kind: 'done' }, null, 'kept'])
      expect(Left.safeParse(one).success).toBe(false)
  })
})
