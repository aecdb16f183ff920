import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['slice([1, "a", true], 1, 3)', '["a", true] : tuple(string, bool)'],
  ['slice(tolist([1, 2, 3]), 0, 2)', '[1, 2] : list(number)'],
  ['slice([1, 2], 1, 1)', '[] : tuple()'],
  ['slice(tolist([1, 2]), 1, 1)', '[] : list(number)'],
  ['slice(tolist(["a"]), 0, 1)', '["a"] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['slice([1, 2], 0, amount)', '? : dynamic'],
  ['slice([1, 2], amount, 2)', '? : dynamic'],
  ['slice(texts, 0, 1)', '? : list(string)'],
  ['slice(tolist([1, 2]), 0, amount)', '? : list(number)'],
  ['slice([text, 2], 0, 1)', '[?] : tuple(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['slice(any, 0, sensitive(1))', '? : dynamic, sensitive'],
  ['slice([sensitive(1), 2], 1, 2)', '[2] : tuple(number)'],
  ['slice(sensitive([1, 2]), 0, 1)', '[1] : tuple(number), sensitive'],
  ['slice([1, 2], sensitive(0), 1)', '[1] : tuple(number), sensitive'],
  ['slice(sensitive(texts), 0, 1)', '? : list(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'slice([1, 2], 0, 3)',
    'Invalid function argument: Invalid value for "end_index" parameter: end index must not be greater than the length of the list.',
  ],
  [
    'slice([1, 2], 2, 1)',
    'Invalid function argument: Invalid value for "start_index" parameter: start index must not be greater than end index.',
  ],
  [
    'slice([1, 2], -1, 1)',
    'Invalid function argument: Invalid value for "start_index" parameter: start index must not be less than zero.',
  ],
  [
    'slice(toset([1]), 0, 1)',
    'Invalid function argument: Invalid value for "list" parameter: cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important.',
  ],
  [
    'slice({a = 1}, 0, 1)',
    'Invalid function argument: Invalid value for "list" parameter: must be a list or tuple value.',
  ],
  [
    'slice("abc", 0, 1)',
    'Invalid function argument: Invalid value for "list" parameter: must be a list or tuple value.',
  ],
  [
    'slice([1, 2], 1.5, 2)',
    'Invalid function argument: Invalid value for "start_index" parameter: invalid start index: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'slice([1, 2], 0, 1.5)',
    'Invalid function argument: Invalid value for "end_index" parameter: invalid end index: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'slice([1, 2], 0, 1e30)',
    'Invalid function argument: Invalid value for "end_index" parameter: invalid end index: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'slice([1, 2], 3, 4)',
    'Invalid function argument: Invalid value for "start_index" parameter: start index must not be greater than the length of the list.',
  ],
  [
    'slice([1, 2], 0, -1)',
    'Invalid function argument: Invalid value for "end_index" parameter: end index must not be less than zero.',
  ],
  [
    'slice(texts, 0, -1)',
    'Invalid function argument: Invalid value for "end_index" parameter: end index must not be less than zero.',
  ],
  [
    'slice(texts, 2, 1)',
    'Invalid function argument: Invalid value for "start_index" parameter: start index must not be greater than end index.',
  ],
  [
    'slice(tolist([1, 2]), 3, amount)',
    'Invalid function argument: Invalid value for "start_index" parameter: start index must not be greater than the length of the list.',
  ],
  [
    'slice(null, 0, 1)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
