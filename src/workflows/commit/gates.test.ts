import { expect, it } from 'vitest'
import type { Gate } from '../../engine/config/gates.ts'
import { gateResults, type Measured } from './gates.ts'

const nothing: Measured = {
  worse: [],
  counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0, undecided: 0, accepted: 0 },
  changes: 0,
  reports: {},
}

it('keeps out new findings of the severity that fails a review, where nothing is configured', () => {
  const worse = [
    { severity: 'medium', verdict: 'violated' },
    { severity: 'high', verdict: 'undecided' },
  ] as const
  const verdicts = (['high', 'medium', 'never', undefined] as const).map(
    (failOn) => gateResults([], { ...nothing, worse }, failOn)[0]?.verdict,
  )
  expect(verdicts).toEqual(['passed', 'failed', 'passed', 'failed'])
})

it('says the number of each condition, and what it may be', () => {
  const gate: Gate = {
    name: 'merge',
    limits: [
      { what: 'new', severity: 'high', comparison: 'at most', limit: 1 },
      { what: 'undecided', comparison: 'at most', limit: 20 },
      { what: 'changes', comparison: 'at most', limit: 10 },
      { what: 'report', name: 'line coverage', comparison: 'at least', limit: 80 },
    ],
  }
  const [result] = gateResults(
    [gate],
    {
      worse: [{ severity: 'high', verdict: 'violated' }],
      counts: { ...nothing.counts, low: 2, undecided: 1, accepted: 9 },
      changes: 11,
      reports: { 'line coverage': 79.5 },
    },
    undefined,
  )
  expect(result?.verdict).toBe('failed')
  expect(result?.conditions.map(({ verdict, measured, detail }) => [verdict, measured, detail])).toEqual([
    ['passed', 1, 'New high findings: 1, and it may be at most 1.'],
    ['failed', 33.3, 'Undecided share: 33.3 %, and it must be at most 20 %.'],
    ['failed', 11, 'Changed values: 11, and it must be at most 10.'],
    ['failed', 79.5, 'Line coverage: 79.5, and it must be at least 80.'],
  ])
})

it('does not pass what nobody has reported', () => {
  const gate: Gate = {
    name: 'tests',
    limits: [{ what: 'report', name: 'failed', comparison: 'at most', limit: 0 }],
  }
  const [result] = gateResults([gate], nothing, undefined)
  expect([result?.verdict, result?.conditions[0]?.verdict]).toEqual(['failed', 'undecided'])
})
