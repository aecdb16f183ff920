import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causeOf } from './cause.ts'
import type { Change, Question, Window } from './question.ts'

type Metrics = Readonly<Record<string, readonly [normal: number, abnormal: number]>>

/** Sixty samples that are normal and six that aren't, five minutes apart, with a little wobble. */
function question(nodes: Readonly<Record<string, Metrics>>, more: Partial<Question> = {}): Question {
  return {
    edges: [
      ['shop', 'cart'],
      ['shop', 'search'],
      ['cart', 'store'],
      ['search', 'store'],
    ],
    nodes: [],
    normal: windowOf(nodes, 0, 60, 0),
    abnormal: windowOf(nodes, 60, 6, 1),
    target: { node: 'shop', metric: 'latency', statistic: 'average', time: 60 * 300 },
    changes: [],
    ...more,
  }
}

function windowOf(
  nodes: Readonly<Record<string, Metrics>>,
  from: number,
  count: number,
  which: 0 | 1,
): Window {
  const at = Array.from({ length: count }, (_, index) => from + index)
  const series = Object.entries(nodes).map(([node, metrics]) => {
    const columns = Object.entries(metrics).map(
      ([metric, values]) =>
        [metric, Float64Array.from(at, (one) => values[which] * (1 + 0.01 * Math.sin(one * 7)))] as const,
    )
    return [node, new Map(columns)] as const
  })
  return { times: at.map((one) => one * 300), series: new Map(series) }
}

const calm: Readonly<Record<string, Metrics>> = {
  shop: { requests: [1000, 1000], latency_average: [100, 100], availability: [99.9, 99.9] },
  cart: { requests: [500, 500], latency_average: [40, 40], availability: [99.9, 99.9] },
  search: { requests: [1000, 1000], latency_average: [50, 50], availability: [99.9, 99.9] },
  store: { requests: [1500, 1500], latency_average: [10, 10], availability: [99.9, 99.9] },
}

/** One sample in seven has failures, as always. */
function unlucky(from: number, count: number): Window {
  const availability = Float64Array.from({ length: count }, (_, at) => ((from + at) % 7 === 3 ? 0.98 : 1))
  const shop = new Map([
    ['requests', new Float64Array(count).fill(110)],
    ['availability', availability],
  ])
  return {
    times: Array.from({ length: count }, (_, at) => (from + at) * 300),
    series: new Map([['shop', shop]]),
  }
}

/** The shop is slow from the 62nd sample, and what it searches from the 66th. */
function slowFrom(from: number, count: number): Window {
  const times = Array.from({ length: count }, (_, at) => (from + at) * 300)
  const metrics = (usual: number, start: number): Map<string, Float64Array> =>
    new Map([
      ['requests', new Float64Array(count).fill(1000)],
      [
        'latency_average',
        Float64Array.from(times, (_, at) => (from + at < start ? usual : 3 * usual) + Math.sin(at * 7)),
      ],
    ])
  return {
    times,
    series: new Map([
      ['shop', metrics(100, 62)],
      ['search', metrics(50, 66)],
    ]),
  }
}

