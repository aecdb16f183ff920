import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['flatten([])', '[] : tuple()'],
  ['flatten([[1, 2], [3, ["a"]]])', '[1, 2, 3, "a"] : tuple(number, number, number, string)'],
  [
    'flatten([1, toset(["b", "a"]), tolist([2])])',
    '[1, "a", "b", 2] : tuple(number, string, string, number)',
  ],
  ['flatten(tolist([[1], [2]]))', '[1, 2] : tuple(number, number)'],
  ['flatten(tolist([tolist([1]), tolist([2])]))', '[1, 2] : tuple(number, number)'],
  ['flatten(toset([[1]]))', '[1] : tuple(number)'],
  ['flatten([null, [null]])', '[null, null] : tuple(dynamic, dynamic)'],
  ['flatten([[1], null])', '[1, null] : tuple(number, dynamic)'],
  ['flatten([[1], tolist(null)])', '[1, null] : tuple(number, list(dynamic))'],
  ['flatten(tolist([]))', '[] : tuple()'],
  ['flatten(toset([]))', '[] : tuple()'],
  ['flatten([{a = [1]}])', '[{a = [1]}] : tuple(object(a tuple(number)))'],
  ['flatten([tomap({a = 1})])', '[{a = 1}] : tuple(map(number))'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['flatten([[1], any])', '? : dynamic'],
  ['flatten([[1], text])', '[1, ?] : tuple(number, string)'],
  ['flatten([[1], texts])', '? : dynamic'],
  ['flatten(texts)', '? : dynamic'],
  ['flatten(any)', '? : dynamic'],
  ['flatten([toset([text, "b"])])', '? : dynamic'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['flatten([[1], sensitive([2])])', '[1, 2] : tuple(number, number), sensitive'],
  ['flatten([[1], [sensitive(2)]])', '[1, (marked)] : tuple(number, number)'],
  ['flatten([[1], sensitive(2)])', '[1, (marked)] : tuple(number, number)'],
  ['flatten(sensitive([[1]]))', '[1] : tuple(number), sensitive'],
  ['flatten([sensitive([text])])', '[?] : tuple(string), sensitive'],
  ['flatten([sensitive(texts)])', '? : dynamic, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'flatten({a = 1})',
    'Error in function call: Call to function "flatten" failed: can only flatten lists, sets and tuples.',
  ],
  [
    'flatten("a")',
    'Error in function call: Call to function "flatten" failed: can only flatten lists, sets and tuples.',
  ],
  [
    'flatten(null)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
