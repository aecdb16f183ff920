import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['sort(["b", "a", "B"])', '["B", "a", "b"] : list(string)'],
  ['sort(["é", "z", "e"])', '["e", "z", "é"] : list(string)'],
  ['sort([2, 10])', '["10", "2"] : list(string)'],
  ['sort([])', '[] : list(string)'],
  ['sort([true, "a"])', '["a", "true"] : list(string)'],
  ['sort(toset(["b", "a"]))', '["a", "b"] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['sort([text, "a"])', '[?, ?] : list(string)'],
  ['sort(texts)', '? : list(string)'],
  ['sort(["b", null, text])', '[?, ?, ?] : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['sort([sensitive("b"), "a"])', '["a", "b"] : list(string), sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'sort(["a", null])',
    'Error in function call: Call to function "sort" failed: given list element 1 is null; a null string cannot be sorted.',
  ],
  ['sort(null)', 'Invalid function argument: Invalid value for "list" parameter: argument must not be null.'],
  [
    'sort([[]])',
    'Invalid function argument: Invalid value for "list" parameter: element 0: string required.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