describe('the node', () => {
  it('is the one in which requests are stuck, though it ends few of them', () => {
    const { ranking } = causeOf(
      question({
        ...calm,
        shop: { requests: [1000, 700], latency_average: [100, 1900] },
        search: { requests: [1000, 80], latency_average: [50, 2700] },
      }),
    )
    expect(ranking.map(({ node }) => node)).toEqual(['search'])
  })

  it('is the one that all its callers see slow, though it knows nothing of it', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 160] },
      cart: { requests: [500, 500], latency_average: [40, 100] },
      search: { requests: [1000, 1000], latency_average: [50, 110] },
      bank: { requests: [500, 500], latency_average: [5, 5] },
      index: { requests: [500, 500], latency_average: [5, 5] },
    } as const
    const { ranking } = causeOf(
      withCalls(nodes, {
        cart: { store: timed(11, 71), bank: timed(6, 6) },
        search: { store: timed(11, 71), index: timed(6, 6) },
      }),
    )
    expect(ranking[0]?.node).toBe('store')
  })

  it('is the caller where it sees everything slow that it calls', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 220] },
    } as const
    const { ranking } = causeOf(withCalls(nodes, { shop: { cart: timed(41, 101), search: timed(51, 111) } }))
    expect(ranking[0]?.node).toBe('shop')
  })

  it('is the one that asks another ten times as often, and not the one that is asked', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 300] },
      search: { requests: [1000, 1000], latency_average: [50, 250] },
      store: { requests: [1500, 10_500], latency_average: [10, 30] },
    } as const
    const { ranking } = causeOf(
      withCalls(nodes, {
        cart: { store: { requests: [500, 500], latency_average: [11, 31] } },
        search: { store: { requests: [1000, 10_000], latency_average: [11, 31] } },
      }),
    )
    expect(ranking[0]).toMatchObject({
      node: 'search',
      why: expect.stringContaining('It asks store 10000 times instead of 1000'),
    })
  })

  it('is rather the one that burns more processor than its requests explain', () => {
    expect(firstWith([10, 10])).toBe('search')
    expect(firstWith([10, 40])).toBe('cart')
  })

  it('that fails as fast as ever has not given up on a slow callee', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 100], availability: [99.9, 60] },
      search: { requests: [1000, 1000], latency_average: [50, 50], availability: [99.9, 59] },
      store: { requests: [1500, 1500], latency_average: [10, 60], availability: [99.9, 99.9] },
    } as const
    const target = { node: 'shop', metric: 'availability', statistic: '', time: 60 * 300 }
    expect(causeOf(question(nodes, { target })).ranking[0]?.node).toBe('search')
  })

  it('is found where a sample holds a handful of requests', () => {
    const found = Array.from({ length: 40 }, (_, seed) => causeOf(fewRequests(seed + 1)).ranking[0]?.node)
    expect(found.filter((node) => node === 'search').length).toBeGreaterThan(35)
  })

  it('is the one whose callees do not explain its slowness', () => {
    const { ranking } = causeOf(
      question({
        ...calm,
        shop: { requests: [1000, 1000], latency_average: [100, 180] },
        search: { requests: [1000, 1000], latency_average: [50, 130] },
      }),
    )
    expect(ranking[0]?.node).toBe('search')
    expect(ranking[0]?.why).toMatch(/Its 1000 requests take 13\d each \(normally 50\): 8\d+ more in all/u)
  })

  it('is what a slow caller waits for, however small its own series look', () => {
    const { ranking } = causeOf(
      question({
        ...calm,
        shop: { requests: [1000, 1000], latency_average: [100, 130] },
        cart: { requests: [500, 500], latency_average: [40, 70] },
        search: { requests: [1000, 1000], latency_average: [50, 80] },
        store: { requests: [1500, 1500], latency_average: [10, 40] },
      }),
    )
    expect(ranking[0]?.node).toBe('store')
  })

  it('is the slow one when its callers fail because they give up', () => {
    const { ranking } = causeOf(
      question(
        {
          ...calm,
          shop: { requests: [1000, 1000], latency_average: [100, 300], availability: [99.9, 80] },
          cart: { requests: [500, 500], latency_average: [40, 240], availability: [99.9, 60] },
          store: { requests: [1500, 1500], latency_average: [10, 200], availability: [99.9, 99.9] },
        },
        { target: { node: 'shop', metric: 'availability', statistic: '', time: 18_000 } },
      ),
    )
    expect(ranking[0]?.node).toBe('store')
    expect(ranking[0]?.why).toContain('callers give up')
  })

  it('is the one that takes seconds more, not one that takes a few times its moment', () => {
    const { ranking } = causeOf(
      question(
        {
          ...calm,
          shop: { requests: [1000, 1000], latency_average: [100, 900], availability: [99.9, 70] },
          cart: { requests: [500, 500], latency_average: [2, 12], availability: [99.9, 99.9] },
          search: { requests: [1000, 1000], latency_average: [50, 5000], availability: [99.9, 99.9] },
        },
        { target: { node: 'shop', metric: 'availability', statistic: 'average', time: 60 * 300 } },
      ),
    )
    expect(ranking[0]?.node).toBe('search')
    expect(ranking.find(({ node }) => node === 'cart')?.score ?? 0).toBeLessThan(0.1)
  })

  it('may be one of which nobody measures how often it fails', () => {
    const { ranking } = causeOf(
      question(
        {
          ...calm,
          shop: { requests: [1000, 1000], latency_average: [100, 100], availability: [99.9, 60] },
          cart: { requests: [500, 500], latency_average: [40, 2] },
        },
        { target: { node: 'shop', metric: 'availability', statistic: 'average', time: 60 * 300 } },
      ),
    )
    const cart = ranking.find(({ node }) => node === 'cart')
    expect(cart?.score).toBeGreaterThan(0.5)
    expect(cart?.why).toContain('Nobody measures how often it fails')
  })

  it('is nobody where the samples of the symptom are only the unlucky ones', () => {
    const { ranking } = causeOf({
      ...question(calm),
      normal: unlucky(0, 60),
      abnormal: unlucky(60, 12),
      target: { node: 'shop', metric: 'availability', statistic: 'average', time: 66 * 300 },
    })
    expect(ranking).toEqual([])
  })

  it('is found although the alarm is late and a third of what is normal holds the fault', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 180] },
      search: { requests: [1000, 1000], latency_average: [50, 130] },
    } as const
    const late = question(nodes)
    const normal = new Map(
      [...late.normal.series].map(([node, metrics]) => [
        node,
        new Map(
          [...metrics].map(([metric, values]) => [
            metric,
            values.map((one, at) =>
              at < 40 ? one : (late.abnormal.series.get(node)?.get(metric)?.[0] ?? one),
            ),
          ]),
        ),
      ]),
    )
    const { ranking } = causeOf({ ...late, normal: { times: late.normal.times, series: normal } })
    expect(ranking[0]?.node).toBe('search')
  })

  it('is found by its slowness where a failing target is measured by its latency only', () => {
    const latencyOnly = Object.fromEntries(
      Object.entries(calm).map(([node, { requests = [1, 1], latency_average = [1, 1] }]) => [
        node,
        { requests, latency_average },
      ]),
    )
    const { ranking } = causeOf(
      question(
        {
          ...latencyOnly,
          shop: { requests: [1000, 1000], latency_average: [100, 180] },
          search: { requests: [1000, 1000], latency_average: [50, 130] },
        },
        { target: { node: 'shop', metric: 'availability', statistic: '', time: 18_000 } },
      ),
    )
    expect(ranking[0]?.node).toBe('search')
  })

  it('is nobody where the target is hardly slower, though a callee is clearly', () => {
    expect(causeOf(question(slower(8))).ranking).toEqual([])
    expect(causeOf(question(slower(30))).ranking[0]?.node).toBe('search')
  })

  it('burns more than usual also while the symptom does not show', () => {
    const nodes = {
      ...calm,
      shop: { requests: [1000, 1000], latency_average: [100, 200] },
      cart: { requests: [500, 500], latency_average: [40, 110], cpu: [10, 40] },
      search: { requests: [1000, 1000], latency_average: [50, 100], cpu: [10, 10] },
    } as const
    const asked = question(nodes)
    // In the sample that is the worst the processor of the cart happens to be as always.
    const cart = new Map(asked.abnormal.series.get('cart')).set(
      'cpu',
      Float64Array.of(40, 40, 10, 40, 40, 40),
    )
    const shop = new Map(asked.abnormal.series.get('shop')).set(
      'latency_average',
      Float64Array.of(110, 110, 300, 110, 110, 110),
    )
    const series = new Map(asked.abnormal.series).set('cart', cart).set('shop', shop)
    const { ranking } = causeOf({
      ...asked,
      abnormal: { ...asked.abnormal, series },
      target: { ...asked.target, time: 62 * 300 },
    })
    expect(ranking[0]?.node).toBe('cart')
  })

  it('is nobody when everything is as always', () => {
    expect(causeOf(question(calm))).toMatchObject({ ranking: [], changes: [] })
    expect(causeOf(question(calm)).said[0]).toContain('no cause was found')
  })

  it('is the one that grew most when nobody says who calls whom', () => {
    const { ranking } = causeOf(
      question(
        {
          ...calm,
          shop: { requests: [1000, 1000], latency_average: [100, 180] },
          search: { requests: [1000, 1000], latency_average: [50, 130] },
        },
        { edges: [] },
      ),
    )
    expect(ranking[0]?.node).toBe('search')
    expect(ranking[0]?.why).toContain('without knowing who calls whom')
  })

  it('may be one that nobody measures, said as such', () => {
    const { ranking } = causeOf(
      question({
        ...withoutStore,
        shop: { requests: [1000, 1000], latency_average: [100, 130] },
        cart: { requests: [500, 500], latency_average: [40, 100] },
        store: { cpu: [20, 99] },
      }),
    )
    expect(ranking[0]?.node).toBe('store')
    expect(ranking[0]?.why).toMatch(/Nobody measures its latency.*Its cpu is 9\d/u)
  })
})

