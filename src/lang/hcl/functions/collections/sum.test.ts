import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['sum([1, 2.5])', '3.5 : number'],
  ['sum(["1", 2])', '3 : number'],
  ['sum(toset([1, 2]))', '3 : number'],
  ['sum([1/0, 1])', '+Inf : number'],
  ['sum([0.1, 0.2])', '0.3 : number'],
  ['sum(tolist(["1", "2"]))', '3 : number'],
  ['sum(["5"])', '5 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['sum([amount, 1])', '? : number'],
  ['sum([text, 1])', '? : number'],
  ['sum(texts)', '? : number'],
  ['sum(any)', '? : dynamic'],
  ['sum([any, 1])', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['sum([sensitive(1), 2])', '3 : number, sensitive']])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['sum([])', 'Invalid function argument: Invalid value for "list" parameter: cannot sum an empty list.'],
  [
    'sum(["a"])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum([null, 1])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  ['sum(null)', 'Invalid function argument: Invalid value for "list" parameter: argument must not be null.'],
  [
    'sum({a = 1})',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple. Received object.',
  ],
  ['sum("a")', 'Invalid function argument: Invalid value for "list" parameter: cannot sum noniterable.'],
  [
    'sum([true])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum([[1]])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum(tolist([]))',
    'Invalid function argument: Invalid value for "list" parameter: cannot sum an empty list.',
  ],
  [
    'sum([1/0, -1/0])',
    'Error in function call: Call to function "sum" failed: can\'t compute sum of opposing infinities.',
  ],
  [
    'sum(tolist(["1", "x"]))',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum([1, "x"])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum([null])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  [
    'sum(["1", null])',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
  ['sum({})', 'Invalid function argument: Invalid value for "list" parameter: cannot sum an empty list.'],
  [
    'sum(tomap({a = 1}))',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple. Received map of number.',
  ],
  [
    'sum(tolist([null]))',
    'Invalid function argument: Invalid value for "list" parameter: argument must be list, set, or tuple of number values.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
