import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['reverse([1, "a"])', '["a", 1] : tuple(string, number)'],
  ['reverse(tolist([1, 2]))', '[2, 1] : list(number)'],
  ['reverse(toset(["a", "b"]))', '["b", "a"] : list(string)'],
  ['reverse(toset([1, "a"]))', '["a", "1"] : list(string)'],
  ['reverse([])', '[] : tuple()'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['reverse(texts)', '? : list(string)'],
  ['reverse(toset(any))', '? : list(dynamic)'],
  ['reverse([text, 1])', '[1, ?] : tuple(number, string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['reverse([sensitive(1), 2])', '[2, (marked)] : tuple(number, number)'],
  ['reverse(sensitive([1, 2]))', '[2, 1] : tuple(number, number), sensitive'],
  ['reverse(sensitive(texts))', '? : list(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'reverse({})',
    'Invalid function argument: Invalid value for "list" parameter: can only reverse list or tuple values, not object.',
  ],
  [
    'reverse("abc")',
    'Invalid function argument: Invalid value for "list" parameter: can only reverse list or tuple values, not string.',
  ],
  [
    'reverse(null)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