const withoutStore = Object.fromEntries(Object.entries(calm).filter(([node]) => node !== 'store'))
const slowCart = {
  ...withoutStore,
  shop: { requests: [1000, 1000], latency_average: [100, 130], availability: [99.9, 99.9] },
  cart: { requests: [500, 500], latency_average: [40, 100], availability: [99.9, 99.9] },
} as const

describe('what nobody measures', () => {
  it('is likelier than who calls it when it was changed just before, unless that one was, too', () => {
    expect(firstOf([])).toMatchObject({ node: 'cart' })
    expect(firstOf([change('it', 10, 'store')])).toMatchObject({
      node: 'store',
      why: expect.stringContaining('It was changed just before.'),
    })
    expect(firstOf([change('it', 10, 'store'), change('other', 10, 'cart')])).toMatchObject({ node: 'cart' })
    expect(firstOf([change('long ago', 5000, 'store')])).toMatchObject({ node: 'cart' })
  })

  it('may have slowed a node that others gave up on', () => {
    const nodes = {
      ...slowCart,
      shop: { requests: [1000, 1000], latency_average: [100, 900], availability: [99.9, 70] },
      cart: { requests: [500, 500], latency_average: [40, 3000], availability: [99.9, 99.9] },
      store: { requests: [1500, 1500], availability: [99.9, 99.9] },
    } as const
    const target = { node: 'shop', metric: 'availability', statistic: '', time: 60 * 300 }
    const { ranking } = causeOf(question(nodes, { target }))
    expect(ranking[0]).toMatchObject({ node: 'cart', why: expect.stringContaining('callers give up') })
    expect(ranking.find(({ node }) => node === 'store')?.why).toContain('Nobody measures its latency')
  })
})

