import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['range(3)', '[0, 1, 2] : list(number)'],
  ['range(0)', '[] : list(number)'],
  ['range(-3)', '[0, -1, -2] : list(number)'],
  ['range(1, 4)', '[1, 2, 3] : list(number)'],
  ['range(4, 1)', '[4, 3, 2] : list(number)'],
  ['range(1, 4, 2)', '[1, 3] : list(number)'],
  ['range(4, 1, -2)', '[4, 2] : list(number)'],
  ['range(4, 4, 0)', '[] : list(number)'],
  ['range(1.5)', '[0, 1] : list(number)'],
  [
    'range(0, 1, 0.3)',
    '[0, 0.3, 0.6, 0.90000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004] : list(number)',
  ],
  [
    'range(0, 1, 0.1)',
    '[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.70000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006, 0.8000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001, 0.9000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001] : list(number)',
  ],
  ['range("3")', '[0, 1, 2] : list(number)'],
  [
    'range(0, 1e10, 1e9)',
    '[0, 1000000000, 2000000000, 3000000000, 4000000000, 5000000000, 6000000000, 7000000000, 8000000000, 9000000000] : list(number)',
  ],
  ['range(-1, -4)', '[-1, -2, -3] : list(number)'],
  ['range(0, -2, -0.5)', '[0, -0.5, -1, -1.5] : list(number)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['range(amount)', '? : list(number)'],
  ['range(1, amount)', '? : list(number)'],
  ['range(any)', '? : list(number)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['range(sensitive(2))', '[0, 1] : list(number), sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'range()',
    'Error in function call: Call to function "range" failed: must have one, two, or three arguments.',
  ],
  [
    'range(1, 4, -1)',
    'Invalid function argument: Invalid value for "params" parameter: end must be less than start when step is negative.',
  ],
  [
    'range(1, 4, 0)',
    'Error in function call: Call to function "range" failed: more than 1024 values were generated; either decrease the difference between start and end or use a smaller step.',
  ],
  [
    'range(1, 2, 3, 4)',
    'Error in function call: Call to function "range" failed: must have one, two, or three arguments.',
  ],
  [
    'range(null)',
    'Invalid function argument: Invalid value for "params" parameter: argument must not be null.',
  ],
  [
    'range(1/0)',
    'Error in function call: Call to function "range" failed: more than 1024 values were generated; either decrease the difference between start and end or use a smaller step.',
  ],
  [
    'range(0, 5, -1)',
    'Invalid function argument: Invalid value for "params" parameter: end must be less than start when step is negative.',
  ],
  [
    'range(5, 0, 1)',
    'Invalid function argument: Invalid value for "params" parameter: end must be greater than start when step is positive.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
