import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['element([1], -1)', '1 : number'],
  ['element([1, 2, 3], 4)', '2 : number'],
  ['element([1, 2, 3], "1")', '2 : number'],
  ['element([null, 2], 0)', 'null : dynamic'],
  ['element(tolist([1, 2, 3]), -1)', '3 : number'],
  ['element(tolist([1, 2, 3]), -3)', '1 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['element(texts, 0)', '? : string'],
  ['element([1, "a"], amount)', '? : dynamic'],
  ['element(tolist([1, 2]), amount)', '? : number'],
  ['element([text, "a"], 0)', '? : string'],
  ['element([text, "a"], 1)', '"a" : string'],
  ['element(any, 0)', '? : dynamic'],
  ['element([1, amount], 1)', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['element([sensitive(1), 2], 1)', '2 : number'],
  ['element([sensitive(1), 2], 0)', '1 : number, sensitive'],
  ['element(sensitive([1, 2]), 0)', '1 : number, sensitive'],
  ['element([1, 2], sensitive(0))', '1 : number, sensitive'],
  ['element(sensitive(texts), 0)', '? : string'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'element([1, "a"], un)',
    'Invalid function argument: Invalid value for "index" parameter: argument must not be null.',
  ],
  [
    'element([], 0)',
    'Error in function call: Call to function "element" failed: cannot use element function with an empty list.',
  ],
  [
    'element([1, 2, 3], 1.5)',
    'Error in function call: Call to function "element" failed: invalid index: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'element(toset([1, 2]), 1)',
    'Error in function call: Call to function "element" failed: cannot read elements from set of number.',
  ],
  [
    'element({a = 1}, 0)',
    'Error in function call: Call to function "element" failed: cannot read elements from object.',
  ],
  [
    'element(null, 0)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'element([1], null)',
    'Invalid function argument: Invalid value for "index" parameter: argument must not be null.',
  ],
  [
    'element(tolist([]), 0)',
    'Error in function call: Call to function "element" failed: cannot use element function with an empty list.',
  ],
  [
    'element("abc", 0)',
    'Error in function call: Call to function "element" failed: cannot read elements from string.',
  ],
  [
    'element([1, 2, 3], 1e30)',
    'Error in function call: Call to function "element" failed: invalid index: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
