import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '../kernel/value.ts'
import { applyFields, draft, finished, type Source } from './apply.ts'
import { addDefault, given, LaterProperties } from './later-properties.ts'
import type { Defaults, Fields } from './shape.ts'

const fields: Fields = {
  'Network.Id': 'network',
  Name: 'name',
  'Network.Zone.Name': 'zone',
  Rules: { each: 'rule', of: { Port: 'port' } },
  'Name.Short': 'short',
  Size: { first: ['size', 'capacity'] },
}
const defaults: Defaults = { 'Network.Public': false, Kind: 'small', Size: 1, 'Network.Zone.Public': false }
const names = ['network', 'name', 'zone', 'rule', 'short', 'size', 'capacity']

describe('LaterProperties', () => {
  it('has what making all properties at once has, in the same order, whatever is asked for first', () => {
    const properties = [
      ...new Set([...Object.keys(fields), ...Object.keys(defaults)].map((path) => path.split('.')[0] ?? '')),
    ]
    fc.assert(
      fc.property(fc.subarray(names), fc.shuffledSubarray(properties), (written, asked) => {
        const source = sourceOf(written)
        const later = new LaterProperties({ fields, source, defaults, service: () => 7 })
        const { entries, added } = atOnce(source)
        for (const name of asked) expect(later.get(name)).toEqual(entries.get(name))
        expect([...later]).toEqual([...entries])
        expect(later.size).toBe(entries.size)
        for (const path of Object.keys(defaults)) expect(later.isDefault(path)).toBe(added.has(path))
      }),
    )
  })

  it('is unknown where its source is', () => {
    const value: Value = {
      kind: 'unknown',
      because: [{ kind: 'variable', what: 'var.a' }],
      origin: 3,
      marks: 0,
    }
    const later = new LaterProperties({
      fields,
      source: { address: 'a.b', value },
      defaults,
      service: () => 7,
    })
    expect(later.get('Size')?.kind).toBe('unknown')
    expect(later.isDefault('Size')).toBe(false)
    expect(later.has('Other')).toBe(false)
  })
})

function atOnce(source: Source): {
  readonly entries: ReadonlyMap<string, Value>
  readonly added: ReadonlySet<string>
} {
  const into = draft(source.value.origin)
  applyFields(into, fields, source)
  const added = given(defaults).filter((one) => addDefault(into, one, () => 7))
  const whole = finished(into)
  return {
    entries: whole.kind === 'map' ? whole.entries : new Map(),
    added: new Set(added.map(({ path }) => path.join('.'))),
  }
}

function sourceOf(written: readonly string[]): Source {
  const block: Value = { kind: 'map', entries: new Map([['port', text('22')]]), origin: 4, marks: 0 }
  const entries = new Map(
    written.map(
      (name) => [name, name === 'rule' ? { ...text(''), kind: 'list', items: [block] } : text(name)] as const,
    ),
  )
  return {
    address: 'a.b',
    value: { kind: 'map', entries: entries as ReadonlyMap<string, Value>, origin: 1, marks: 0 },
  }
}

function text(scalar: string): Value {
  return { kind: 'scalar', scalar, origin: 2, marks: 0 }
}