describe('the change', () => {
  const slowSearch = {
    ...calm,
    shop: { requests: [1000, 1000], latency_average: [100, 180] },
    search: { requests: [1000, 1000], latency_average: [50, 130] },
  } as const

  it('is the latest of the suspect before the symptom, not one after it or of another', () => {
    const changes = [
      change('after', -30, 'search'),
      change('other', 1, 'cart'),
      change('old', 900, 'search'),
      change('it', 20, 'search'),
    ]
    const answer = causeOf(question(slowSearch, { changes }))
    expect(answer.changes.map(({ id }) => id).slice(0, 2)).toEqual(['it', 'old'])
    expect(answer.changes.map(({ id }) => id)).not.toContain('after')
    expect(answer.changes[0]?.why).toBe(
      'It was made 20 min before the symptom shows first. It is of search, which is suspected with 1.00.',
    )
  })

  it('is of what began with it, though the symptom was there a little before', () => {
    const { changes } = causeOf({
      ...question(calm),
      normal: slowFrom(0, 60),
      abnormal: slowFrom(60, 12),
      target: { node: 'shop', metric: 'latency', statistic: 'average', time: 70 * 300 },
      changes: [{ id: 'of search', time: 65.5 * 300, node: 'search', said: '' }],
    })
    expect(changes.map(({ id }) => id)).toEqual(['of search'])
  })

  it('is none when none is of a suspect', () => {
    const answer = causeOf(
      question(slowSearch, { changes: [change('other', 5, 'store'), change('late', -60, 'search')] }),
    )
    expect(answer.changes).toEqual([])
    expect(answer.said).toEqual(['None of the 2 changes explains this.'])
  })

  it('is known by another spelling of its node, and by its words when it names none', () => {
    const spelled = causeOf(
      question(slowSearch, { changes: [change('a', 5, 'Search'), change('b', 5, 'cart')] }),
    )
    expect(spelled.changes[0]?.id).toBe('a')
    const worded = causeOf(
      question(slowSearch, {
        changes: [change('a', 5, undefined, 'search: timeout 5s'), change('b', 5, undefined, 'readme')],
      }),
    )
    expect(worded.changes.map(({ id }) => id)).toEqual(['a'])
  })

  it('weighs less when it is about words that no program reads', () => {
    const changes = [
      change('docs', 10, 'search', 'README: spelling'),
      change('code', 12, 'search', 'deploy v2'),
    ]
    expect(causeOf(question(slowSearch, { changes })).changes[0]?.id).toBe('code')
  })
})

