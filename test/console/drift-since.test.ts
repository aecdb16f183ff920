import { expect, it } from 'vitest'
import { sinceOf } from '../../console/src/parts/drift-since.ts'

const seen = '2026-11-22T15:54:53.808Z'
const edit = { name: 'kubectl-edit', at: '2026-11-21T22:30:00Z' }

it('a drift is there since it was made, where that is known', () => {
  expect(sinceOf({ what: 'by-hand', by: edit, since: seen })).toBe(edit.at)
  expect(sinceOf({ what: 'by-hand', by: { name: 'kubectl-edit' }, since: seen })).toBe(seen)
  expect(sinceOf({ what: 'differs', by: undefined, since: seen })).toBe(seen)
})

it('what is not rolled out is there since it was seen: who wrote what runs did so before', () => {
  expect(sinceOf({ what: 'not-rolled-out', by: edit, since: seen })).toBe(seen)
})

it('a clock that is ahead makes no drift younger than it is', () => {
  expect(sinceOf({ what: 'by-hand', by: { ...edit, at: '2026-11-23T00:00:00Z' }, since: seen })).toBe(seen)
})
