import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['parseint("ff", 16)', '255 : number'],
  ['parseint("-ff", 16)', '-255 : number'],
  ['parseint("FF", 16)', '255 : number'],
  ['parseint("zZ", 62)', '2231 : number'],
  ['parseint("+5", 10)', '5 : number'],
  ['parseint("99999999999999999999999999999999999", 10)', '99999999999999999999999999999999999 : number'],
  ['parseint("aA", 37)', '406 : number'],
  ['parseint("aA", 36)', '370 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['parseint(text, 10)', '? : number'],
  ['parseint("1", amount)', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['parseint(any, sensitive(10))', '? : dynamic, sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'parseint("12", 2)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "12" as a base 2 integer.',
  ],
  [
    'parseint("", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "" as a base 10 integer.',
  ],
  [
    'parseint("1_000", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "1_000" as a base 10 integer.',
  ],
  [
    'parseint("0x1f", 16)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "0x1f" as a base 16 integer.',
  ],
  [
    'parseint("0b1", 2)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "0b1" as a base 2 integer.',
  ],
  [
    'parseint("1.5", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "1.5" as a base 10 integer.',
  ],
  [
    'parseint("5", 1)',
    'Invalid function argument: Invalid value for "base" parameter: base must be a whole number between 2 and 62 inclusive.',
  ],
  [
    'parseint("5", 63)',
    'Invalid function argument: Invalid value for "base" parameter: base must be a whole number between 2 and 62 inclusive.',
  ],
  [
    'parseint("5", 1.5)',
    'Invalid function argument: Invalid value for "base" parameter: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'parseint(10, 2)',
    'Invalid function argument: Invalid value for "number" parameter: first argument must be a string, not number.',
  ],
  [
    'parseint(true, 2)',
    'Invalid function argument: Invalid value for "number" parameter: first argument must be a string, not bool.',
  ],
  [
    'parseint([], 2)',
    'Invalid function argument: Invalid value for "number" parameter: first argument must be a string, not tuple.',
  ],
  [
    'parseint(null, 2)',
    'Invalid function argument: Invalid value for "number" parameter: argument must not be null.',
  ],
  [
    'parseint("5", null)',
    'Invalid function argument: Invalid value for "base" parameter: argument must not be null.',
  ],
  [
    'parseint(" 5", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse " 5" as a base 10 integer.',
  ],
  [
    'parseint(sensitive("12"), 2)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "12" as a base 2 integer.',
  ],
  [
    'parseint(sensitive("13"), 2)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "13" as a base 2 integer.',
  ],
  [
    'parseint("13", sensitive(2))',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "13" as a base 2 integer.',
  ],
  [
    'parseint("12", sensitive(70))',
    'Invalid function argument: Invalid value for "base" parameter: base must be a whole number between 2 and 62 inclusive.',
  ],
  [
    'parseint("5", 1e30)',
    'Invalid function argument: Invalid value for "base" parameter: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'parseint("-", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "-" as a base 10 integer.',
  ],
  [
    'parseint("--5", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "--5" as a base 10 integer.',
  ],
  [
    'parseint("é", 10)',
    'Invalid function argument: Invalid value for "number" parameter: cannot parse "é" as a base 10 integer.',
  ],
  [
    String.raw`parseint("\n", 10)`,
    String.raw`Invalid function argument: Invalid value for "number" parameter: cannot parse "\n" as a base 10 integer.`,
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
