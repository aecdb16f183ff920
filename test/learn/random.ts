/** Random numbers that are the same for the same seed (mulberry32). */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number
  pick<Item>(items: readonly Item[]): Item
  /** Normal with mean 0 and deviation 1. */
  normal(): number
}

export function randomOf(seed: number): Random {
  let state = (seed * 2654435761) >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    whole: (below) => Math.floor(next() * below),
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
