/** A seeded source of choices: the same seed gives the same choices on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, the limit. */
  below(limit: number): number
  /** One of the given things. */
  pick<Thing>(things: readonly Thing[]): Thing
  /** True once in so many times. */
  oneIn(times: number): boolean
}

/** Makes a source of choices (xorshift with a scrambled seed). */
export function random(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1
  function next(): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  function below(limit: number): number {
    return Math.floor((next() / 2 ** 32) * limit)
  }
  for (let warm = 0; warm < 8; warm += 1) next()
  return {
    below,
    pick: (things) => things[below(things.length)] as (typeof things)[number],
    oneIn: (times) => below(times) === 0,
  }
}
