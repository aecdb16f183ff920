import type { OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'

/** A value and all that it came from, as a text that is another one wherever either is. */
export function tracedText(value: Value, origins: Origins): string {
  const ids = reachedFrom(value, origins)
  const numbers = new Map(ids.map((id, at) => [id, at + 1]))
  const number = (id: OriginId): number => numbers.get(id) ?? 0
  const rows = ids.map((id) => {
    const one = origins.get(id)
    if (one === undefined) return []
    const { step, site, inputs, through, under, losers } = one
    return [step, site, inputs.map(number), number(through), number(under), losers.map(number)]
  })
  return JSON.stringify([plain(value, number), rows])
}

function plain(value: Value, number: (id: OriginId) => number): unknown {
  const { kind, marks } = value
  const origin = number(value.origin)
  switch (value.kind) {
    case 'list':
      return [kind, origin, marks, value.items.map((one) => plain(one, number))]
    case 'map':
      return [kind, origin, marks, Array.from(value.entries, ([key, one]) => [key, plain(one, number)])]
    case 'scalar':
      return [kind, origin, marks, value.scalar]
    case 'unknown':
      return [kind, origin, marks, value.because]
    default:
      return [kind, origin, marks]
  }
}

/** In the order in which they were made, so that the same is numbered in the same way. */
function reachedFrom(value: Value, origins: Origins): readonly OriginId[] {
  const found = new Set<OriginId>()
  const open: OriginId[] = []
  const take = (id: OriginId): void => {
    if (id === 0 || found.has(id)) return
    found.add(id)
    open.push(id)
  }
  const values = [value]
  for (let one = values.pop(); one !== undefined; one = values.pop()) {
    take(one.origin)
    if (one.kind === 'list') values.push(...one.items)
    if (one.kind === 'map') values.push(...one.entries.values())
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const { inputs = [], through = 0, under = 0, losers = [] } = origins.get(id) ?? {}
    for (const next of [...inputs, through, under, ...losers]) take(next)
  }
  return [...found].toSorted((a, b) => a - b)
}
