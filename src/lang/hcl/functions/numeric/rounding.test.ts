import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['abs(-1.5)', '1.5 : number'],
  ['abs(-1/0)', '+Inf : number'],
  ['ceil(1.2)', '2 : number'],
  ['ceil(-1.2)', '-1 : number'],
  ['ceil(1/0)', '+Inf : number'],
  ['floor(1.8)', '1 : number'],
  ['floor(-1.2)', '-2 : number'],
  ['floor(123456789012345678901234567890.7)', '123456789012345678901234567890 : number'],
  ['ceil(123456789012345678901234567890.2)', '123456789012345678901234567891 : number'],
  ['signum(-5)', '-1 : number'],
  ['signum(0)', '0 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['abs(amount)', '? : number']])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['abs("x")', 'Invalid function argument: Invalid value for "num" parameter: a number is required.'],
  [
    'signum(0.5)',
    'Error in function call: Call to function "signum" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'signum(1/0)',
    'Error in function call: Call to function "signum" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'signum(-0.5)',
    'Error in function call: Call to function "signum" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'signum(1e30)',
    'Error in function call: Call to function "signum" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'signum(-1/0)',
    'Error in function call: Call to function "signum" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