describe('properties', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(0, 1, 100, Number.NaN))
  const series = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.dictionary(
      fc.constantFrom('requests', 'latency_average', 'availability', 'errors', 'cpu'),
      fc.array(value, { maxLength: 8 }),
    ),
  )
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const questions = fc.record({
    edges: fc.array(fc.tuple(name, name), { maxLength: 8 }),
    nodes: fc.array(name, { maxLength: 3 }),
    normal: fc.tuple(fc.array(value, { maxLength: 8 }), series),
    abnormal: fc.tuple(fc.array(value, { maxLength: 8 }), series),
    target: fc.record({
      node: name,
      metric: fc.constantFrom('latency', 'availability', 'errors', 'cpu', 'requests'),
      statistic: fc.constantFrom('', 'p90'),
      time: value,
    }),
    changes: fc.array(
      fc.record({
        id: fc.string(),
        time: value,
        node: fc.option(name, { nil: undefined }),
        said: fc.string(),
      }),
      { maxLength: 5 },
    ),
  })
  it('any series give scores in order, from 0 to 1, at most one in all, and each says why', () => {
    fc.assert(
      fc.property(questions, (one) => {
        const calls = new Map([
          ['a', asWindow(one.normal).series],
          ['b', asWindow(one.abnormal).series],
        ])
        const { ranking, changes } = causeOf({
          ...one,
          normal: { ...asWindow(one.normal), calls },
          abnormal: { ...asWindow(one.abnormal), calls },
        })
        return [ranking, changes].every(
          (list) =>
            list.every(({ score, why }) => score >= 0 && score <= 1 && why !== '') &&
            list.every(({ score }, at) => at === 0 || score <= (list[at - 1]?.score ?? 0)) &&
            list.reduce((sum, { score }) => sum + score, 0) < 1.000001,
        )
      }),
    )
  })

  it('no change is named where there is more to do from the entry on, unless one speaks for itself', () => {
    const busy = {
      shop: { requests: [1000, 3000], latency_average: [100, 400] },
      cart: { requests: [500, 1500], latency_average: [40, 40] },
      search: { requests: [1000, 3000], latency_average: [50, 350] },
      store: { requests: [1500, 4500], latency_average: [10, 10] },
    } as const
    const asked = (values: Change['values']): readonly string[] =>
      causeOf(
        question(busy, { changes: [{ ...change('c', 60, 'search'), values: values ?? [] }] }),
      ).changes.map(({ id }) => id)
    expect(asked([{ path: 'env.WORKERS', before: '60', after: '64' }])).toEqual([])
    expect(asked([{ path: 'env.WORKERS', before: '64', after: '4' }])).toEqual(['c'])
  })

  it('no change is named that is of no suspect or came after everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 500 }), (minutes) => {
        const nodes = { ...calm, shop: { requests: [1000, 1000], latency_average: [100, 180] } } as const
        const changes = [{ id: 'later', time: 18_000 + minutes * 60, node: 'shop', said: '' }]
        return causeOf(question(nodes, { changes })).changes.length === 0
      }),
    )
  })
})

/** Which of two callees that are slow by themselves comes first, by what the cart burns. */
function firstWith(cpu: readonly [normal: number, abnormal: number]): string | undefined {
  const nodes = {
    ...calm,
    shop: { requests: [1000, 1000], latency_average: [100, 200] },
    cart: { requests: [500, 500], latency_average: [40, 90], cpu },
    search: { requests: [1000, 1000], latency_average: [50, 100], cpu: [10, 10] },
  } as const
  return causeOf(question(nodes)).ranking[0]?.node
}

