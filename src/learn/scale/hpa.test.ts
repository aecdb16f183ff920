import { expect, it } from 'vitest'
import { Hpa, kubernetesDefaults, type HpaSettings } from './hpa.ts'

function hpa(more: Partial<HpaSettings> = {}): Hpa {
  return new Hpa({ ...kubernetesDefaults, stepSeconds: 15, least: 1, most: 100, ...more })
}

it('wants replicas in the ratio of use to target, rounded up', () => {
  expect(hpa().next(1.6, 5)).toBe(10)
  expect(hpa().next(1.01, 5)).toBe(7)
})

it('leaves things as they are within the tolerance', () => {
  expect(hpa().next(0.86, 5)).toBe(5)
  expect(hpa().next(0.89, 5)).toBe(6)
})

it('at most doubles or adds four within fifteen seconds', () => {
  expect(hpa().next(100, 20)).toBe(40)
  expect(hpa().next(100, 1)).toBe(5)
})

it('goes down to the highest of the last five minutes only', () => {
  const scaler = hpa()
  let count = 10
  const seen = Array.from({ length: 23 }, (_, at) => {
    count = scaler.next(at === 0 ? 0.8 : 0.16, count)
    return count
  })
  expect(seen.slice(0, 21)).toEqual(Array.from({ length: 21 }, () => 10))
  expect(seen[21]).toBe(2)
})

it('stays between the least and the most', () => {
  expect(hpa({ most: 12 }).next(5, 10)).toBe(12)
  expect(hpa({ least: 3, downWindowSeconds: 0 }).next(0, 10)).toBe(3)
})
