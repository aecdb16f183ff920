import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutBoth, widthOf } from './words.ts'

describe('two texts that are cut', () => {
  it('show where they begin to differ, with as much before it as there is room for', () => {
    const image = 'registry.example.com/team/service'
    expect(cutBoth(`${image}:1.2.3`, `${image}:1.2.4-rc1`, 30)).toEqual([
      '…le.com/team/service:1.2.3',
      '…le.com/team/service:1.2.4-rc1',
    ])
    expect(cutBoth(`a${image}`, `b${image}`, 12)).toEqual(['aregistry.e…', 'bregistry.e…'])
    expect(cutBoth(`${image}:${'1'.repeat(99)}`, `${image}:${'2'.repeat(99)}`, 24)).toEqual([
      '…eam/service:1111111111…',
      '…eam/service:2222222222…',
    ])
    expect(cutBoth('short', 'other', 12)).toEqual(['short', 'other'])
  })

  it('are never wider than they may be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 2, max: 40 }),
        (one, other, width) => cutBoth(one, other, width).every((text) => widthOf(text) <= width),
      ),
    )
  })
})
