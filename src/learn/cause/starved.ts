import { mean, median } from '../statistics.ts'
import { gate } from './account.ts'
import type { Observed } from './observe.ts'

/** How much is believed of a node that doesn't measure its waits, where the others wait. */
const believed = 0.7

/**
 * How much longer each node waits for a processor that it doesn't use itself, from 0 to 1 (twice as long and more). Where
 * many wait a little longer at once, each is believed as if it stood out. Who doesn't measure it waits as the others do.
 */
export function starvedOf(observed: ReadonlyMap<string, Observed>): ReadonlyMap<string, number> {
  const waits = [...observed.values()].flatMap((one) => one.waits ?? [])
  const together = waits.length < 3 ? 0 : mean(waits.map(({ z }) => z)) * Math.sqrt(waits.length)
  return new Map(
    [...observed].map(([node, { waits: own, hunger }]) => {
      if (own === undefined) return [node, (1 - hunger) * believed * gate(together)]
      const longer = Math.min(1, Math.max(0, own.extra / Math.max(1e-9, own.before)))
      return [node, (1 - hunger) * longer * gate(Math.max(own.z, together))]
    }),
  )
}

/** By how much more than the others a node says that it waits for a processor which it doesn't use: somebody beside it has it. */
export function starvedAlone(observed: ReadonlyMap<string, Observed>): ReadonlyMap<string, number> {
  const starved = starvedOf(observed)
  return new Map(
    [...starved].map(([node, own]) => {
      const others = [...starved].filter(([other]) => other !== node).map(([, one]) => one)
      return [node, observed.get(node)?.waits === undefined ? 0 : Math.max(0, own - (median(others) || 0))]
    }),
  )
}
