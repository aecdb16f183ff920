import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['merge()', '{} : object()'],
  ['merge({a = 1})', '{a = 1} : object(a number)'],
  ['merge({a = 1}, {b = "x"})', '{a = 1, b = "x"} : object(a number, b string)'],
  ['merge({a = 1}, {a = "x"})', '{a = "x"} : object(a string)'],
  ['merge({a = 1}, null)', '{a = 1} : object(a number)'],
  ['merge(null)', '{} : object()'],
  ['merge(null, null)', '{} : object()'],
  ['merge(tomap({a = 1}), tomap({b = 2}))', '{a = 1, b = 2} : map(number)'],
  ['merge(tomap({a = 1}), tomap({b = "x"}))', '{a = 1, b = "x"} : object(a number, b string)'],
  ['merge(tomap({a = 1}), {b = 2})', '{a = 1, b = 2} : object(a number, b number)'],
  ['merge(tomap({a = 1}), null)', '{a = 1} : object(a number)'],
  ['merge(tomap({a = 1}), tomap(null))', '{a = 1} : object(a number)'],
  ['merge({a = 1}, tomap(null))', '{a = 1} : object(a number)'],
  ['merge({})', '{} : object()'],
  ['merge(tomap({}))', '{} : map(dynamic)'],
  ['merge(tomap({}), tomap({a = 1}))', '{a = 1} : object(a number)'],
  ['merge({}, tomap({a = 1}))', '{a = 1} : object(a number)'],
  [
    'merge(tomap({a = {x = 1}}), tomap({b = {y = 1}}))',
    '{a = {x = 1}, b = {y = 1}} : object(a object(x number), b object(y number))',
  ],
  ['merge({a = {x = 1}}, {a = {y = 1}})', '{a = {y = 1}} : object(a object(y number))'],
  ['merge({a = 1, c = null}, {a = null})', '{a = null, c = null} : object(a dynamic, c dynamic)'],
  ['merge({a = 1}, {b = 2}, {a = 3})', '{a = 3, b = 2} : object(a number, b number)'],
  ['merge(tomap({}), {})', '{} : object()'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['merge(named, {a = 1})', '? : dynamic'],
  ['merge(named, named)', '? : map(string)'],
  ['merge(named, tomap({a = "x"}))', '? : map(string)'],
  ['merge({a = 1}, named)', '? : dynamic'],
  ['merge({a = 1}, any)', '? : dynamic'],
  ['merge(any)', '? : dynamic'],
  ['merge({a = text}, {b = 1})', '{a = ?, b = 1} : object(a string, b number)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['merge({a = sensitive(1)}, {b = 1})', '{a = (marked), b = 1} : object(a number, b number)'],
  ['merge({a = sensitive(1)}, {a = 1})', '{a = 1} : object(a number)'],
  ['merge(sensitive({a = 1}), {b = 1})', '{a = 1, b = 1} : object(a number, b number), sensitive'],
  ['merge(tomap({a = sensitive(1)}), tomap({b = 2}))', '{a = (marked), b = 2} : map(number)'],
  ['merge(tomap({a = 1}), sensitive(tomap({b = 2})))', '{a = 1, b = 2} : map(number), sensitive'],
  ['merge(sensitive(null), {a = 1})', '{a = 1} : object(a number)'],
  ['merge(named, sensitive({a = 1}))', '? : dynamic'],
  ['merge(named, {a = sensitive(1)})', '? : dynamic'],
  ['merge(sensitive({a = 1}), any)', '? : dynamic'],
  ['merge(sensitive({a = 1}), named)', '? : dynamic'],
  ['merge(sensitive(tomap({a = "1"})), named)', '? : map(string)'],
  ['merge(named, sensitive(tomap({a = "1"})))', '? : map(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'merge({a = 1}, "a")',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "string".',
  ],
  [
    'merge([1])',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "tuple".',
  ],
  [
    'merge(toset([1]))',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "set of number".',
  ],
  [
    'merge([], {})',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "tuple".',
  ],
  [
    'merge({a = 1}, [])',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "tuple".',
  ],
  [
    'merge({}, "x")',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "string".',
  ],
  [
    'merge(1)',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "number".',
  ],
  [
    'merge({a = 1}, true)',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "bool".',
  ],
  [
    'merge({a = 1}, tolist([1]))',
    'Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "list of number".',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
