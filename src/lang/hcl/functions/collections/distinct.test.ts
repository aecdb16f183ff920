import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['distinct([1, "1"])', '["1"] : list(string)'],
  ['distinct([])', '[] : list(dynamic)'],
  ['distinct([2, 1, 2])', '[2, 1] : list(number)'],
  ['distinct(["a", "b", "a"])', '["a", "b"] : list(string)'],
  ['distinct([[1], [1]])', '[[1]] : list(tuple(number))'],
  ['distinct([{a = 1}, {a = 1}, {a = 2}])', '[{a = 1}, {a = 2}] : list(object(a number))'],
  ['distinct(toset(["b", "a"]))', '["a", "b"] : list(string)'],
  ['distinct([null, null, "a"])', '[null, "a"] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['distinct(texts)', '? : list(string)'],
  ['distinct([text, "a"])', '? : list(string)'],
  ['distinct(["a", text, "a"])', '? : list(string)'],
  ['distinct([text, text])', '? : list(string)'],
  ['distinct([{a = text}, {a = "x"}])', '? : list(object(a string))'],
  ['distinct([null, text])', '? : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['distinct([sensitive("a"), "a"])', '["a"] : list(string), sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'distinct(null)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'distinct({a = 1})',
    'Invalid function argument: Invalid value for "list" parameter: list of any single type required.',
  ],
  [
    'distinct(1)',
    'Invalid function argument: Invalid value for "list" parameter: list of any single type required.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
