import { describe, expect, it } from 'vitest'
import { joined } from './join.ts'
import type { NodeName, Seen, SeenCall } from './topology.ts'

function name(text: string): NodeName {
  const [namespace = '', rest] = text.split('/')
  return rest === undefined ? { namespace: '', name: namespace } : { namespace, name: rest }
}

function call(from: string, to: string): SeenCall {
  return { from: name(from), to: name(to), origin: { kind: 'metric', metric: `${from} ${to}` } }
}

function node(text: string, aliases: readonly string[] = []): Seen['nodes'][number] {
  return { ...name(text), kind: 'service', aliases: aliases.map(name), addresses: [`Deployment/${text}`] }
}

function edgesOf(...parts: readonly Seen[]): readonly string[] {
  return joined(parts).edges.map(({ from, to, origins }) => `${from} -> ${to} (${origins.length})`)
}

describe('joining what several places say', () => {
  it('takes a name without a namespace for the one node of the name, whatever comes first', () => {
    const metrics = { nodes: [], calls: [call('front', 'cart')] }
    const sources = {
      nodes: [node('shop/front'), node('shop/cart', ['shop/cart-svc'])],
      calls: [call('shop/front', 'shop/cart-svc')],
    }
    expect(edgesOf(metrics, sources)).toEqual(['front -> cart (2)'])
    expect(edgesOf(sources, metrics)).toEqual(['front -> cart (2)'])
  })

  it('keeps services of one name in two namespaces apart, and says which is which', () => {
    const sources = { nodes: [node('shop/api'), node('bank/api')], calls: [call('shop/api', 'bank/api')] }
    expect(edgesOf(sources)).toEqual(['shop/api -> bank/api (1)'])
    expect(joined([sources]).idOf(name('api'))).toBe(undefined)
  })

  it('says a place once, and nothing of a service that calls itself', () => {
    const one = { nodes: [], calls: [call('a', 'b'), call('a', 'b'), call('a', 'a')] }
    expect(edgesOf(one)).toEqual(['a -> b (1)'])
  })
})
