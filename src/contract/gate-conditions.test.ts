import { describe, expect, it } from 'vitest'
import { conditionWith, gatesWith } from './gate-conditions.ts'
import type { GateResult } from './nouns.ts'

const coverage = { name: 'line coverage', limit: 80, comparison: 'at least' } as const
const changes = conditionWith({ name: 'changed values', limit: 5, comparison: 'at most' }, 3)

function gate(more: Partial<GateResult> = {}): GateResult {
  const conditions = [changes, { ...conditionWith(coverage, undefined), isReported: true }]
  return { gate: 'merge', verdict: 'failed', conditions, override: undefined, ...more }
}

describe('a report that comes after the review', () => {
  it('decides what asks about it, and the gate with it', () => {
    const [now] = gatesWith([gate()], { 'line coverage': 91.5, 'changed values': 900 })
    expect(now?.verdict).toBe('passed')
    expect(now?.conditions.map(({ detail }) => detail)).toEqual([
      'Changed values: 3, and it may be at most 5.',
      'Line coverage: 91.5, and it may be at least 80.',
    ])
  })

  it('decides again when it is sent again', () => {
    const [bad] = gatesWith(gatesWith([gate()], { 'line coverage': 91 }), { 'line coverage': 12 })
    expect([bad?.verdict, bad?.conditions[1]?.measured]).toEqual(['failed', 12])
  })

  it('changes no word of who has overridden the gate, and nothing that does not ask about it', () => {
    const override = { by: 'ada', reason: 'a hotfix', at: '2026-11-20T10:00:00Z' }
    const [over] = gatesWith([gate({ verdict: 'overridden', override })], { 'line coverage': 12 })
    expect([over?.verdict, over?.override, over?.conditions[1]?.verdict]).toEqual([
      'overridden',
      override,
      'failed',
    ])
    expect(gatesWith([gate()], { failed: 0 })).toEqual([gate()])
  })
})
