import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['max(1, 2.5, -3)', '2.5 : number'],
  ['min(1, 2.5, -3)', '-3 : number'],
  ['max(1/0, 5)', '+Inf : number'],
  ['max("3", 2)', '3 : number'],
  ['max(0.1, 0.1)', '0.1 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['max(amount, 1)', '? : number'],
  ['min(amount)', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['min(amount, sensitive(1))', '? : number, sensitive'],
  ['max(sensitive(1), 2)', '2 : number, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['max()', 'Error in function call: Call to function "max" failed: must pass at least one number.'],
  ['max(1, "x")', 'Invalid function argument: Invalid value for "numbers" parameter: a number is required.'],
  [
    'max("a", null)',
    'Invalid function argument: Invalid value for "numbers" parameter: a number is required.',
  ],
  ['min()', 'Error in function call: Call to function "min" failed: must pass at least one number.'],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