function timed(before: number, during: number): Metrics {
  return { requests: [500, 500], latency_average: [before, during] }
}

/** A question in which callers measure whom they call, too. */
function withCalls(
  nodes: Readonly<Record<string, Metrics>>,
  calls: Readonly<Record<string, Readonly<Record<string, Metrics>>>>,
): Question {
  const window = (from: number, count: number, which: 0 | 1): Window => ({
    ...windowOf(nodes, from, count, which),
    calls: new Map(
      Object.entries(calls).map(([caller, callees]) => [
        caller,
        windowOf(callees, from, count, which).series,
      ]),
    ),
  })
  const edges = Object.entries(calls).flatMap(([caller, callees]) =>
    Object.keys(callees).map((callee) => [caller, callee] as const),
  )
  const base = question(nodes)
  return {
    ...base,
    edges: [...base.edges, ...edges],
    normal: window(0, 60, 0),
    abnormal: window(60, 6, 1),
  }
}

/** Shop has eight requests a sample and asks search for each; of those of search a fourth begin to fail. */
function fewRequests(seed: number): Question {
  let state = seed * 7919
  const chance = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  const columns = { requests: [] as number[], shop: [] as number[], search: [] as number[] }
  for (let at = 0; at < 72; at++) {
    const requests = 5 + Math.floor(7 * chance())
    const failing = Array.from({ length: requests }, () => at >= 60 && chance() < 0.25)
    columns.requests.push(requests)
    columns.search.push(failing.filter(Boolean).length)
    // Shop ends what it asked for a little later, partly in the next sample.
    const late = columns.search[at - 1] ?? 0
    columns.shop.push(Math.round((late + (columns.search[at] ?? 0)) / 2))
  }
  const window = (from: number, to: number): Window => ({
    times: Array.from({ length: to - from }, (_, at) => 15 * (from + at)),
    series: new Map(
      (['shop', 'search'] as const).map((node) => [
        node,
        new Map([
          ['requests', Float64Array.from(columns.requests.slice(from, to))],
          ['errors', Float64Array.from(columns[node].slice(from, to))],
        ]),
      ]),
    ),
  })
  return {
    edges: [['shop', 'search']],
    nodes: [],
    normal: window(0, 60),
    abnormal: window(60, 72),
    target: { node: 'shop', metric: 'errors', statistic: '', time: 62 * 15 },
    changes: [],
  }
}

/** Shop and what it searches take so much longer. */
function slower(more: number): Readonly<Record<string, Metrics>> {
  return {
    ...calm,
    shop: { requests: [1000, 1000], latency_average: [100, 100 + more] },
    search: { requests: [1000, 1000], latency_average: [5, 5 + more] },
  }
}

/** The first suspect where the cart is slow, which calls a store that nobody measures. */
function firstOf(changes: readonly Change[]): unknown {
  return causeOf(question(slowCart, { changes })).ranking[0]
}

function change(id: string, minutesBefore: number, node: string | undefined, said = ''): Change {
  return { id, time: 18_000 - 60 * minutesBefore, node, said }
}

type AnySeries = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

function asWindow([times, all]: readonly [readonly number[], AnySeries]): Window {
  const series = Object.entries(all).map(([node, metrics]) => {
    const columns = Object.entries(metrics).map(
      ([metric, values]) => [metric, Float64Array.from(values)] as const,
    )
    return [node, new Map(columns)] as const
  })
  return { times, series: new Map(series) }
}

describe('a reason', () => {
  it('tells memory in the unit that it is in, and as a number where nobody says', () => {
    const nodes = {
      ...calm,
      shop: { ...calm['shop'], latency_average: [100, 280] },
      cart: { ...calm['cart'], latency_average: [40, 400], memory: [2 ** 27, 2 ** 26] },
    } as const
    const why = (units?: Question['units']): string =>
      causeOf(question(nodes, units === undefined ? {} : { units })).ranking.find(
        ({ node }) => node === 'cart',
      )?.why ?? ''
    expect(why({ latency: 'ms', memory: 'bytes' })).toMatch(
      /Its memory is 6\d\.?\d? MiB instead of 12\d MiB/u,
    )
    expect(why()).toMatch(/Its memory is 6\.\d*e\+7 instead of/u)
  })
})
