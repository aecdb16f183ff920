import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerJson } from './lower.ts'
import { parseJson } from './parse.ts'

interface Read {
  readonly value: Value
  readonly origins: Origins
  readonly codes: readonly string[]
  readonly text: string
}

function read(text: string): Read {
  const origins = new Origins()
  const { value, diagnostics } = lowerJson(parseJson(filePath('a.json'), text), 0, origins)
  return { value, origins, codes: diagnostics.map(({ code }) => code), text }
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map') return Object.fromEntries([...value.entries].map(([k, v]) => [k, plain(v)]))
  return value.kind === 'scalar' ? value.scalar : value.kind
}

function sourceOf({ origins, text }: Read, id: number): string {
  const { start, end } = origins.site(id)
  return text.slice(start, end)
}

describe('a value of JSON', () => {
  it('has its place at every depth', () => {
    const found = read('{"a": [1, {"b": "x\\n"}], "big": 9007199254740993, "n": null}')
    expect(plain(found.value)).toEqual({
      a: [1, { b: 'x\n' }],
      big: { number: '9007199254740993' },
      n: null,
    })
    const list = found.value.kind === 'map' ? found.value.entries.get('a') : undefined
    expect(sourceOf(found, list?.origin ?? 0)).toBe('[1, {"b": "x\\n"}]')
    expect(found.origins.get(list?.origin ?? 0)?.inputs.map((id) => sourceOf(found, id))).toEqual([
      '1',
      '{"b": "x\\n"}',
    ])
  })

  it('that hides others has them as losers, strongest first', () => {
    const found = read('{"k": 1, "k": 2, "k": 3}')
    const winner = found.value.kind === 'map' ? found.value.entries.get('k') : undefined
    const { losers = [], inputs = [] } = found.origins.get(winner?.origin ?? 0) ?? {}
    expect([plain(found.value), losers.map((id) => sourceOf(found, id))]).toEqual([{ k: 3 }, ['2', '1']])
    expect(inputs.map((id) => sourceOf(found, id))).toEqual(['3'])
  })

  it('is bounded in depth', () => {
    const { codes, value } = read(`{"a": ${'['.repeat(5000)}${']'.repeat(5000)}, "b": 1}`)
    expect(codes).toEqual(['json/too-deep'])
    expect(value.kind === 'map' && value.entries.get('b')).toMatchObject({ scalar: 1 })
  })

  it('is what JSON.parse makes of any JSON, and of a broken text something', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const wanted = JSON.stringify(JSON.parse(text))
        // Large numbers keep their digits, and an object made by JavaScript has keys that a map has not.
        const isOdd = wanted.includes('__proto__') || /\d{16}|e\+/u.test(wanted)
        const half = text.slice(0, text.length >> 1)
        return (isOdd || JSON.stringify(plain(read(text).value)) === wanted) && read(half).text === half
      }),
    )
  })
})
