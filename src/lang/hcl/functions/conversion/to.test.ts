import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['tobool("true")', 'true : bool'],
  ['tobool("1")', 'true : bool'],
  ['tobool(null)', 'null : bool'],
  ['tonumber("1.5")', '1.5 : number'],
  ['tonumber(null)', 'null : number'],
  ['tonumber("1e5")', '100000 : number'],
  ['tostring(1)', '"1" : string'],
  ['tostring(true)', '"true" : string'],
  ['tostring(null)', 'null : string'],
  ['tostring("a")', '"a" : string'],
  ['tolist(["a", 1])', '["a", "1"] : list(string)'],
  ['tolist(null)', 'null : list(dynamic)'],
  ['tolist(tolist(["a"]))', '["a"] : list(string)'],
  ['tolist(toset(["b", "a"]))', '["a", "b"] : list(string)'],
  ['tolist([])', '[] : list(dynamic)'],
  ['tolist([null])', '[null] : list(dynamic)'],
  ['tolist([null, 1])', '[null, 1] : list(number)'],
  ['tolist([{a = 1}, {b = 1}])', '[{a = 1}, {b = 1}] : list(map(number))'],
  ['toset(["b", "a", "b", 1])', '["1", "a", "b"] : set(string)'],
  ['toset([])', '[] : set(dynamic)'],
  ['toset(null)', 'null : set(dynamic)'],
  ['toset([null, "a"])', '["a", null] : set(string)'],
  ['toset(tolist([2, 1]))', '[1, 2] : set(number)'],
  ['tomap({a = 1, b = "x"})', '{a = "1", b = "x"} : map(string)'],
  ['tomap({})', '{} : map(dynamic)'],
  ['tomap(null)', 'null : map(dynamic)'],
  ['tomap({a = {x = 1}, b = {y = 2}})', '{a = {x = 1}, b = {y = 2}} : map(map(number))'],
  ['tomap({a = null})', '{a = null} : map(dynamic)'],
  [
    'tonumber("99999999999999999999999999999999999999999999999999")',
    '99999999999999999999999999999999999999999999999999 : number',
  ],
  [
    'tostring(1e100)',
    '"10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000" : string',
  ],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['toset(texts)', '? : set(dynamic)'],
  ['tobool(text)', '? : bool'],
  ['tobool(any)', '? : bool'],
  ['tonumber(text)', '? : number'],
  ['tostring(amount)', '? : string'],
  ['tostring(any)', '? : string'],
  ['tolist([text, 1])', '[?, "1"] : list(string)'],
  ['tolist([any, 1])', '[?, 1] : list(number)'],
  ['tolist(texts)', '? : list(dynamic)'],
  ['tolist(toset(any))', '? : list(dynamic)'],
  ['tolist(any)', '? : list(dynamic)'],
  ['toset([text, "a"])', '["a", ?] : set(string)'],
  ['toset(any)', '? : set(dynamic)'],
  ['tomap({a = text, b = 1})', '{a = ?, b = "1"} : map(string)'],
  ['tomap(named)', '? : map(dynamic)'],
  ['tomap(any)', '? : map(dynamic)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['tobool(sensitive("true"))', 'true : bool, sensitive'],
  ['tostring(sensitive(1))', '"1" : string, sensitive'],
  ['tolist([sensitive(1), "a"])', '[(marked), "a"] : list(string)'],
  ['tolist(sensitive([1]))', '[1] : list(number), sensitive'],
  ['toset([sensitive("a"), "b"])', '["a", "b"] : set(string), sensitive'],
  ['toset(sensitive(["a"]))', '["a"] : set(string), sensitive'],
  ['tomap({a = sensitive(1), b = "x"})', '{a = (marked), b = "x"} : map(string)'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'tobool("yes")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "yes" to bool; only the strings "true" or "false" are allowed.',
  ],
  ['tobool(1)', 'Invalid function argument: Invalid value for "v" parameter: cannot convert number to bool.'],
  ['tobool([])', 'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to bool.'],
  [
    'tobool("True")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "True" to bool; only the strings "true" or "false" are allowed.',
  ],
  [
    'tobool("TRUE")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "TRUE" to bool; only the strings "true" or "false" are allowed.',
  ],
  [
    'tonumber("abc")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "abc" to number; given string must be a decimal representation of a number.',
  ],
  [
    'tonumber("")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "" to number; given string must be a decimal representation of a number.',
  ],
  [
    'tonumber(true)',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert bool to number.',
  ],
  [
    'tonumber([])',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to number.',
  ],
  [
    'tonumber("0x10")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert "0x10" to number; given string must be a decimal representation of a number.',
  ],
  [
    'tonumber(" 1")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert " 1" to number; given string must be a decimal representation of a number.',
  ],
  [
    'tonumber(sensitive("abc"))',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert this sensitive string to number.',
  ],
  [
    'tostring([])',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to string.',
  ],
  [
    'tostring({})',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert object to string.',
  ],
  [
    'tolist({})',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert object to list of any single type.',
  ],
  [
    'tolist("a")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert string to list of any single type.',
  ],
  [
    'tolist([[], 1])',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to list of any single type.',
  ],
  [
    'toset({})',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert object to set of any single type.',
  ],
  [
    'toset("a")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert string to set of any single type.',
  ],
  [
    'toset([[], 1])',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to set of any single type.',
  ],
  [
    'tomap([])',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert tuple to map of any single type.',
  ],
  [
    'tomap({a = 1, b = []})',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert object to map of any single type.',
  ],
  [
    'tomap("a")',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert string to map of any single type.',
  ],
  [
    'tolist(tomap({a = 1}))',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert map of number to list of any single type.',
  ],
  [
    'tolist(tomap(null))',
    'Invalid function argument: Invalid value for "v" parameter: cannot convert map of dynamic to list of any single type.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
