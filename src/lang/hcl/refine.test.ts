import { describe, expect, it } from 'vitest'
import { both, collapse, refine, refineArithmetic, refineNotNull, safePrefix } from './refine.ts'
import { dynamicType, listOf, mapOf, numberType, setOf, stringType, type Type } from './types.ts'
import { list, map, number, string, unknown, type Refinement, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const

function collapsed(type: Type, refinement: Refinement): Val {
  return collapse(unknown(type, [cause], refinement))
}

describe('refinements', () => {
  it('keep the narrower of two', () => {
    const left: Refinement = { prefix: 'ab', min: { value: 1, inclusive: true }, minLength: 1, maxLength: 9 }
    const right: Refinement = {
      notNull: true,
      prefix: 'a',
      min: { value: 1, inclusive: false },
      maxLength: 4,
    }
    expect(both(left, right)).toEqual({
      notNull: true,
      prefix: 'ab',
      min: { value: 1, inclusive: false },
      minLength: 1,
      maxLength: 4,
    })
  })

  it('become the value when only one is left', () => {
    const item = unknown(stringType, [cause])
    const two = { notNull: true, minLength: 2, maxLength: 2 }
    expect(collapsed(listOf(stringType), two)).toEqual(list(stringType, [item, item]))
    expect(collapsed(setOf(stringType), two)).toMatchObject({ kind: 'unknown' })
    expect(collapsed(setOf(stringType), { notNull: true, minLength: 1, maxLength: 1 })).toMatchObject({
      items: [item],
    })
    expect(collapsed(mapOf(stringType), { notNull: true, maxLength: 0 })).toEqual(map(stringType, new Map()))
    const three = { value: 3, inclusive: true }
    expect(collapsed(numberType, { notNull: true, min: three, max: three })).toEqual(number(3))
    expect(collapsed(numberType, { min: three, max: three })).toMatchObject({ kind: 'unknown' })
  })

  it('say nothing of values of unknown type, nor of known ones', () => {
    const output = unknown(dynamicType, [cause])
    expect(refineNotNull(output)).toBe(output)
    const text = string('a')
    expect(refine(text, { prefix: 'b' })).toBe(text)
  })

  it('follow sums and products', () => {
    const positive = unknown(numberType, [cause], { min: { value: 1, inclusive: true } })
    expect(refineArithmetic('add', positive, number(2))).toEqual({
      notNull: true,
      min: { value: 3, inclusive: true },
    })
    expect(refineArithmetic('subtract', number(2), positive)).toEqual({
      notNull: true,
      max: { value: 1, inclusive: true },
    })
    expect(refineArithmetic('multiply', positive, number(0))).toEqual({ notNull: true })
  })
})

describe('safePrefix', () => {
  it.each([
    ['pre-', 'pre-'],
    ['pre', 'pr'],
    ['arn:aws:', 'arn:aws:'],
    ['a ', 'a '],
    ['x=', 'x'],
    ['v1', 'v'],
    ['e\u0301', ''],
    ['ab\u{1F1E9}\u{1F1EA}', 'ab'],
    ['line\r\n', 'line'],
    ['line\n', 'line'],
    ['\r', ''],
    ['', ''],
  ])('keeps of %j what nothing after it can change', (text, prefix) => {
    expect(safePrefix(text)).toBe(prefix)
  })
})
