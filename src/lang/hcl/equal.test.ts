import { describe, expect, it } from 'vitest'
import { equal, marksOfEqual, sameValue, type Answer } from './equal.ts'
import { casesOf, converted, literal, written } from './fixtures/written.ts'
import { typeJson } from './json-type.ts'
import { dynamicType, listOf, numberType, objectOf, setOf, stringType } from './types.ts'
import { unify } from './unify.ts'
import { nullOf, number, object, string, tuple, typeOf, unknown, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const
const id = unknown(stringType, [cause], { notNull: true })
const output = unknown(dynamicType, [cause])
const count = unknown(numberType, [cause], { notNull: true, min: { value: 0, inclusive: true } })

function set(...items: readonly Val[]): Val {
  return converted(tuple(items), setOf(dynamicType))
}

function listed(...items: readonly Val[]): Val {
  return converted(tuple(items), listOf(dynamicType))
}

describe('equal', () => {
  it.each(casesOf('pairs.jsonl'))(
    'compares $left and $right as terraform does',
    ({ left, right, equal: same }) => {
      expect(equal(written(left), written(right))).toBe(same === true ? 'yes' : 'no')
    },
  )

  it.each<[string, Val, Val, Answer]>([
    ['an unknown string and a number', id, number(1), 'no'],
    ['an unknown string and a string', id, string('a'), 'unknown'],
    ['what is not null and null', id, nullOf(dynamicType), 'no'],
    ['what may be null and null', output, nullOf(dynamicType), 'unknown'],
    ['a known beginning and another one', unknown(stringType, [cause], { prefix: 'x-' }), string('y'), 'no'],
    [
      'a known beginning and the same',
      unknown(stringType, [cause], { prefix: 'x-' }),
      string('x-1'),
      'unknown',
    ],
    ['a number and one below its bound', count, number(-1), 'no'],
    ['a number and its bound', count, number(0), 'unknown'],
    ['two unknown values', id, id, 'unknown'],
    ['an item that differs before an unknown one', tuple([number(1), id]), literal([2, 'a']), 'no'],
    ['an unknown item before one that differs', tuple([id, number(1)]), literal(['a', 2]), 'unknown'],
    ['items of another type', tuple([id]), literal([1]), 'no'],
    ['items of unknown type', tuple([output]), literal([1]), 'unknown'],
    ['items of unknown type, another length', tuple([output]), literal([1, 2]), 'no'],
    ['items of unknown type and an object', tuple([output]), literal({ a: 1 }), 'no'],
    ['untyped nulls', literal([null]), literal([null]), 'yes'],
    ['an untyped null and a number inside', literal([null]), literal([1]), 'no'],
    ['lists of other lengths', listed(id), listed(string('a'), string('b')), 'no'],
    ['sets, one with an unknown item', set(id, string('a')), set(string('a')), 'unknown'],
    ['sets with unknown values deeper in', set(object(new Map([['a', id]]))), set(literal({ a: 'x' })), 'no'],
    [
      'a list of unknown length and a shorter one',
      unknown(listOf(stringType), [cause], { minLength: 2 }),
      listed(string('a')),
      'no',
    ],
    ['marked values', string('a', 0, 1), string('a'), 'yes'],
  ])('answers for %s', (_, left, right, answer) => {
    expect([equal(left, right), equal(right, left)]).toEqual([answer, answer])
  })
})

describe('marksOfEqual', () => {
  it('are all that is compared, but those inside do not count beside null', () => {
    const inside = tuple([string('a', 0, 1)], 0, 2)
    expect(marksOfEqual(inside, literal(['a']), true)).toBe(3)
    expect(marksOfEqual(inside, nullOf(dynamicType), true)).toBe(2)
    expect(marksOfEqual(inside, nullOf(dynamicType), false)).toBe(3)
    expect(marksOfEqual(nullOf(dynamicType, 0, 1), string('a'), true)).toBe(1)
  })
})

describe('unify', () => {
  it.each(casesOf('pairs.jsonl'))(
    'finds what $left and $right share as terraform does',
    ({ left, right, type }) => {
      const made = unify([typeOf(written(left)), typeOf(written(right))])
      expect(made && typeJson(typeOf(converted(written(left), made)))).toEqual(type)
    },
  )

  it('takes time in proportion to the types', () => {
    const objects = Array.from({ length: 20_000 }, (_, at) => objectOf(new Map([[`k${at}`, numberType]])))
    const start = performance.now()
    expect(unify([...objects, stringType])).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(60_000)
  }, 60_000)

  it('finds nothing for no types', () => {
    expect(unify([])).toBeUndefined()
  })
})

describe('sameValue', () => {
  it('looks at types, marks and what is known of the unknown', () => {
    expect(sameValue(literal([1, { a: 'b' }]), literal([1, { a: 'b' }]))).toBe(true)
    expect(sameValue(literal([1]), listed(number(1)))).toBe(false)
    expect(sameValue(string('a', 3), string('a', 4))).toBe(true)
    expect(sameValue(string('a', 0, 1), string('a'))).toBe(false)
    expect(sameValue(string('a', 0, 1), string('a'), 'no marks')).toBe(true)
    expect(sameValue(id, unknown(stringType, [], { notNull: true }))).toBe(true)
    expect(sameValue(id, unknown(stringType, []))).toBe(false)
  })
})
