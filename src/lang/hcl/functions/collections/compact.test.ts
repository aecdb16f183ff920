import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['compact(["a", "", null, "b"])', '["a", "b"] : list(string)'],
  ['compact([])', '[] : list(string)'],
  ['compact(["a", 1])', '["a", "1"] : list(string)'],
  ['compact(toset(["b", "", "a"]))', '["a", "b"] : list(string)'],
  ['compact([null])', '[] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['compact([text, "a"])', '? : list(string)'],
  ['compact(texts)', '? : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['compact([sensitive("a"), ""])', '["a"] : list(string), sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'compact(null)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'compact([[]])',
    'Invalid function argument: Invalid value for "list" parameter: element 0: string required.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
