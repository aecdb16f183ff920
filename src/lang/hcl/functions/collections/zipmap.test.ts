import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['zipmap(["a", "b"], [1, 2])', '{a = 1, b = 2} : object(a number, b number)'],
  ['zipmap(["a", "b"], [1, "x"])', '{a = 1, b = "x"} : object(a number, b string)'],
  ['zipmap(["a", "a"], [1, 2])', '{a = 2} : object(a number)'],
  ['zipmap([], [])', '{} : object()'],
  ['zipmap(["a"], tolist([1]))', '{a = 1} : map(number)'],
  ['zipmap([], tolist([]))', '{} : map(dynamic)'],
  ['zipmap([1], [1])', '{1 = 1} : object(1 number)'],
  ['zipmap(tolist(["a"]), [1])', '{a = 1} : object(a number)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['zipmap(["a"], [text])', '{a = ?} : object(a string)'],
  ['zipmap([text], [1])', '? : dynamic'],
  ['zipmap([text], tolist([1]))', '? : map(number)'],
  ['zipmap(texts, [1])', '? : dynamic'],
  ['zipmap(texts, tolist([1]))', '? : map(number)'],
  ['zipmap(["a"], texts)', '? : map(string)'],
  ['zipmap(["a", "a"], [text, 1])', '{a = 1} : object(a number)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['zipmap([sensitive("a")], any)', '? : dynamic'],
  ['zipmap(sensitive(["a"]), any)', '? : dynamic'],
  ['zipmap(["a"], [sensitive(1)])', '{a = (marked)} : object(a number)'],
  ['zipmap([sensitive("a")], [1])', '{a = 1} : object(a number), sensitive'],
  ['zipmap(sensitive(["a"]), [1])', '{a = 1} : object(a number), sensitive'],
  ['zipmap(["a"], sensitive([1]))', '{a = 1} : object(a number), sensitive'],
  ['zipmap(["a"], sensitive(texts))', '? : map(string)'],
  ['zipmap([sensitive("a")], texts)', '? : map(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'zipmap(["a"], [1, 2])',
    'Error in function call: Call to function "zipmap" failed: number of keys (1) does not match number of values (2).',
  ],
  [
    'zipmap(["a", null], [1, 2])',
    'Error in function call: Call to function "zipmap" failed: keys list has null value at index 1.',
  ],
  [
    'zipmap(["a"], toset([1]))',
    'Error in function call: Call to function "zipmap" failed: values argument must be a list or tuple value.',
  ],
  [
    'zipmap(["a"], "x")',
    'Error in function call: Call to function "zipmap" failed: values argument must be a list or tuple value.',
  ],
  [
    'zipmap(["a"], {a = 1})',
    'Error in function call: Call to function "zipmap" failed: values argument must be a list or tuple value.',
  ],
  [
    'zipmap(["a"], null)',
    'Invalid function argument: Invalid value for "values" parameter: argument must not be null.',
  ],
  [
    'zipmap(null, [1])',
    'Invalid function argument: Invalid value for "keys" parameter: argument must not be null.',
  ],
  [
    'zipmap(["a", "b"], tolist([1]))',
    'Error in function call: Call to function "zipmap" failed: number of keys (2) does not match number of values (1).',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
