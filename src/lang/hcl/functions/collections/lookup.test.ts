import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['lookup({a = 1}, "a")', '1 : number'],
  ['lookup({a = 1}, "b", 2)', '2 : number'],
  ['lookup({a = 1}, "b", "x")', '"x" : string'],
  ['lookup({a = 1}, "a", "x")', '1 : number'],
  ['lookup({a = 1, b = "x"}, "a", "x")', '1 : number'],
  ['lookup(tomap({a = 1}), "b", "2")', '2 : number'],
  ['lookup(tomap({a = 1}), "a", "2")', '1 : number'],
  ['lookup(tomap({a = "1"}), "b", 2)', '"2" : string'],
  ['lookup(tomap({a = "1"}), "b", null)', 'null : string'],
  ['lookup({a = "1"}, "b", null)', 'null : dynamic'],
  ['lookup({a = null}, "a", "x")', 'null : dynamic'],
  ['lookup(tomap({a = null, b = "x"}), "a", "x")', 'null : string'],
  ['lookup({}, "a", 1)', '1 : number'],
  ['lookup(tomap({}), "a", 1)', '1 : number'],
  ['lookup({a = [1]}, "a", [])', '[1] : tuple(number)'],
  ['lookup(tomap({a = {x = 1}}), "b", null)', 'null : object(x number)'],
  ['lookup(tomap({a = tolist(["1"])}), "b", [])', '[] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['lookup(named, "a", "x")', '? : string'],
  ['lookup(named, "a")', '? : string'],
  ['lookup({a = text}, "a", "x")', '? : string'],
  ['lookup({a = 1}, text, "x")', '? : dynamic'],
  ['lookup({a = "y"}, text, "x")', '? : dynamic'],
  ['lookup(tomap({a = "y"}), text, "x")', '? : string'],
  ['lookup(any, "a", "x")', '? : dynamic'],
  ['lookup({a = 1}, "b", text)', '? : string'],
  ['lookup(tomap({a = 1}), "b", text)', '? : number'],
  ['lookup(tomap({a = 1}), "a", text)', '1 : number'],
  ['lookup(tomap({a = "1"}), "a", any)', '"1" : string'],
  ['lookup(tomap({a = "1"}), "b", any)', '? : string'],
  ['lookup({a = 1}, "b", any)', '? : dynamic'],
  ['lookup(tomap({a = 1}), text)', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['lookup(sensitive({a = 1}), "a", 1)', '1 : number, sensitive'],
  ['lookup({a = 1, b = sensitive(2)}, "a", 1)', '1 : number'],
  ['lookup({a = 1, b = sensitive(2)}, "b", 1)', '2 : number, sensitive'],
  ['lookup({a = 1}, sensitive("a"), 1)', '1 : number, sensitive'],
  ['lookup({a = 1}, "a", sensitive(1))', '1 : number'],
  ['lookup({a = 1}, "b", sensitive(1))', '1 : number, sensitive'],
  ['lookup(sensitive(tomap({a = 1})), "zz", sensitive(3))', '3 : number, sensitive'],
  ['lookup(sensitive(named), "a")', '? : string, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'lookup({a = 1}, "b")',
    'Invalid function argument: Invalid value for "inputMap" parameter: the given object has no attribute "b".',
  ],
  [
    'lookup(tomap({a = 1}), "b", "x")',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup({a = "1"}, "b", 2, 3)',
    'Error in function call: Call to function "lookup" failed: lookup() takes two or three arguments, got 4.',
  ],
  [
    'lookup({a = "1"})',
    'Not enough function arguments: Function "lookup" expects at least 2 argument(s). Missing value for "key".',
  ],
  [
    'lookup(null, "a", 1)',
    'Invalid function argument: Invalid value for "inputMap" parameter: argument must not be null.',
  ],
  [
    'lookup([1], "a", 1)',
    'Invalid function argument: Invalid value for "inputMap" parameter: lookup() requires a map as the first argument.',
  ],
  [
    'lookup({}, "a")',
    'Invalid function argument: Invalid value for "inputMap" parameter: the given object has no attribute "a".',
  ],
  [
    'lookup(tomap({a = [1]}), "b", [])',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup(tomap({a = [1]}), "b", ["x"])',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup(tomap({a = {x = 1}}), "b", {})',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup(tomap({a = tolist([1])}), "b", ["x"])',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup(tomap({a = 1}), "b", [])',
    'Invalid function argument: Invalid value for "default" parameter: the default value must have the same type as the map elements.',
  ],
  [
    'lookup({a = 1}, null, 2)',
    'Invalid function argument: Invalid value for "key" parameter: argument must not be null.',
  ],
  [
    'lookup(tomap({a = 1}), "b")',
    'Error in function call: Call to function "lookup" failed: lookup failed to find key "b".',
  ],
  [
    'lookup(tomap({a = 1}), sensitive("zz"))',
    'Error in function call: Call to function "lookup" failed: lookup failed to find key (sensitive value).',
  ],
  [
    'lookup({a = 1}, sensitive("zz"))',
    'Invalid function argument: Invalid value for "inputMap" parameter: the given object has no attribute "zz".',
  ],
  [
    'lookup(sensitive(tomap({a = 1})), "zz")',
    'Error in function call: Call to function "lookup" failed: lookup failed to find key "zz".',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
