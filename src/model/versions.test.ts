import { describe, expect, it } from 'vitest'
import { newest } from './versions.ts'

const versions = [
  '0.9.0',
  '1.0.0',
  '1.2.0',
  '1.2.9',
  '1.10.0',
  '2.0.0-beta2',
  '2.0.0-beta10',
  '2.0.0',
  '3.0.0-rc1',
]

describe('the newest version that a constraint allows', () => {
  it.each([
    [undefined, '2.0.0'],
    ['1.2.0', '1.2.0'],
    ['= 1.2', '1.2.0'],
    ['~> 1.2', '1.10.0'],
    ['~> 1.2.0', '1.2.9'],
    ['~> 1', '1.10.0'],
    ['>= 1.0, < 1.10', '1.2.9'],
    ['!= 2.0.0', '1.10.0'],
    ['> 2.0.0', undefined],
    ['3.0.0-rc1', '3.0.0-rc1'],
    ['2.0.0-beta10', '2.0.0-beta10'],
    ['>= banana', undefined],
  ])('%s → %s', (constraint, wanted) => {
    expect(newest(versions, constraint)).toBe(wanted)
  })
})
