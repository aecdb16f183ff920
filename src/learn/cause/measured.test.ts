import { describe, expect, it } from 'vitest'
import { shiftOf } from './shift.ts'
import { cause } from './task.ts'

type Columns = Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>

type Nodes = Readonly<Record<string, Readonly<Record<string, readonly [usual: number, now: number]>>>>
type Earlier = (at: number, usual: number, now: number) => number
interface Suspected {
  readonly node: string
  readonly why: string
}

/** Sixty normal samples and three that aren't: each metric is given as its usual value and what it becomes. */
function ranked(
  nodes: Nodes,
  more: Readonly<Record<string, unknown>> = {},
  earlier: Earlier = (_, usual) => usual,
): readonly string[] {
  return rankingOf(nodes, more, earlier).map(({ node }) => node)
}

/** What is said of all of them. */
function told(nodes: Nodes, earlier: Earlier = (_, usual) => usual): string {
  return rankingOf(nodes, {}, earlier)
    .map(({ why }) => why)
    .join(' ')
}

function rankingOf(
  nodes: Nodes,
  more: Readonly<Record<string, unknown>>,
  earlier: Earlier,
): readonly Suspected[] {
  return answered(nodes, more, earlier).ranking
}

interface Answered {
  readonly ranking: readonly Suspected[]
  readonly changes: readonly { readonly id: string; readonly why: string }[]
}

function answered(
  nodes: Nodes,
  more: Readonly<Record<string, unknown>>,
  earlier: Earlier = (_, usual) => usual,
): Answered {
  const columns = (count: number, value: (at: number, usual: number, now: number) => number): Columns =>
    Object.fromEntries(
      Object.entries(nodes).map(([node, metrics]) => [
        node,
        Object.fromEntries(
          Object.entries(metrics).map(([metric, [usual, now]]) => [
            metric,
            Array.from({ length: count }, (_, at) => value(at, usual, now) * (1 + 0.01 * Math.sin(at * 7))),
          ]),
        ),
      ]),
    )
  const times = Array.from({ length: 63 }, (_, at) => at * 300)
  const incident = {
    id: 'i',
    edges: [
      ['shop', 'cart'],
      ['shop', 'search'],
      ['cart', 'store'],
    ],
    normal: { timestamps: times.slice(0, 60), series: columns(60, earlier) },
    target: { node: 'shop', metric: 'latency', statistic: 'Average', timestamp: times[61] },
    abnormal: { timestamps: times.slice(60), series: columns(3, (_, __, now) => now) },
    ...more,
  }
  const [answer] = cause.answers(JSON.stringify(incident))
  const found = answer?.json as unknown as Answered | undefined
  return found ?? { ranking: [{ node: 'no answer', why: '' }], changes: [] }
}

/** What some programs write for a value that is missing. */
function oftenMissing(at: number, usual: number): number {
  return at % 9 === 0 ? 1.7e308 : usual
}

/** Five of the normal samples show the same. */
function wrongOnce(at: number, usual: number, now: number): number {
  return at >= 20 && at < 25 ? now : usual
}

const requests = [1000, 1000] as const

describe('a statistic', () => {
  it('that only the target measures is compared with the nearest that the others measure', () => {
    const nodes = {
      shop: { requests, latency_p50: [100, 400], latency_p90: [200, 520] },
      cart: { requests, latency_p90: [90, 410] },
      search: { requests, latency_p90: [50, 50] },
      store: { requests, latency_p90: [20, 340] },
    } as const
    const target = { node: 'shop', metric: 'latency', statistic: 'p50', timestamp: 18_300 }
    expect(ranked(nodes, { target })[0]).toBe('store')
  })

  it('of the slowest tenth is explained by what is called in one request of ten', () => {
    const nodes = {
      shop: { requests, latency_p90: [200, 900] },
      cart: { requests: [120, 120], latency_p90: [90, 790] },
      search: { requests, latency_p90: [50, 50] },
      store: { requests: [120, 120], latency_p90: [20, 720] },
    } as const
    expect(ranked(nodes)[0]).toBe('store')
  })

  it('that nobody gave is made of quantiles on both sides of the middle', () => {
    const nodes = {
      shop: { requests, latency_average: [100, 300] },
      cart: { requests, latency_average: [50, 250] },
      search: { requests, latency_average: [20, 20] },
      store: { requests, latency_p50: [10, 10], latency_p90: [15, 900], latency_p99: [20, 1000] },
    } as const
    expect(ranked(nodes)[0]).toBe('store')
  })
})

