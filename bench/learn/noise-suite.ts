import { Random } from './random.ts'

/** Series in which nothing changes, of noise of several kinds. */
export const noiseFamilies = [
  'white',
  'heavy tails',
  'log-normal',
  'counts of 3',
  'rare counts',
  'keeps a half',
  'keeps 0.8',
  'a walk',
] as const

export type NoiseFamily = (typeof noiseFamilies)[number]

/** So many series of a kind. */
export function noises(seed: number, family: NoiseFamily, length: number, many = 5): readonly number[][] {
  return Array.from({ length: many }, (_, number) => {
    const random = new Random(seed * 1000 + number)
    let before = 0
    return Array.from({ length }, () => (before = nextOf(family, random, before)))
  })
}

function nextOf(family: NoiseFamily, random: Random, before: number): number {
  switch (family) {
    case 'white':
      return random.normal()
    case 'heavy tails':
      return (
        random.normal() / Math.sqrt((random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2) / 3)
      )
    case 'log-normal':
      return Math.exp(random.normal())
    case 'counts of 3':
      return count(random, 3)
    case 'rare counts':
      return count(random, 0.2)
    case 'keeps a half':
      return 0.5 * before + random.normal()
    case 'keeps 0.8':
      return 0.8 * before + random.normal()
    case 'a walk':
      return before + random.normal()
  }
}

/** Knuth's way to a Poisson number. */
function count(random: Random, mean: number): number {
  let found = 0
  for (let left = random.uniform(); left > Math.exp(-mean); left *= random.uniform()) found++
  return found
}
