import { expect, it } from 'vitest'
import { byNumber } from './failures.ts'

const requests = { before: new Float64Array(100).fill(10), during: Float64Array.of(11) }
const chosen = { before: [...requests.before.keys()], during: [0] }

function spreads(usually: number, failed: number): number {
  const before = requests.before.map((_, at) => (at % 100 < usually ? 0.1 : 0))
  const during = Float64Array.of(failed / 11)
  const shift = { before: 0, during: failed / 11, extra: failed / 11, z: failed }
  return byNumber(shift, before, during, requests, chosen)?.z ?? Number.NaN
}

it('is clear of two failures where none of a thousand requests fail, and not where some do', () => {
  expect(spreads(0, 2)).toBeGreaterThan(3)
  expect(spreads(60, 2)).toBe(2)
})

it('is never less than by spreads, and grows with the number', () => {
  expect(spreads(60, 5)).toBeGreaterThanOrEqual(5)
  expect(spreads(0, 4)).toBeGreaterThan(spreads(0, 3))
})

it('says nothing of one that is as always, or where few requests are known', () => {
  const shift = { before: 0, during: 0.2, extra: 0.2, z: 0.5 }
  const shares = new Float64Array(100)
  expect(byNumber(shift, shares, Float64Array.of(0.2), requests, chosen)).toBe(shift)
  const few = { before: new Float64Array(100).fill(0.5), during: Float64Array.of(11) }
  const clear = { ...shift, z: 2 }
  expect(byNumber(clear, shares, Float64Array.of(0.2), few, chosen)).toBe(clear)
})