describe('who is measured how', () => {
  const slow = {
    shop: { requests, latency_average: [100, 300] },
    cart: { requests, latency_average: [50, 250] },
    search: { requests, latency_average: [20, 20] },
    store: { requests, latency_average: [10, 210] },
  } as const

  it('does not matter where services call each other in a ring', () => {
    const edges = [
      ['shop', 'cart'],
      ['cart', 'shop'],
      ['cart', 'store'],
      ['store', 'cart'],
    ]
    expect(ranked(slow, { edges })[0]).toBe('store')
  })

  it('is understood where series say more of a name than the topology', () => {
    const { shop, cart, search, store } = slow
    const named = { 'Shop.default': shop, cart_ECS: cart, search, 'aws:store': store }
    expect(ranked(named)[0]).toBe('store')
  })

  it('is asked of the one node that a target calls which nobody measures', () => {
    const edges = [
      ['visitors', 'shop'],
      ['shop', 'cart'],
      ['cart', 'store'],
    ]
    const target = { node: 'visitors', metric: 'latency', statistic: 'Average', timestamp: 18_300 }
    expect(ranked(slow, { edges, target })[0]).toBe('store')
  })

  it('may explain several times its own excess where nobody counts how often it is asked', () => {
    const nodes = {
      shop: { latency: [100, 1100] },
      cart: { latency: [50, 1050] },
      search: { latency: [20, 20] },
      store: { latency: [10, 260] },
    } as const
    expect(ranked(nodes)[0]).toBe('store')
  })

  it('counts with requests and not with the average of ones, and by what it answers', () => {
    const nodes = Object.fromEntries(
      Object.entries(slow).map(([node, { latency_average }]) => [
        node,
        {
          requests_Average: [1, 1],
          requests_Sum: requests,
          client_latency_average: [5, 5],
          server_latency_average: latency_average,
          latency_Minimum: [1, 1],
        },
      ]),
    ) as unknown as typeof slow
    expect(ranked(nodes)[0]).toBe('store')
  })
})

describe('where nobody measures the symptom', () => {
  const nodes = {
    cart: { cpu: [2, 99] },
    search: { cpu: [0.1, 0.3], memory: [2e8, 2.2e8] },
    store: { memory: [3e8, 3e8] },
  } as const

  it('the one that uses so much more than ever is suspected, not one that doubles next to nothing', () => {
    expect(ranked(nodes)[0]).toBe('cart')
    expect(ranked(nodes, { edges: [] })[0]).toBe('cart')
  })

  it('nobody is when all use as much as ever', () => {
    expect(ranked({ ...nodes, cart: { cpu: [2, 2] }, search: { cpu: [0.1, 0.1] } })).toEqual([])
  })
})

describe('failures', () => {
  it('that only the target measures are of the one that no longer asks what it calls', () => {
    const nodes = {
      shop: { requests, availability: [100, 70] },
      cart: { requests: [300, 300] },
      search: { requests },
      store: { requests: [300, 2] },
    } as const
    const target = { node: 'shop', metric: 'availability', timestamp: 18_300 }
    expect(ranked(nodes, { target })[0]).toBe('cart')
  })

  it('of nearly all requests are percentages as before, also where none is above one', () => {
    const nodes = {
      shop: { requests, availability: [99.9, 40] },
      cart: { requests: [600, 600], availability: [99.9, 1] },
      search: { requests, availability: [99.9, 99.9] },
    } as const
    const target = { node: 'shop', metric: 'availability', timestamp: 18_300 }
    expect(ranked(nodes, { target })[0]).toBe('cart')
  })
})

it('an older trouble among what is normal hides no new one', () => {
  const nodes = {
    shop: { requests, latency: [100, 300] },
    cart: { requests, latency: [50, 250] },
    search: { requests, latency: [20, 20] },
    store: { requests, latency: [10, 210] },
  } as const
  expect(ranked(nodes, {}, wrongOnce)[0]).toBe('store')
})

