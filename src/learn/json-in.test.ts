import { describe, expect, it } from 'vitest'
import { documentsOf, numbersOf, strangerIn, timeOf } from './json-in.ts'

const read = (text: string): readonly unknown[] =>
  [...documentsOf(text)].map((one) => (one.kind === 'object' ? one.fields : `problem in line ${one.line}`))

describe('documents of an input', () => {
  it('are one a line, and a bad line is one problem', () => {
    expect(read('{"a":1}\n\nnothing\n[1]\n{"a":2}')).toEqual([
      { a: 1 },
      'problem in line 3',
      'problem in line 4',
      { a: 2 },
    ])
  })

  it('may be written over several lines, or be a list', () => {
    expect(read('{\n  "a": 1\n}\n')).toEqual([{ a: 1 }])
    expect(read('[{"a": 1},\n {"a": 2}]')).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('may have NaN and Infinity where numbers are missing, and keep them in texts', () => {
    expect(read('{"v": [1, NaN, -Infinity], "t": "NaN \\" NaN"}')).toEqual([
      { v: [1, null, null], t: 'NaN " NaN' },
    ])
  })
})

describe('numbers and times', () => {
  it('are numbers, texts of numbers, or missing', () => {
    expect(numbersOf([1, '2.5', 'NaN', null, true, '', {}])).toEqual(
      Float64Array.from([1, 2.5, ...Array<number>(5).fill(Number.NaN)]),
    )
    expect(numbersOf({})).toBeUndefined()
  })

  it('are found out where they are neither', () => {
    expect(strangerIn([1, '2.5', 'NaN', null, '', '-Infinity', ' 7 '])).toBeUndefined()
    expect(strangerIn([1, 2, 'x', true])).toEqual({ path: '[2]', said: '"x"' })
    expect(
      strangerIn([
        [1, 2],
        [3, false],
      ]),
    ).toEqual({ path: '[1][1]', said: 'false' })
    expect(strangerIn([{}])).toEqual({ path: '[0]', said: '{}' })
  })

  it('are seconds, milliseconds or ISO 8601', () => {
    const at = 1_700_000_000
    expect(
      [
        at,
        at * 1000,
        String(at),
        '2023-11-14T22:13:20Z',
        '2023-11-14 22:13:20',
        '2023-11-14T23:13:20+01:00',
      ].map(timeOf),
    ).toEqual(Array<number>(6).fill(at))
    expect(timeOf('2023-11-14')).toBe(1_699_920_000)
    expect(timeOf('soon')).toBeNaN()
  })
})
