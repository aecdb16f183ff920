import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globMatcher } from './glob.ts'

describe('globMatcher', () => {
  it.each([
    ['apps/*', 'apps/web', true],
    ['apps/*', 'apps/web/base', false],
    ['apps/**', 'apps/web/base', true],
    ['**/config.yaml', 'a/b/config.yaml', true],
    ['apps/{web,api-*}/prod', 'apps/api-2/prod', true],
    ['apps/{web,api-*}/prod', 'apps/db/prod', false],
    ['{a,{b,c}d}e', 'cde', true],
    ['{a,}b', 'b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a[!b-d]', 'ae', true],
    ['a[!b-d]', 'ac', false],
    [String.raw`a\*`, 'a*', true],
    [String.raw`a\*`, 'ab', false],
    ['a,b}', 'a,b}', true],
    ['{a', 'a', false],
    ['[z-a]', 'z', false],
    ['', '', true],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (pattern, path, wanted) => {
    expect(globMatcher(pattern)(path)).toBe(wanted)
  })

  it('says what the regular expression says that means the same', () => {
    const parts = fc.constantFrom('*', '**', '?', 'a', 'b', '/', '{a,b}', '{a*,/b}', '[ab]', '[!a]', '.')
    const path = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 10 })
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 7 }), path, (pattern, chars) => {
        const expression = new RegExp(`^${pattern.map((part) => meaning[part] ?? part).join('')}$`, 'su')
        // Two stars beside one are read as the two first.
        const written = pattern.join('').includes('***') ? '' : pattern.join('')
        if (written === '') return true
        return globMatcher(written)(chars.join('')) === expression.test(chars.join(''))
      }),
      { numRuns: 1000 },
    )
  })

  it('ends soon however many stars there are', () => {
    const matches = globMatcher(`${'*a'.repeat(200)}b`)
    const start = performance.now()
    expect(matches('a'.repeat(2000))).toBe(false)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

const meaning: Readonly<Record<string, string>> = {
  '*': '[^/]*',
  '**': '.*',
  '?': '[^/]',
  '{a,b}': '(?:a|b)',
  '{a*,/b}': '(?:a[^/]*|/b)',
  '[!a]': '[^a]',
  '.': String.raw`\.`,
}
