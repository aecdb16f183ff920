import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['setintersection(["a", "b"], ["b"])', '["b"] : set(string)'],
  ['setintersection(["a", "b"], [1])', '[] : set(string)'],
  ['setintersection(["1", "b"], [1])', '["1"] : set(string)'],
  ['setintersection([1], ["1"])', '["1"] : set(string)'],
  ['setintersection([], [1])', '[] : set(number)'],
  ['setintersection([], [])', '[] : set(dynamic)'],
  ['setintersection(["a"])', '["a"] : set(string)'],
  ['setintersection([null, "a"], [null])', '[null] : set(string)'],
  ['setunion(["a"], ["b", "a"])', '["a", "b"] : set(string)'],
  ['setunion([1], ["a"])', '["1", "a"] : set(string)'],
  ['setunion([], ["a"])', '["a"] : set(string)'],
  ['setunion([], [])', '[] : set(dynamic)'],
  ['setunion(["b"])', '["b"] : set(string)'],
  ['setunion([{a = 1}], [{b = 1}])', '[{a = 1}, {b = 1}] : set(map(number))'],
  ['setunion(tolist(["b", "a"]), toset(["c"]))', '["a", "b", "c"] : set(string)'],
  ['setsubtract(["a", "b"], ["b"])', '["a"] : set(string)'],
  ['setsubtract(["1", "b"], [1])', '["b"] : set(string)'],
  ['setsubtract([1], ["b"])', '["1"] : set(string)'],
  ['setsubtract([], ["b"])', '[] : set(string)'],
  ['setsubtract([], [])', '[] : set(dynamic)'],
  ['setsubtract(["a"], [])', '["a"] : set(string)'],
  ['setunion(tolist([]), [1])', '[1] : set(number)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['setintersection(["a"], [text])', '? : set(string)'],
  ['setintersection([text], [text])', '? : set(string)'],
  ['setintersection(["a"], texts)', '? : set(string)'],
  ['setunion(["a"], [text])', '["a", ?] : set(string)'],
  ['setunion(["a"], texts)', '? : set(string)'],
  ['setsubtract(["a"], [text])', '? : set(string)'],
  ['setsubtract([text, "a"], ["a"])', '? : set(string)'],
  ['setsubtract([text, "a"], [])', '? : set(string)'],
  ['setsubtract(["a"], texts)', '? : set(string)'],
  ['setunion(texts, [1])', '? : set(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['setintersection(["a", sensitive("b")], ["a"])', '["a"] : set(string), sensitive'],
  ['setunion(["a", sensitive("b")], ["a"])', '["a", "b"] : set(string), sensitive'],
  ['setunion(sensitive(["a"]), ["b"])', '["a", "b"] : set(string), sensitive'],
  ['setsubtract(toset(["a"]), sensitive(["a"]))', '[] : set(string), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'setintersection([1], [true])',
    'Error in function call: Call to function "setintersection" failed: given sets must all have compatible element types.',
  ],
  [
    'setintersection([[1]], ["a"])',
    'Error in function call: Call to function "setintersection" failed: given sets must all have compatible element types.',
  ],
  [
    'setintersection(["a"], null)',
    'Invalid function argument: Invalid value for "other_sets" parameter: argument must not be null.',
  ],
  [
    'setunion([[]], ["a"])',
    'Error in function call: Call to function "setunion" failed: given sets must all have compatible element types.',
  ],
  [
    'setunion([true], [1])',
    'Error in function call: Call to function "setunion" failed: given sets must all have compatible element types.',
  ],
  [
    'setsubtract([1], [[]])',
    'Error in function call: Call to function "setsubtract" failed: given sets must all have compatible element types.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
