import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['keys({})', '[] : tuple()'],
  ['keys(tomap({a = 1}))', '["a"] : list(string)'],
  ['values({b = 1, a = "x"})', '["x", 1] : tuple(string, number)'],
  ['values(tomap({b = 1, a = 2}))', '[2, 1] : list(number)'],
  ['values({})', '[] : tuple()'],
  ['keys(tomap({}))', '[] : list(string)'],
  ['values(tomap({}))', '[] : list(dynamic)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['keys({k = text})', '["k"] : tuple(string)'],
  ['keys(any)', '? : dynamic'],
  ['keys(named)', '? : list(string)'],
  ['values({b = 1, a = text})', '[?, 1] : tuple(string, number)'],
  ['values(named)', '? : list(string)'],
  ['values(any)', '? : dynamic'],
  ['values(tomap({a = any}))', '[?] : list(dynamic)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['keys({k = secret})', '["k"] : tuple(string)'],
  ['keys(sensitive({k = 1}))', '["k"] : tuple(string), sensitive'],
  ['keys(tomap({a = sensitive(1)}))', '["a"] : list(string)'],
  ['values({b = 1, a = secret})', '[(marked), 1] : tuple(string, number)'],
  ['values(tomap({b = 1, a = sensitive(2)}))', '[(marked), 1] : list(number)'],
  ['keys(sensitive(named))', '? : list(string), sensitive'],
  ['values(sensitive(named))', '? : list(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'keys([])',
    'Invalid function argument: Invalid value for "inputMap" parameter: must have map or object type.',
  ],
  [
    'keys(null)',
    'Invalid function argument: Invalid value for "inputMap" parameter: argument must not be null.',
  ],
  [
    'values(null)',
    'Invalid function argument: Invalid value for "mapping" parameter: argument must not be null.',
  ],
  [
    'values([])',
    'Error in function call: Call to function "values" failed: values() requires a map as the first argument.',
  ],
  [
    'keys(tomap(null))',
    'Invalid function argument: Invalid value for "inputMap" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
