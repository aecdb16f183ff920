import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SafeHeadroom } from './headroom.ts'

const options = {
  factors: [0.5, 0.8, 1, 1.2, 2],
  limits: [0.8, 1.5] as const,
  missing: 10,
  delay: 3,
  risk: 0.02,
}

/** What was chosen and what the fallback would have cost. */
function played(pairs: readonly (readonly [band: number, load: number])[]): {
  readonly factors: readonly number[]
  readonly chosen: number
  readonly fallback: number
} {
  const tuner = new SafeHeadroom(options)
  const factors: number[] = []
  for (const [at, [band]] of pairs.entries()) {
    const due = pairs[at - options.delay]
    if (due !== undefined) tuner.learn(due[1])
    factors.push(tuner.choose(band))
  }
  const sum = (factorOf: (at: number) => number): number =>
    pairs.reduce((total, [band, load], at) => total + tuner.costOf(band * factorOf(at), load), 0)
  return { factors, chosen: sum((at) => factors[at] ?? 1), fallback: sum(() => 1) }
}

it('learns that a band is too wide, within the limits', () => {
  const pairs = Array.from({ length: 500 }, (_, at) => [100, 60 + (at % 5)] as const)
  const { factors, chosen, fallback } = played(pairs)
  expect(factors[0]).toBe(1)
  expect(factors.at(-1)).toBe(0.8)
  expect(chosen).toBeLessThan(0.8 * fallback)
})

it('whatever the load does, costs no more than the fallback and the risk allowed', () => {
  const positive = fc.double({ min: 0, max: 1000, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(positive, positive), { maxLength: 200 }), (pairs) => {
      const { chosen, fallback, factors } = played(pairs)
      return (
        chosen <= fallback * (1 + options.risk) + 1e-6 &&
        factors.every((one) => one === 1 || (one >= 0.8 && one <= 1.5))
      )
    }),
  )
})
