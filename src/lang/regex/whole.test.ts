import { describe, expect, it } from 'vitest'
import { wholeMatcher } from './whole.ts'

describe('a matcher of whole texts', () => {
  it.each([
    ['web|db', 'web', true],
    ['web|db', 'webs', false],
    ['web.*', 'website', true],
    ['', '', true],
    ['(?i)WEB', 'web', true],
  ])('%s of %s is %s', (pattern, text, wanted) => {
    expect(wholeMatcher(pattern)?.(text)).toBe(wanted)
  })

  it('is not made of what Go refuses', () => {
    expect(['(', '(?=a)', '*'].map((one) => wholeMatcher(one))).toEqual([undefined, undefined, undefined])
  })
})
