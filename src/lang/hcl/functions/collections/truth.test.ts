import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['alltrue([])', 'true : bool'],
  ['alltrue([true, "true"])', 'true : bool'],
  ['alltrue([true, null])', 'false : bool'],
  ['alltrue(toset([true]))', 'true : bool'],
  ['anytrue([])', 'false : bool'],
  ['anytrue([false, "true"])', 'true : bool'],
  ['anytrue([null, true])', 'true : bool'],
  ['anytrue([null])', 'false : bool'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['alltrue([true, flag])', '? : bool'],
  ['alltrue([false, flag])', 'false : bool'],
  ['alltrue([flag, false])', '? : bool'],
  ['alltrue(any)', '? : bool'],
  ['anytrue([false, flag])', '? : bool'],
  ['anytrue([true, flag])', 'true : bool'],
  ['anytrue([flag, true])', 'true : bool'],
  ['anytrue([flag])', '? : bool'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['alltrue([flag, sensitive(false)])', '? : bool, sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'alltrue([1])',
    'Invalid function argument: Invalid value for "list" parameter: element 0: bool required.',
  ],
  ['alltrue(["x"])', 'Invalid function argument: Invalid value for "list" parameter: a bool is required.'],
  [
    'alltrue(null)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'alltrue({a = true})',
    'Invalid function argument: Invalid value for "list" parameter: list of bool required.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
