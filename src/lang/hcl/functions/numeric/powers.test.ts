import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['log(8, 2)', '3 : number'],
  ['log(50, 10)', '1.6989700043360185 : number'],
  ['log(0, 10)', '-Inf : number'],
  ['log(1, 0)', '-0 : number'],
  ['log(2, 1)', '+Inf : number'],
  ['log(1/0, 10)', '+Inf : number'],
  ['pow(2, 10)', '1024 : number'],
  ['pow(2, 0.5)', '1.4142135623730951 : number'],
  ['pow(0, 0)', '1 : number'],
  ['pow(2, -1)', '0.5 : number'],
  ['pow(10, 400)', '+Inf : number'],
  ['pow(2, 100)', '1267650600228229400000000000000 : number'],
  ['pow(3, 50)', '717897987691852600000000 : number'],
  ['pow(1/0, 0)', '1 : number'],
  ['pow(0, -1)', '+Inf : number'],
  ['pow(10, 21)', '1000000000000000000000 : number'],
  ['pow(1.1, 2)', '1.2100000000000002 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['pow("a", 1)', 'Invalid function argument: Invalid value for "num" parameter: a number is required.'],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
