import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['one([])', 'null : dynamic'],
  ['one([1])', '1 : number'],
  ['one([null])', 'null : dynamic'],
  ['one(tolist([]))', 'null : dynamic'],
  ['one(tolist([1]))', '1 : number'],
  ['one(toset(["a"]))', '"a" : string'],
  ['one(toset([]))', 'null : dynamic'],
  ['one([[]])', '[] : tuple()'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['one(texts)', '? : string'],
  ['one(toset(any))', '? : dynamic'],
  ['one(any)', '? : dynamic'],
  ['one([text])', '? : string'],
  ['one(toset([text]))', '? : string'],
  ['one(toset([text, "a"]))', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['one([sensitive(1)])', '1 : number, sensitive'],
  ['one(sensitive([]))', 'null : dynamic, sensitive'],
  ['one(sensitive([1]))', '1 : number, sensitive'],
  ['one(toset([sensitive("a")]))', '"a" : string, sensitive'],
  ['one(sensitive(texts))', '? : string, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'one([1, 2])',
    'Invalid function argument: Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
  ],
  [
    'one(toset(["a", "b"]))',
    'Invalid function argument: Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
  ],
  ['one(null)', 'Invalid function argument: Invalid value for "list" parameter: argument must not be null.'],
  [
    'one({a = 1})',
    'Invalid function argument: Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
  ],
  [
    'one("a")',
    'Invalid function argument: Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
  ],
  [
    'one(tolist(null))',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'one([text, 1])',
    'Invalid function argument: Invalid value for "list" parameter: must be a list, set, or tuple value with either zero or one elements.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
