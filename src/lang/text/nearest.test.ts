import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

it.each([
  ['lenght', ['keys', 'length', 'lengths'], 'length'],
  ['raed', ['read', 'why', 'graph'], 'read'],
  ['wyh', ['read', 'why', 'graph'], 'why'],
  ['Graphs', ['read', 'why', 'graph'], 'graph'],
  ['foo', ['log', 'pow', 'floor'], 'log'],
  ['instanse_kinds', ['instance_types', 'instance_kind'], 'instance_kind'],
])('%s among %j is meant to be %s', (wrong, names, meant) => {
  expect(nearest(wrong, names)).toBe(meant)
})

it.each([
  ['banana', ['read', 'why', 'graph']],
  ['', ['keys', 'a']],
  ['ab', ['cd', 'xyz']],
])('%j is none of %j', (wrong, names) => {
  expect(nearest(wrong, names)).toBeUndefined()
})

it('goes as far as the caller says', () => {
  expect(nearest('instance_sorts', ['instance_types'], 2)).toBeUndefined()
  expect(nearest('instance_sorts', ['instance_types'])).toBe('instance_types')
})
