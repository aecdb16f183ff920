import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convert } from './convert.ts'
import { applyDefaults } from './defaults.ts'
import { sameValue } from './equal.ts'
import { casesOf, converted, defaultsOf, literal } from './fixtures/written.ts'
import { typeFromJson, typeJson } from './json-type.ts'
import { valueJson } from './json-value.ts'
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from './types.ts'
import { list, map, nullOf, number, object, string, tuple, typeOf, unknown, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const
const id = unknown(stringType, [cause], { notNull: true })
const anything = unknown(dynamicType, [cause])

function because(value: Val, type: Type): string {
  const made = convert(value, type)
  return 'summary' in made ? made.detail : 'converted'
}

function outcome(made: ReturnType<typeof convert>): unknown {
  if (!('summary' in made)) return [valueJson(made), typeJson(typeOf(made))]
  return made.path === '' ? made.detail : `${made.path}: ${made.detail}`
}

/** A tuple of objects of which no two have the same attributes. */
function rows(count: number): Val {
  return tuple(Array.from({ length: count }, (_, at) => literal({ [`k${at}`]: at, other: 'x' })))
}

function fastest(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('convert', () => {
  it.each(casesOf('conversions.jsonl'))('does as terraform does with $value as $type', (one) => {
    const type = typeFromJson(one['type']) ?? dynamicType
    const given = literal(one['value'])
    const value = 'defaults' in one ? applyDefaults(given, defaultsOf(one['defaults'], type)) : given
    const wanted = 'problem' in one ? one['problem'] : [one['result'], one['as']]
    expect(outcome(convert(value, type))).toEqual(wanted)
  })

  it.each<[Val, Type, string]>([
    [string('yes'), boolType, 'a bool is required'],
    [string('True'), boolType, 'a bool is required; to convert from string, use lowercase "true"'],
    [string('x'), numberType, 'a number is required'],
    [number(1), boolType, 'bool required'],
    [literal([1]), stringType, 'string required'],
    [literal([[1]]), listOf(stringType), 'element 0: string required'],
    [literal({ a: [1] }), mapOf(stringType), 'element "a": string required'],
    [literal([1, [1]]), listOf(dynamicType), 'all list elements must have the same type'],
    [literal([1, [1]]), setOf(dynamicType), 'all set elements must have the same type'],
    [literal({ a: 1, b: [1] }), mapOf(dynamicType), 'all map elements must have the same type'],
    [literal({}), objectOf(new Map([['x', stringType]])), 'attribute "x" is required'],
    [
      literal({}),
      objectOf(
        new Map([
          ['x', stringType],
          ['y', stringType],
        ]),
      ),
      'attributes "x" and "y" are required',
    ],
    [
      literal({}),
      objectOf(
        new Map([
          ['x', stringType],
          ['y', stringType],
          ['z', stringType],
        ]),
      ),
      'attributes "x", "y", and "z" are required',
    ],
    [literal({ x: [] }), objectOf(new Map([['x', stringType]])), 'attribute "x": string required'],
    [map(listOf(stringType), new Map()), mapOf(stringType), 'incorrect map element type: string required'],
    [string('x'), listOf(dynamicType), 'list of any single type required'],
    [
      map(stringType, new Map()),
      objectOf(new Map([['x', stringType]])),
      'map has no element for required attribute "x"',
    ],
  ])('says why %o is none', (value, type, detail) => {
    expect(because(value, type)).toBe(detail)
  })

  it('says where inside the value the reason lies', () => {
    const type = listOf(objectOf(new Map([['port', mapOf(numberType)]])))
    expect(convert(literal([{ port: { http: 'x' } }]), type)).toMatchObject({
      path: '[0].port["http"]',
      detail: 'a number is required',
    })
  })

  it('keeps marks and origins of what it changes', () => {
    expect(convert(number(1, 7, 1), stringType)).toEqual(string('1', 7, 1))
    expect(convert(tuple([number(1, 5, 1)], 6), listOf(stringType))).toEqual(
      list(stringType, [string('1', 5, 1)], 6),
    )
  })

  it('lifts marks of items to a set', () => {
    const made = converted(tuple([string('b', 0, 1), string('a')]), setOf(stringType))
    expect([made.marks, valueJson(made)]).toEqual([1, ['a', 'b']])
    expect('items' in made && made.items.every(({ marks }) => marks === 0)).toBe(true)
  })

  it('keeps what is known of the unknown', () => {
    expect(convert(id, numberType)).toEqual(unknown(numberType, [cause], { notNull: true }))
    expect(convert(anything, listOf(stringType))).toEqual(unknown(listOf(stringType), [cause]))
    const pair = unknown(tupleOf([stringType, numberType]), [cause])
    expect(convert(pair, listOf(dynamicType))).toMatchObject({
      type: listOf(stringType),
      refinement: { minLength: 2, maxLength: 2 },
    })
    expect(convert(pair, setOf(stringType))).toMatchObject({ refinement: { minLength: 1, maxLength: 2 } })
  })

  it('knows a list of which all but the items is known', () => {
    const pair = unknown(tupleOf([stringType, stringType]), [cause], { notNull: true })
    const item = unknown(stringType, [cause])
    expect(convert(pair, listOf(stringType))).toEqual(list(stringType, [item, item]))
  })

  it('cannot tell how long a list from a set with unknown items is', () => {
    const set = converted(tuple([id, string('a')]), setOf(stringType))
    expect(convert(set, listOf(stringType))).toMatchObject({ kind: 'unknown', type: listOf(stringType) })
    expect(convert(converted(tuple([id]), setOf(stringType)), listOf(stringType))).toEqual(
      list(stringType, [id]),
    )
  })

  it('gives nulls and unknown values inside a collection its type', () => {
    const made = converted(tuple([number(1), nullOf(dynamicType), anything]), listOf(dynamicType))
    expect(made).toEqual(list(numberType, [number(1), nullOf(numberType), unknown(numberType, [cause])]))
  })

  it('leaves open what the schema of a block does not say', () => {
    const open = { ...object(new Map([['a', number(1)]])), open: cause }
    const made = converted(
      open,
      objectOf(
        new Map([
          ['a', stringType],
          ['b', stringType],
        ]),
      ),
    )
    expect(made).toEqual(
      object(
        new Map<string, Val>([
          ['a', string('1')],
          ['b', unknown(stringType, [cause])],
        ]),
      ),
    )
  })

  it('hands on the very value when nothing changes', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => string(`item ${at}`))
    const whole = list(stringType, items)
    expect(convert(whole, listOf(stringType))).toBe(whole)
    const made = converted(tuple(items), listOf(stringType))
    expect('items' in made && made.items).toBe(items)
  })

  it('takes time in proportion to the items', () => {
    const [few, many] = [rows(5000), rows(40_000)]
    expect(typeOf(converted(many, listOf(dynamicType)))).toEqual(listOf(mapOf(stringType)))
    expect(fastest(() => converted(many, listOf(dynamicType)))).toBeLessThan(
      32 * fastest(() => converted(few, listOf(dynamicType))),
    )
  }, 60_000)

  it('changes nothing the second time', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('a', '1', 'true', 1, 2.5, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
      ),
    })).value
    const types = fc.constantFrom(...casesOf('conversions.jsonl').map((one) => one['type']))
    fc.assert(
      fc.property(json, types, (one, typed) => {
        const type = typeFromJson(typed) ?? dynamicType
        const made = convert(literal(one), type)
        if ('summary' in made) return true
        const again = convert(made, type)
        return !('summary' in again) && sameValue(again, made)
      }),
      { numRuns: 500 },
    )
  })
})
