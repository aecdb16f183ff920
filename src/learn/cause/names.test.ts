import { expect, it } from 'vitest'
import { meantBy, withOneName } from './names.ts'
import type { Question, Window } from './question.ts'

function asked(named: string, measured: string): Question {
  const window: Window = {
    times: [0, 60],
    series: new Map([[measured, new Map([['latency', Float64Array.of(1, 2)]])]]),
  }
  const target = { node: named, metric: 'latency', statistic: '', time: 60 }
  return { edges: [], nodes: [named], normal: window, abnormal: window, target, changes: [] }
}

it.each(['cart_ECS', 'Cart', 'prod/cart', 'cart.default.svc', 'shop-cart', 'cart:8080', 'cart-v2'])(
  'the series of %s are of the cart that has none',
  (measured) => {
    expect([...withOneName(asked('cart', measured)).normal.series.keys()]).toEqual(['cart'])
  },
)

it.each(['cart-db', 'cart_Queue', 'redis-cart', 'cart-worker-2', 'cartography', 'search'])(
  'the series of %s are of another thing than the cart',
  (measured) => {
    expect([...withOneName(asked('cart', measured)).normal.series.keys()]).toEqual([measured])
  },
)

it.each([
  ['cart', 'cart'],
  ['Cart_Service', 'cart-service'],
  ['cartservice', 'cart-service'],
  ['prod/search', 'search'],
  ['12', '12'],
  ['svc_1', undefined],
  ['1', undefined],
  ['', undefined],
])('a change of %j is of %j', (named, node) => {
  const nodes = new Set(['cart', 'cart-service', 'search', '12', 'svc_12'])
  expect(meantBy(named, nodes)).toBe(node)
})
