import { describe, expect, it } from 'vitest'
import { applyDefaults, type Defaults } from './defaults.ts'
import { converted, literal } from './fixtures/written.ts'
import { valueJson } from './json-value.ts'
import { listOf, numberType, objectOf, stringType } from './types.ts'
import { map, nullOf, number, object, string, tuple, unknown, type Val } from './value.ts'

const cause = { kind: 'variable', what: 'var.x' } as const
const inner = objectOf(new Map([['port', numberType]]), new Set(['port']))
const type = objectOf(
  new Map([
    ['name', stringType],
    ['rules', listOf(inner)],
  ]),
  new Set(['name', 'rules']),
)
const defaults: Defaults = {
  defaults: new Map<string, Val>([
    ['name', string('none', 9)],
    ['rules', converted(literal([{}]), listOf(inner))],
  ]),
  children: new Map([
    [
      'rules',
      {
        defaults: new Map(),
        children: new Map([['', { defaults: new Map([['port', number(80)]]), children: new Map() }]]),
      },
    ],
  ]),
}

function applied(value: Val): unknown {
  return valueJson(converted(applyDefaults(value, defaults), type))
}

describe('applyDefaults', () => {
  it.each<[unknown, unknown]>([
    [{}, { name: 'none', rules: [{ port: 80 }] }],
    [
      { name: null, rules: null },
      { name: 'none', rules: [{ port: 80 }] },
    ],
    [{ rules: [] }, { name: 'none', rules: [] }],
    [
      { name: 'a', rules: [{}, { port: null }, { port: '443' }] },
      { name: 'a', rules: [{ port: 80 }, { port: 80 }, { port: 443 }] },
    ],
    [
      { name: 1, extra: true, rules: [null] },
      { name: '1', rules: [null] },
    ],
  ])('fills %j at every depth', (given, wanted) => {
    expect(applied(literal(given))).toEqual(wanted)
  })

  it('leaves null and unknown objects alone', () => {
    for (const value of [nullOf(type), unknown(type, [cause])])
      expect(applyDefaults(value, defaults)).toBe(value)
  })

  it('knows that an unknown attribute with a default is not null', () => {
    const made = applyDefaults(object(new Map([['name', unknown(stringType, [cause])]])), defaults)
    expect('entries' in made && made.entries.get('name')).toMatchObject({ refinement: { notNull: true } })
  })

  it('keeps marks and origins, also of the default', () => {
    const made = applyDefaults(object(new Map([['rules', tuple([], 3, 1)]]), 2, 1), defaults)
    expect(made).toMatchObject({ origin: 2, marks: 1 })
    expect('entries' in made && [...made.entries.values()]).toMatchObject([
      { origin: 9 },
      { origin: 3, marks: 1 },
    ])
  })

  it('fills a map that is to be an object, and stays a map where it can', () => {
    const made = applyDefaults(map(stringType, new Map([['a', string('b')]])), {
      defaults: new Map([['port', number(80)]]),
      children: new Map(),
    })
    expect(made).toEqual(
      map(
        stringType,
        new Map([
          ['a', string('b')],
          ['port', string('80')],
        ]),
      ),
    )
  })

  it('hands on what has all its attributes', () => {
    const value = converted(literal({ name: 'a', rules: [{ port: 1 }] }), type)
    expect(applyDefaults(value, defaults)).toBe(value)
  })
})
