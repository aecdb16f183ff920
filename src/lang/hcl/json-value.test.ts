import { describe, expect, it } from 'vitest'
import { converted, literal } from './fixtures/written.ts'
import { afterSensitive, afterUnknown, planned, valueJson, valueJsonText } from './json-value.ts'
import { asDouble, divide, fromLength, parseNumber, pow, type Num } from './number.ts'
import { dynamicType, listOf, setOf, stringType } from './types.ts'
import { list, number, object, string, tuple, unknown, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const
const id = unknown(stringType, [cause])

function secret(value: Val): Val {
  return { ...value, marks: 1 }
}

function parts(entries: Readonly<Record<string, Val>>): Val {
  return object(new Map(Object.entries(entries)))
}

/** What `terraform show -json` says of a plan with these values in a terraform_data's input. */
const shown = parts({
  empty_list: tuple([]),
  empty_map: parts({}),
  lsens: tuple([string('a'), secret(string('x')), parts({ x: secret(string('x')), y: tuple([]) })]),
  lunk: tuple([number(1), id, parts({ a: id, b: number(1) })]),
  nul: literal(null),
  objnul: literal({ a: null }),
  sens: secret(string('x')),
  sens_empty: secret(tuple([])),
  sens_unk: tuple([secret(string('x')), id]),
  ssens: converted(tuple([secret(string('x'))]), setOf(dynamicType)),
  sunk: converted(tuple([string('a'), id]), setOf(dynamicType)),
  tl: converted(tuple([string('a'), id]), listOf(dynamicType)),
  unk: id,
  unkmap: parts({ a: id }),
})

describe('a value in the JSON of a plan', () => {
  it('leaves unknown attributes out and keeps a place for unknown items', () => {
    expect(JSON.parse(valueJsonText(shown) ?? '')).toEqual(valueJson(shown))
    expect(valueJson(shown)).toEqual({
      empty_list: [],
      empty_map: {},
      lsens: ['a', 'x', { x: 'x', y: [] }],
      lunk: [1, null, { b: 1 }],
      nul: null,
      objnul: { a: null },
      sens: 'x',
      sens_empty: [],
      sens_unk: ['x', null],
      ssens: ['x'],
      sunk: ['a', null],
      tl: ['a', null],
      unkmap: {},
    })
  })

  it('has an after_unknown', () => {
    expect(afterUnknown(shown)).toEqual({
      empty_list: [],
      empty_map: {},
      lsens: [false, false, { y: [] }],
      lunk: [false, true, { a: true }],
      objnul: {},
      sens_empty: [],
      sens_unk: [false, true],
      ssens: [false],
      sunk: [false, true],
      tl: [false, true],
      unk: true,
      unkmap: { a: true },
    })
  })

  it('has an after_sensitive', () => {
    expect(afterSensitive(shown)).toEqual({
      empty_list: [],
      empty_map: {},
      lsens: [false, true, { x: true, y: [] }],
      lunk: [false, false, {}],
      objnul: {},
      sens: true,
      sens_empty: true,
      sens_unk: [true, false],
      ssens: true,
      sunk: [false, false],
      tl: [false, false],
      unkmap: {},
    })
    expect(afterSensitive(unknown(listOf(stringType), [cause]))).toEqual([])
    expect(afterSensitive(unknown(dynamicType, [cause]))).toBe(false)
  })
})

describe('valueJsonText', () => {
  it('writes text as Go does', () => {
    expect(valueJsonText(parts({ 'key"<': string('é\u0001\n\t<&>\u2028') }))).toBe(
      String.raw`{"key\"\u003c":"é\u0001\n\t\u003c\u0026\u003e\u2028"}`,
    )
  })

  it('writes every digit', () => {
    const items = ['9007199254740993', '1e21', '0.1', '-2.50'].map((text) => number(parseNumber(text) ?? 0))
    expect(valueJsonText(list({ kind: 'number' }, items))).toBe(
      '[9007199254740993,1000000000000000000000,0.1,-2.5]',
    )
  })

  it('keeps entries in their order', () => {
    expect(valueJsonText(parts({ b: number(1), 10: number(2), 9: number(3) }))).toBe('{"10":2,"9":3,"b":1}')
  })
})

describe('a number out of a saved plan', () => {
  it.each<[string, Num, string]>([
    ['a double with a long expansion', quotientOf(1, 2 ** 50), '0.0000000000000008881784197001252'],
    ['-0', -0, '0'],
    ['an integer beyond 64 bits', parseNumber('18446744073709551616') ?? 0, '18446744073709551616'],
    ['pow(2, 64)', pow(2, 64) ?? 0, '18446744073709550000'],
    ['a quotient of lengths', quotientOf(fromLength(1), fromLength(3)), '0.33333333333333333334'],
    ['a double', asDouble(0.1), '0.1'],
    ['a decimal fraction', parseNumber('0.1') ?? 0, '0.1'],
  ])('is %s', (_, value, text) => {
    expect(valueJsonText(number(value), planned)).toBe(text)
  })
})

function quotientOf(left: Num, right: Num): Num {
  const made = divide(left, right)
  return typeof made === 'object' && 'kind' in made ? Number.NaN : made
}
