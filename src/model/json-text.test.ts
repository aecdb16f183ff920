import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactNumber, printJson, type Json } from './json-text.ts'

describe('printing JSON', () => {
  it('prints what holds an exact number or a map as it prints what does not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json
        const own = printJson([plain, new ExactNumber('1e400')], indent)
        return own.replace('1e400', '1') === JSON.stringify([plain, 1], undefined, indent)
      }),
    )
  })

  it('keeps the order of a map and the digits of a number wherever they stand', () => {
    const deep: Json = { a: [{ b: new Map([['2', [new ExactNumber('0.10')]]]) }], c: undefined }
    expect(printJson(deep)).toBe('{"a":[{"b":{"2":[0.10]}}]}')
    expect(printJson(deep, 1)).toBe(
      '{\n "a": [\n  {\n   "b": {\n    "2": [\n     0.10\n    ]\n   }\n  }\n ]\n}',
    )
  })
})
