import { describe, expect, it } from 'vitest'
import { converted, literal } from './fixtures/written.ts'
import { valueJson } from './json-value.ts'
import { makeSet } from './set.ts'
import { dynamicType, setOf, stringType } from './types.ts'
import { nullOf, number, object, string, tuple, unknown, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const
const id = unknown(stringType, [cause])

function ordered(json: readonly unknown[]): unknown {
  return valueJson(converted(literal(json), setOf(dynamicType)))
}

describe('makeSet', () => {
  it.each<[unknown[], unknown[]]>([
    [
      ['b', 'a', 'b'],
      ['a', 'b'],
    ],
    [
      ['\u{1F600}', '\uFF5E', 'z', 'A', ''],
      ['', 'A', 'z', '\uFF5E', '\u{1F600}'],
    ],
    [
      [10, 9, -1, 100, 9],
      [-1, 9, 10, 100],
    ],
    [
      [true, false, true],
      [false, true],
    ],
    [
      [1, 'a', true],
      ['1', 'a', 'true'],
    ],
    [
      [null, 'b', null, 'a'],
      ['a', 'b', null],
    ],
    [
      [
        [2, 'b'],
        [10, 'a'],
        [1, 'c'],
      ],
      [
        [10, 'a'],
        [1, 'c'],
        [2, 'b'],
      ],
    ],
    [
      [{ k: 'é' }, { k: ' ' }, { k: '"' }, { k: 'A' }],
      [{ k: ' ' }, { k: 'A' }, { k: '"' }, { k: 'é' }],
    ],
    [
      [{ k: ['\u0001'] }, { k: [''] }, { k: ['a'] }],
      [{ k: [''] }, { k: ['\u0001'] }, { k: ['a'] }],
    ],
    [
      [[true], [null], [false]],
      [[false], [true], [null]],
    ],
    [
      [[123_456_789_012], [9_999_999_999], [0.000_01]],
      [[123_456_789_012], [0.000_01], [9_999_999_999]],
    ],
  ])('puts %j in terraform’s order', (items, order) => {
    expect(ordered(items)).toEqual(order)
  })

  it('keeps 0 and -0 apart, as terraform does', () => {
    const made = makeSet({ kind: 'number' }, [number(0), number(-0), number(0)])
    expect(made.items).toEqual([number(-0), number(0)])
  })

  it('keeps each unknown item, between the known ones and null', () => {
    const made = makeSet(stringType, [nullOf(stringType), id, string('b'), id, string('a')])
    expect(made.items).toEqual([string('a'), string('b'), id, id, nullOf(stringType)])
  })

  it('lifts marks from any depth', () => {
    const item = object(new Map<string, Val>([['a', tuple([string('x', 0, 2)])]]), 4)
    const made = makeSet(dynamicType, [item], 9, 1)
    expect(made).toMatchObject({ origin: 9, marks: 3, items: [{ origin: 4 }] })
    expect(valueJson(made)).toEqual([{ a: ['x'] }])
  })

  it('hands on items that are in order', () => {
    const items = [string('a'), string('b')]
    expect(makeSet(stringType, items).items).toBe(items)
  })
})
