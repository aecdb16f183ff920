import { expect, it } from 'vitest'
import { below, callsOf, reachFrom } from './graph.ts'

const calls = callsOf([
  ['shop', 'cart'],
  ['shop', 'search'],
  ['cart', 'store'],
  ['search', 'store'],
  ['store', 'disk'],
  ['disk', 'store'],
])

it('what is below a node is everything it calls, round in circles too', () => {
  expect([...below('cart', calls)].toSorted()).toEqual(['disk', 'store'])
  expect([...below('store', calls)]).toEqual(['disk'])
})

it('a quiet node on every way halves what is behind it', () => {
  const quiet = new Set(['cart', 'search'])
  const reach = reachFrom('shop', calls, (node) => quiet.has(node))
  expect(Object.fromEntries(reach)).toEqual({ shop: 1, cart: 1, search: 1, store: 0.5, disk: 0.5 })
})

it('a way of loud nodes counts whole, whatever the others are', () => {
  const reach = reachFrom('shop', calls, (node) => node === 'search')
  expect(reach.get('disk')).toBe(1)
})
