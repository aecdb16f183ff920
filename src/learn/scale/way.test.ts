import { expect, it } from 'vitest'
import { predictorsOf, type Known } from './predictors.ts'
import { Way } from './way.ts'

it('is left behind by a load that is above its band again and again, until it is below it as often', () => {
  const way = new Way({ name: 'always a hundred', predict: () => 100 }, 1, undefined)
  let time = 0
  const seen = (...loads: readonly number[]): boolean => {
    for (const load of loads) {
      way.learn(time, load)
      time++
      way.say(time - 1, 100, { share: 0.05, most: Infinity })
    }
    return way.isBehind
  }
  const calm = Array.from({ length: 100 }, (_, at) => 90 + (at % 10))
  expect(seen(...calm)).toBe(false)
  expect(seen(120, 130, 140, 150, 160)).toBe(false)
  expect(seen(170)).toBe(true)
  expect(seen(90)).toBe(false)
})

it('expects of what repeats with noise the mean of three times, at the level that a load has now', () => {
  const season = 12
  const said = (values: readonly number[]): Readonly<Record<string, number>> =>
    Object.fromEntries(predictorsOf([season]).map((one) => [one.name, one.predict(known(values), 2)]))
  // A peak two steps on, a little different each time; the last time is at twice the level from its first step on.
  const peaks = [9, 12, 15]
  const past = peaks.flatMap((peak) => [...Array<number>(season - 1).fill(3), peak])
  const now = Array<number>(season - 2).fill(3)
  expect(said([...past, ...now])['as the last 3 times 12 steps before']).toBeCloseTo(12)
  expect(said([...past, ...now])['as 12 steps before']).toBeCloseTo(15)
  const twice = said([...past, ...now.map((one) => 2 * one)])
  expect(twice['as the last 3 times 12 steps before, at the level of now']).toBeCloseTo(24)
  expect(twice['as the last 3 times 12 steps before']).toBeCloseTo(12)
})

function known(values: readonly number[]): Known {
  return { ago: (steps) => values[values.length - 1 - steps] ?? Number.NaN }
}
