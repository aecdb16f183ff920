import { describe, expect, it } from 'vitest'
import { causeOf } from './cause.ts'
import { withoutHiccups } from './hiccup.ts'
import type { Question, Window } from './question.ts'

type Metrics = Readonly<Record<string, (at: number) => number>>

const nodes = ['shop', 'cart', 'search', 'store']
const edges: Question['edges'] = [
  ['shop', 'cart'],
  ['shop', 'search'],
  ['cart', 'store'],
  ['search', 'store'],
]
/** Samples that are normal, and all. */
const usual = 60
const all = 72

/** A value that wobbles a little, and is another one where `when` says so. */
function value(before: number, during = before, when = (at: number) => at >= usual): (at: number) => number {
  return (at) => (when(at) ? during : before) * (1 + 0.01 * Math.sin(at * 7))
}

function calm(time: number): Metrics {
  return {
    requests: value(1000),
    errors: () => 0,
    latency_average: value(time),
    cpu: value(5),
    eventloop_lag: value(10),
  }
}

const quiet: Readonly<Record<string, Metrics>> = {
  shop: calm(100),
  cart: calm(40),
  search: calm(50),
  store: calm(10),
}

function question(
  changed: Readonly<Record<string, Metrics>>,
  more: Partial<Question> = {},
  calls: Readonly<Record<string, Readonly<Record<string, Metrics>>>> = {},
): Question {
  const window = (from: number, to: number): Window => {
    const at = Array.from({ length: to - from }, (_, index) => from + index)
    const series = (some: Readonly<Record<string, Metrics>>): Window['series'] =>
      new Map(
        Object.entries(some).map(([node, metrics]) => [
          node,
          new Map(Object.entries(metrics).map(([name, one]) => [name, Float64Array.from(at, one)])),
        ]),
      )
    const merged = Object.fromEntries(nodes.map((node) => [node, { ...quiet[node], ...changed[node] }]))
    return {
      times: at.map((one) => one * 60),
      series: series(merged),
      calls: new Map(Object.entries(calls).map(([caller, callees]) => [caller, series(callees)])),
    }
  }
  return {
    edges,
    nodes,
    normal: window(0, usual),
    abnormal: window(usual, all),
    target: { node: 'shop', metric: 'latency', statistic: 'average', time: (usual + 4) * 60 },
    changes: [],
    ...more,
  }
}

function first(asked: Question): string | undefined {
  return causeOf(asked).ranking[0]?.node
}

/** Everybody is slow and waits for a processor; the store, which has nothing of its own to measure, most. */
function short(when?: (at: number) => boolean): Readonly<Record<string, Metrics>> {
  const lag = value(10, 30, when)
  return {
    shop: { latency_average: value(100, 400, when), eventloop_lag: lag },
    cart: { latency_average: value(40, 180, when), eventloop_lag: lag },
    search: { latency_average: value(50, 190, when), eventloop_lag: lag },
    store: { latency_average: value(10, 140, when), eventloop_lag: lag },
  }
}

/** The machine has no time for a moment, in which something slow begins. */
function moment(at: number): boolean {
  return at >= usual && at < usual + 4
}

function slowAfter(at: number): boolean {
  return at >= usual + 3
}

/** A time so many hours before the symptom. */
function hours(count: number): number {
  return usual * 60 - count * 3600
}

/** A change of the search. */
function change(time: number, path: string, before: string, after: string): Question['changes'][number] {
  return { id: path, time, node: 'search', said: '', values: [{ path, before, after }] }
}

/** Of how many changes it is said that they may have done it. */
function named(changed: Readonly<Record<string, Metrics>>, one: Question['changes'][number]): number {
  return causeOf(question(changed, { changes: [one] })).changes.length
}

