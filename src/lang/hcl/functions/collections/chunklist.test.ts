import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['chunklist([1, 2, 3], 2)', '[[1, 2], [3]] : list(list(number))'],
  ['chunklist([1, 2, 3], 0)', '[[1, 2, 3]] : list(list(number))'],
  ['chunklist([], 2)', '[] : list(list(dynamic))'],
  ['chunklist([1, "a"], 1)', '[["1"], ["a"]] : list(list(string))'],
  ['chunklist(tolist([]), 0)', '[] : list(list(dynamic))'],
  ['chunklist(toset(["a", "b"]), 1)', '[["a"], ["b"]] : list(list(string))'],
  ['chunklist([1, 2, 3], 5)', '[[1, 2, 3]] : list(list(number))'],
  ['chunklist([1, 2, 3], 1e10)', '[[1, 2, 3]] : list(list(number))'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['chunklist(texts, 1)', '? : list(list(string))'],
  ['chunklist([text, "a"], 1)', '[[?], ["a"]] : list(list(string))'],
  ['chunklist(["a"], amount)', '? : list(list(string))'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['chunklist([sensitive(1), 2], 1)', '[[(marked)], [2]] : list(list(number))'],
  ['chunklist(sensitive(texts), 1)', '? : list(list(string))'],
  ['chunklist(["a", "b", "c"], sensitive(2))', '[["a", "b"], ["c"]] : list(list(string)), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'chunklist([1, 2, 3], -1)',
    'Error in function call: Call to function "chunklist" failed: the size argument must be positive.',
  ],
  [
    'chunklist([1, 2, 3], 1.5)',
    'Error in function call: Call to function "chunklist" failed: invalid size: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'chunklist([1, []], 1)',
    'Invalid function argument: Invalid value for "list" parameter: all list elements must have the same type.',
  ],
  [
    'chunklist(null, 2)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'chunklist([1, 2, 3], 1e30)',
    'Error in function call: Call to function "chunklist" failed: invalid size: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
