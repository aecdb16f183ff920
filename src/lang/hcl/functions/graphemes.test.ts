import { expect, it } from 'vitest'
import { graphemeCount, graphemesIn } from './graphemes.ts'

const family = '👨\u200d👩\u200d👧'

it('takes together what people see as one character', () => {
  expect(graphemesIn(`e\u0301${family}\r\n🇳🇱🇧🇪क्षa`)).toEqual([
    'e\u0301',
    family,
    '\r\n',
    '🇳🇱',
    '🇧🇪',
    'क्',
    'ष',
    'a',
  ])
})

it('parts no character between the pieces that it looks at', () => {
  for (const shift of [0, 1, 2, 3]) {
    const text = 'a'.repeat(shift) + family.repeat(2000) + '🇳🇱'.repeat(2000)
    expect(graphemeCount(text)).toBe(shift + 4000)
    expect(graphemesIn(text).join('')).toBe(text)
  }
})

it('counts a character of any length, and a long text in a moment', () => {
  const start = performance.now()
  expect(graphemeCount(`a${'\u0301'.repeat(20_000)}b`)).toBe(2)
  expect(graphemeCount('é1'.repeat(300_000))).toBe(600_000)
  expect(performance.now() - start).toBeLessThan(60_000)
})