describe('a machine that has no time for anybody', () => {
  it('is short through the node that uses more of it than ever, not through the one that is slowest by it', () => {
    expect(first(question(short()))).toBe('store')
    const burning = { ...short(), cart: { ...short()['cart'], cpu: value(5, 60) } }
    const { ranking } = causeOf(question(burning))
    expect(ranking[0]?.node).toBe('cart')
    expect(ranking[0]?.why).toContain('waits for a processor')
  })

  it('is left aside where it is only for a moment, so that what is slow besides is found', () => {
    const now = short(moment)
    const asked = question({
      ...now,
      shop: { ...now['shop'], latency_average: (at) => (moment(at) ? 400 : value(100, 160, slowAfter)(at)) },
      search: {
        ...now['search'],
        latency_average: (at) => (moment(at) ? 190 : value(50, 110, slowAfter)(at)),
      },
    })
    const answer = causeOf(asked)
    expect(answer.ranking[0]?.node).toBe('search')
    expect(answer.said.join(' ')).toContain('left aside')
  })

  it('is no moment where nothing else is left, where one node waits alone, or where nobody says', () => {
    expect(withoutHiccups(question(short()))).toBeUndefined()
    expect(withoutHiccups(question({ cart: { eventloop_lag: value(10, 40) } }))).toBeUndefined()
    const silent = Object.fromEntries(nodes.map((node) => [node, { eventloop_lag: () => Number.NaN }]))
    expect(withoutHiccups(question(silent))).toBeUndefined()
  })
})

describe('a node whose connections are all in use', () => {
  const target = { latency_average: value(100, 1900), pool: value(0.05, 1) }

  it('waits for what holds them, where that takes so much longer; else it is short of them itself', () => {
    const slow = { shop: target, search: { latency_average: value(50, 1000) } }
    const held = causeOf(question(slow)).ranking
    const measured = causeOf(question({ ...slow, shop: { latency_average: target.latency_average } })).ranking
    const own = (ranking: typeof held): number => ranking.find(({ node }) => node === 'shop')?.score ?? 0
    expect(held[0]?.node).toBe('search')
    expect(own(held)).toBeLessThan(0.3 * own(measured))
    const one = { shop: target, search: { latency_average: value(50, 55) } }
    expect(first(question(one))).toBe('shop')
  })
})

describe('who gives up', () => {
  const failing = {
    shop: { errors: value(0, 900), latency_average: value(100, 130) },
    search: { errors: value(0, 950), latency_average: value(50, 90) },
    store: { latency_average: value(10, 50) },
  }
  const calls = (failed: number): Readonly<Record<string, Readonly<Record<string, Metrics>>>> => ({
    search: {
      store: { requests: value(1000), errors: value(0, failed), latency_average: value(11, 51) },
    },
  })
  const target = { node: 'shop', metric: 'errors', statistic: 'average', time: (usual + 4) * 60 }

  it('counts the call as failed; one whose calls all come back fails by itself', () => {
    expect(first(question(failing, { target }))).toBe('store')
    expect(first(question(failing, { target }, calls(950)))).toBe('store')
    expect(first(question(failing, { target }, calls(0)))).toBe('search')
  })
})

describe('a change beside what its node shows', () => {
  it('is likelier none where the node waits for a processor that it does not use', () => {
    const slow = { shop: { latency_average: value(100, 300) }, search: { latency_average: value(50, 250) } }
    const waiting = { ...slow, search: { ...slow.search, eventloop_lag: value(10, 30) } }
    const image = change(hours(2), 'image', 'a:1', 'a:2')
    expect(named(slow, image)).toBe(1)
    expect(named(waiting, image)).toBe(0)
  })

  it('may be older where the node uses more than ever for the same work', () => {
    const slow = { shop: { latency_average: value(100, 300) }, search: { latency_average: value(50, 250) } }
    const burning = { ...slow, search: { ...slow.search, cpu: value(5, 40) } }
    const image = change(hours(20), 'image', 'a:1', 'a:2')
    expect(named(slow, image)).toBe(0)
    expect(named(burning, image)).toBe(1)
  })

  it('is no small number where the node fails as fast as ever', () => {
    const broken = { shop: { errors: value(0, 900) }, search: { errors: value(0, 900) } }
    const slow = { ...broken, search: { ...broken.search, latency_average: value(50, 250) } }
    const target = { node: 'shop', metric: 'errors', statistic: 'average', time: (usual + 4) * 60 }
    const score = (changed: Readonly<Record<string, Metrics>>): number =>
      causeOf(question(changed, { target, changes: [change(hours(0.5), 'env.POOL', '64', '40')] })).changes[0]
        ?.score ?? 0
    expect(score(broken)).toBeLessThan(score(slow))
  })
})
