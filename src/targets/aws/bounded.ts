/** Runs work when there is room for it. */
export type Bounded = <Made>(work: () => Promise<Made>) => Promise<Made>

/** At most so many at once, in the order in which they came. */
export function atMost(limit: number): Bounded {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // Whoever waits takes the place over.
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
