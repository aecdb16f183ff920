import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['transpose({a = ["1", "2"], b = ["2"]})', '{1 = ["a"], 2 = ["a", "b"]} : map(list(string))'],
  ['transpose({})', '{} : map(list(string))'],
  ['transpose({a = []})', '{} : map(list(string))'],
  ['transpose({a = [1]})', '{1 = ["a"]} : map(list(string))'],
  ['transpose({b = ["x", "x"], a = ["x"]})', '{x = ["a", "b", "b"]} : map(list(string))'],
  ['transpose(tomap({a = toset(["x"])}))', '{x = ["a"]} : map(list(string))'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['transpose({a = [text]})', '? : map(list(string))'],
  ['transpose({a = texts})', '? : map(list(string))'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['transpose({a = [sensitive("x")]})', '{x = ["a"]} : map(list(string)), sensitive'],
  ['transpose({a = sensitive(["x"])})', '{x = ["a"]} : map(list(string)), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'transpose({a = null})',
    'Error in function call: Call to function "transpose" failed: input must not contain null list.',
  ],
  [
    'transpose({a = [null]})',
    'Error in function call: Call to function "transpose" failed: input list must not contain null string.',
  ],
  [
    'transpose({a = "x"})',
    'Invalid function argument: Invalid value for "values" parameter: element "a": list of string required.',
  ],
  [
    'transpose(null)',
    'Invalid function argument: Invalid value for "values" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
