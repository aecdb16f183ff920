import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { parseYaml } from '../parse.ts'
import { firstGoDocument } from './grammar.ts'

describe('firstGoDocument', () => {
  it.each([
    ['a: [', 'line 1: did not find expected node content'],
    ['a: 1\n  b: 2', 'line 2: mapping values are not allowed in this context'],
    ['a: 1\nb\nc: 2', "line 3: could not find expected ':'"],
    ['a:\n\tb: 1', 'line 2: found character that cannot start any token'],
    ['a: "x\n---\n', 'line 2: found unexpected document indicator'],
    ['a: *b', "unknown anchor 'b' referenced"],
    ['{a: 1\n', "line 1: did not find expected ',' or '}'"],
    ['a: \u0001', 'control characters are not allowed'],
    ['- a\nb: 1', "line 1: did not find expected '-' indicator"],
    ['%YAML 1.2\n---\na', 'found incompatible YAML document'],
  ])('says of %j what go-yaml says', (text, mistake) => {
    expect(firstGoDocument(text).mistake).toBe(mistake)
  })

  it('ends the document where its value ends, whatever comes after', () => {
    expect(firstGoDocument('"a" b').end).toBe(4)
    expect(firstGoDocument('  a: 1\nb: 2').end).toBe(7)
    expect(firstGoDocument('a\n---\n[').end).toBe(2)
  })

  it('reads what is nested without end', () => {
    expect(firstGoDocument('['.repeat(20_000)).mistake).toBe('exceeded max depth of 10000')
    expect(firstGoDocument('- '.repeat(20_000)).mistake).toBe('exceeded max depth of 10000')
  })

  it('ends, whatever the text', () => {
    const letters = fc.constantFrom(...Array.from('ab:-?,[]{}#&*!|>\'"%@` \n\t0\\'), '---', '...')
    fc.assert(
      fc.property(fc.array(letters), (parts) => {
        const text = parts.join('')
        const { end } = firstGoDocument(text)
        return end >= 0 && end <= Math.max(text.length, 1)
      }),
    )
  })

  it('finds nothing wrong where values of JSON are written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, 2).replaceAll(/[\u007f-\u009f\ufffe\uffff]/gu, '')
        const isFine = parseYaml(filePath('a.yaml'), text).diagnostics.length === 0
        return !isFine || firstGoDocument(text).mistake === undefined
      }),
    )
  })
})
