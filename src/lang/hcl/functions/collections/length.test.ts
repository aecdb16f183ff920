import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['length(tolist([1]))', '1 : number'],
  ['length("👨‍👩‍👧e")', '2 : number'],
  ['length({a = 1})', '1 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['length(any)', '? : number'],
  ['length(texts)', '? : number'],
  ['length([text, 1])', '2 : number'],
  ['length(text)', '? : number'],
  ['length(named)', '? : number'],
  ['length(toset([text, "a"]))', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['length(sensitive("abc"))', '3 : number, sensitive'],
  ['length([secret])', '1 : number'],
  ['length(ephemeral)', '1 : number, ephemeral'],
  ['length(sensitive(any))', '? : number, sensitive'],
  ['length(sensitive(texts))', '? : number, sensitive'],
  ['length(tolist([secret]))', '1 : number'],
  ['length(toset([secret]))', '1 : number, sensitive'],
  ['length({a = secret})', '1 : number'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'length(null)',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
  [
    'length(true)',
    'Error in function call: Call to function "length" failed: argument must be a string, a collection type, or a structural type.',
  ],
  [
    'length(tostring(null))',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