it('several that are slow at once are slow by what lies between them and the one that all of them call', () => {
  const edges = [
    ['shop', 'cart'],
    ['shop', 'search'],
    ['cart', 'store'],
    ['search', 'store'],
    ['cart', 'mail'],
  ]
  const nodes = {
    shop: { requests, latency: [100, 300] },
    cart: { requests: [500, 500], latency: [50, 250] },
    search: { requests: [500, 500], latency: [20, 220] },
    store: { requests, latency: [10, 10] },
    mail: { requests, latency: [10, 10] },
  } as const
  expect(ranked(nodes, { edges }).slice(0, 3).toSorted()).toEqual(['cart', 'search', 'store'])
  // One slow node needs no such reason.
  expect(ranked({ ...nodes, search: { requests: [500, 500], latency: [20, 20] } }, { edges })).not.toContain(
    'store',
  )
})

it('what fails in samples of which the target was not measured is found in what it calls', () => {
  const nodes = {
    shop: { requests, latency: [100, 100] },
    cart: { requests: [500, 500], latency: [50, 50], availability: [100, 30] },
    search: { requests, latency: [20, 20] },
  } as const
  const target = { node: 'shop', metric: 'availability', timestamp: 18_300 }
  expect(ranked(nodes, { target })[0]).toBe('cart')
})

it('other visitors who ask for more make nobody slow but the one that is too small for them', () => {
  const nodes = {
    shop: { requests: [1000, 3000], latency_average: [100, 320] },
    cart: { requests: [300, 2300], latency_average: [150, 300] },
    search: { requests, latency_average: [20, 20] },
  } as const
  expect(ranked(nodes)[0]).toBe('cart')
})

describe('what nobody measures alike', () => {
  const nodes = {
    shop: { requests, latency: [100, 400] },
    cart: { requests, latency: [90, 390] },
    search: { requests, latency: [50, 50] },
    store: { requests, latency: [20, 320] },
  } as const

  it('is compared with its own usual where a node takes more time than all its callers', () => {
    // The cart in microseconds and the store in seconds, which seems to have next to nothing of the cart's time.
    const mixed = {
      ...nodes,
      cart: { requests, latency: [9e4, 3.9e5] },
      store: { requests, latency: [0.02, 0.32] },
    } as const
    expect(ranked(mixed)[0]).toBe('store')
  })

  it('finds the slow one without a topology, in seconds as in milliseconds', () => {
    const inSeconds = Object.fromEntries(
      Object.entries(nodes).map(([node, { latency }]) => [
        node,
        { requests, latency: [latency[0] / 1e6, latency[1] / 1e6] as const },
      ]),
    )
    expect(ranked(inSeconds, { edges: [] })).toEqual(ranked(nodes, { edges: [] }))
    expect(ranked(inSeconds, { edges: [] })[0]).toBe('store')
  })

  it('believes an alarm of a node that has no series, with and without a topology', () => {
    const target = { node: 'front', metric: 'latency', statistic: 'Average', timestamp: 18_300 }
    const edges = [
      ['front', 'shop'],
      ['front', 'search'],
      ['shop', 'cart'],
      ['cart', 'store'],
    ]
    expect(ranked(nodes, { target, edges })[0]).toBe('store')
    expect(ranked(nodes, { target, edges: [] })[0]).toBe('store')
  })
})

describe('a change', () => {
  const nodes = { '1': { requests, latency: [100, 400] }, '12': { requests, latency: [50, 50] } } as const
  const found = (node: string): readonly unknown[] => {
    const times = Array.from({ length: 63 }, (_, at) => at * 300)
    const columns = (from: number, to: number, which: 0 | 1): unknown =>
      Object.fromEntries(
        Object.entries(nodes).map(([name, metrics]) => [
          name,
          Object.fromEntries(
            Object.entries(metrics).map(([metric, values]) => [
              metric,
              times.slice(from, to).map((_, at) => values[which] * (1 + 0.01 * Math.sin(at * 7))),
            ]),
          ),
        ]),
      )
    const incident = {
      edges: [],
      normal: { timestamps: times.slice(0, 60), series: columns(0, 60, 0) },
      abnormal: { timestamps: times.slice(60), series: columns(60, 63, 1) },
      target: { node: '1', metric: 'latency', timestamp: times[61] },
      changes: [{ id: 'c', timestamp: 59 * 300, node }],
    }
    const [answer] = cause.answers(JSON.stringify(incident))
    const printed = answer?.json as unknown as { readonly changes: readonly unknown[] } | undefined
    return printed?.changes ?? ['no answer']
  }

  it('of a node whose name begins as that of a suspect is of another node', () => {
    expect(found('1')).toHaveLength(1)
    expect(found('12')).toHaveLength(0)
  })
})

