import { randomOf } from '../learn/random.ts'

/** A fault of one service: from when to when (in samples), and what it does. */
export interface Fault {
  readonly service: string
  readonly from: number
  readonly to?: number
  /** Its own time is so many times what it was. */
  readonly slower?: number
  /** So much of its requests fail. */
  readonly failing?: number
}

/** What happened to one service in one sample. */
export interface Sampled {
  readonly requests: number
  readonly failed: number
  /** Seconds of all requests together. */
  readonly seconds: number
  readonly cpu: number
}

/** The services of the shop: whom each calls, how often for each request, and its own time in seconds. */
export const services: Readonly<
  Record<string, { readonly calls: Readonly<Record<string, number>>; readonly own: number }>
> = {
  front: { calls: { catalog: 1, cart: 0.5, checkout: 0.2 }, own: 0.008 },
  catalog: { calls: { search: 0.6 }, own: 0.012 },
  cart: { calls: {}, own: 0.006 },
  checkout: { calls: { payments: 1, cart: 1 }, own: 0.015 },
  payments: { calls: { ledger: 2 }, own: 0.022 },
  ledger: { calls: {}, own: 0.009 },
  search: { calls: {}, own: 0.018 },
}

/** The order in which callees come before their callers. */
const order = ['ledger', 'search', 'payments', 'cart', 'checkout', 'catalog', 'front']

/** Some hours of the shop, sample by sample, with noise that is the same each time. */
export function shopSamples({
  count,
  step,
  seed,
  faults = [],
}: {
  readonly count: number
  readonly step: number
  readonly seed: number
  readonly faults?: readonly Fault[]
}): ReadonlyMap<string, readonly Sampled[]> {
  const source = randomOf(seed)
  const random = (): number => source.next()
  const noise = (size: number): number => 1 + size * (random() + random() + random() - 1.5)
  const found = new Map<string, Sampled[]>(order.map((name) => [name, []]))
  for (let at = 0; at < count; at++) {
    const load = 40 * step * (1 + 0.15 * Math.sin((at * step) / 7000)) * noise(0.06)
    const rates = requestsOf(load)
    const times = new Map<string, { readonly time: number; readonly failing: number }>()
    for (const name of order) {
      const fault = faults.find((one) => one.service === name && at >= one.from && at < (one.to ?? Infinity))
      const { calls, own } = services[name] ?? { calls: {}, own: 0 }
      const below = Object.entries(calls).map(([callee, often]) => ({ often, ...times.get(callee) }))
      const time =
        own * (fault?.slower ?? 1) * noise(0.1) +
        below.reduce((sum, one) => sum + one.often * (one.time ?? 0), 0)
      const failing = Math.min(
        1,
        (fault?.failing ?? 0) * noise(0.1) +
          below.reduce((sum, one) => sum + Math.min(1, one.often) * (one.failing ?? 0), 0),
      )
      times.set(name, { time, failing })
      const requests = Math.round(rates.get(name) ?? 0)
      const chance = failing + 0.0005
      found.get(name)?.push({
        requests,
        failed: Math.min(requests, Math.floor(requests * chance + random())),
        seconds: requests * time,
        cpu: requests * own * 0.4 * noise(0.08),
      })
    }
  }
  return found
}

function requestsOf(load: number): ReadonlyMap<string, number> {
  const rates = new Map<string, number>([['front', load]])
  for (const name of order.toReversed())
    for (const [callee, often] of Object.entries(services[name]?.calls ?? {}))
      rates.set(callee, (rates.get(callee) ?? 0) + (rates.get(name) ?? 0) * often)
  return rates
}
