import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

it('finds the name that is fewest edits away, the first of equals', () => {
  expect(nearest('lenght', ['keys', 'length', 'lengths'])).toBe('length')
  expect(nearest('foo', ['log', 'pow', 'floor'])).toBe('log')
})

it('finds none that is more than two edits away', () => {
  expect(nearest('whatever', ['keys', 'length'])).toBeUndefined()
  expect(nearest('', ['keys'])).toBeUndefined()
})