it('takes numbers that nothing is measured in for missing ones, and says no Infinity', () => {
  const nodes = {
    shop: { requests, latency: [1e99, 4e99] },
    cart: { requests, latency: [9e98, 3.9e99] },
    search: { requests, latency: [5e98, 5e98] },
    store: { requests, latency: [2e98, 3.2e99] },
  } as const
  expect(ranked(nodes, {}, oftenMissing)[0]).toBe('store')
  expect(told(nodes, oftenMissing)).not.toMatch(/Infinity|NaN/u)
})

it('says that the way to what it calls may be slow where nobody measures calls', () => {
  const nodes = {
    shop: { requests, latency: [100, 400] },
    cart: { requests, latency: [90, 390] },
    search: { requests, latency: [50, 50] },
    store: { requests, latency: [20, 20] },
  } as const
  expect(told(nodes)).toContain('Or it waits on the way to what it calls (store): nobody measures its calls.')
})

it('tells a change of several nodes once, with what speaks for it through each', () => {
  const nodes = {
    shop: { requests, latency: [100, 400] },
    cart: { requests, latency: [90, 390] },
    search: { requests, latency: [50, 50] },
    store: { requests, latency: [20, 320] },
  } as const
  const changes = [
    { id: 'shared', timestamp: 17_000, nodes: ['cart', 'store', 'search'] },
    { id: 'near', timestamp: 17_400, node: 'search' },
  ]
  const found = answered(nodes, { changes }).changes
  expect(found.map(({ id }) => id)).toEqual(['shared'])
  expect(found[0]?.why).toContain('store')
})

function spreadsOfTwenty(count: number): number {
  const usual = Float64Array.from({ length: count }, (_, at) => 100 + (at % 5))
  return (
    shiftOf(usual, Float64Array.of(120), { before: [...usual.keys()], during: [0] }, 0.03)?.z ?? Number.NaN
  )
}

it('believes in a spread of few samples less than in one of many', () => {
  expect(spreadsOfTwenty(10)).toBeLessThan(0.9 * spreadsOfTwenty(300))
})

function calm(_: number, usual: number): number {
  return usual
}

/** How many hundredths of the symptom are said to be its. */
function partOf(one: Suspected | undefined): number {
  return Number(/That is ([\d.]+) %/u.exec(one?.why ?? '')?.[1] ?? Number.NaN)
}

describe('who has a small part of what is counted', () => {
  it('is not the cause, by however much it grew', () => {
    const beside = {
      shop: { requests, latency_average: [1200, 1406] },
      cart: { requests, latency_average: [1000, 1200] },
      search: { requests, latency_average: [2, 8] },
      store: { requests, latency_average: [5, 5] },
    } as const
    const [first, second] = rankingOf(beside, {}, calm)
    expect(first?.node).toBe('cart')
    expect(partOf(second)).toBeLessThan(5)
    const ofItself = { ...beside, cart: { requests, latency_average: [1000, 1000] } } as const
    expect(ranked(ofItself)[0]).toBe('shop')
  })

  it('is it where its times are in seconds beside milliseconds', () => {
    const mixed = {
      shop: { requests, latency_average: [100, 300] },
      cart: { requests, latency_average: [50, 250] },
      search: { requests, latency_average: [20, 20] },
      store: { requests, latency_average: [0.01, 0.21] },
    } as const
    expect(ranked(mixed)[0]).toBe('store')
  })

  it('is told with its part of the sums, also where its own usual speaks for it', () => {
    const some = {
      shop: { requests, latency_average: [1200, 1430] },
      cart: { requests, latency_average: [1000, 1200] },
      search: { requests, latency_average: [10, 40] },
      store: { requests, latency_average: [5, 5] },
    } as const
    const search = rankingOf(some, {}, calm).find(({ node }) => node === 'search')
    expect(partOf(search)).toBeGreaterThan(10)
    expect(partOf(search)).toBeLessThan(20)
  })
})
