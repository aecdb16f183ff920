import { expect, it } from 'vitest'
import { simulate, type Fleet, type Policy } from './simulate.ts'

const fleet: Fleet = { unit: 10, lead: 2, least: 1, most: 10, stepSeconds: 3600, price: 2 }

function wanting(counts: readonly number[]): Policy {
  return { name: 'wanting', desired: ({ time }) => counts[time] ?? 1 }
}

it('what is started carries load after the lead, what is stopped carries none at once', () => {
  // Wanted three at step 0: there from step 2; wanted one at step 3: gone at step 4.
  const outcome = simulate([10, 30, 30, 30, 30], wanting([3, 3, 3, 1, 1]), fleet)
  expect(outcome.short).toBe(2 / 5)
  expect(outcome.missed).toBeCloseTo(40 / 130)
  expect(outcome.over).toBe(0)
})

it('counts the price of those that are starting too', () => {
  expect(simulate([10, 10], wanting([2, 2]), fleet).cost).toBe((1 + 2) * 2)
})

it('stops what is still starting first, and never leaves the limits', () => {
  const { short, over } = simulate([10, 10, 10, 10], wanting([5, 1, 0, -3]), fleet)
  expect([short, over]).toEqual([0, 0])
})
