import { expect, it } from 'vitest'
import { mergedWith } from './own-expression.ts'

it('adds an argument to a merge over several lines as the lines around it end', () => {
  const own = { value: '{ v = 1 }', tests: [] }
  expect(mergedWith('merge(\r\n  local.all,\r\n  { u = 1 },\r\n)', own)).toBe(
    'merge(\r\n  local.all,\r\n  { u = 1 },\r\n  { v = 1 },\r\n)',
  )
  expect(mergedWith('merge(\n  a,\n  b\n)', own)).toBe('merge(\n  a,\n  b,\n  { v = 1 }\n)')
})
