import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['concat([])', '[] : tuple()'],
  ['concat([1], ["a"])', '[1, "a"] : tuple(number, string)'],
  ['concat(tolist([1]), tolist(["a"]))', '["1", "a"] : list(string)'],
  ['concat(tolist([1]), tolist([2]))', '[1, 2] : list(number)'],
  ['concat(tolist([1]), [2])', '[1, 2] : tuple(number, number)'],
  ['concat(tolist([1]))', '[1] : list(number)'],
  ['concat([1])', '[1] : tuple(number)'],
  ['concat(tolist([]), tolist([]))', '[] : list(dynamic)'],
  ['concat(tolist([]), tolist([1]))', '[1] : list(number)'],
  ['concat(tolist([]), tolist(["a"]))', '["a"] : list(string)'],
  ['concat(tolist([[1]]), tolist([["a"]]))', '[["1"], ["a"]] : list(tuple(string))'],
  ['concat(tolist([{a = 1}]), tolist([{b = "a"}]))', '[{a = "1"}, {b = "a"}] : list(map(string))'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['concat([1], texts)', '? : dynamic'],
  ['concat(tolist([1]), texts)', '? : list(string)'],
  ['concat(["a"], [text])', '["a", ?] : tuple(string, string)'],
  ['concat(texts, texts)', '? : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['concat(any, sensitive(["a"]))', '? : dynamic'],
  ['concat(sensitive(["a"]), any)', '? : dynamic'],
  ['concat(texts, sensitive(["a"]))', '? : dynamic'],
  ['concat(sensitive(["a"]), texts)', '? : dynamic'],
  ['concat(["a"], sensitive(["b"]))', '["a", "b"] : tuple(string, string), sensitive'],
  ['concat(["a"], [sensitive("b")])', '["a", (marked)] : tuple(string, string)'],
  ['concat(tolist(["a"]), tolist([sensitive("b")]))', '["a", (marked)] : list(string)'],
  ['concat(texts, sensitive(tolist(["a"])))', '? : list(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'concat()',
    'Error in function call: Call to function "concat" failed: at least one argument is required.',
  ],
  [
    'concat(toset([1]))',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got set of number.',
  ],
  [
    'concat(toset([1]), [1])',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got set of number.',
  ],
  [
    'concat(1)',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got number.',
  ],
  [
    'concat([1], null)',
    'Invalid function argument: Invalid value for "seqs" parameter: argument must not be null.',
  ],
  [
    'concat([1], "a")',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got string.',
  ],
  [
    'concat({})',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got object.',
  ],
  [
    'concat([], {a = 1})',
    'Invalid function argument: Invalid value for "seqs" parameter: all arguments must be lists or tuples; got object.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
