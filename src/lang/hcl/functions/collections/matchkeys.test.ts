import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['matchkeys(["a", "b"], ["x", "y"], ["y"])', '["b"] : list(string)'],
  ['matchkeys([1, 2], ["x", "y"], [])', '[] : list(number)'],
  ['matchkeys([1, 2], [1, 2], ["2"])', '[2] : list(number)'],
  ['matchkeys([], [], ["2"])', '[] : list(dynamic)'],
  ['matchkeys([], [], [])', '[] : list(dynamic)'],
  ['matchkeys([1, 2], [1, 2], [])', '[] : list(number)'],
  ['matchkeys([1, 2], [null, "y"], [null])', '[1] : list(number)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['matchkeys([1, 2], ["x", text], ["x"])', '? : list(number)'],
  ['matchkeys([text, "b"], ["x", "y"], ["x"])', '? : list(string)'],
  ['matchkeys(["a", "b"], ["x", "y"], [text])', '[] : list(string)'],
  ['matchkeys(texts, ["x", "y"], ["x"])', '? : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['matchkeys([sensitive(1), 2], ["x", "y"], ["y"])', '[2] : list(number), sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'matchkeys(["a", "b"], ["x"], ["y"])',
    'Error in function call: Call to function "matchkeys" failed: length of keys and values should be equal.',
  ],
  [
    'matchkeys([1, 2], [[1], [2]], ["2"])',
    'Error in function call: Call to function "matchkeys" failed: keys and searchset must be of the same type.',
  ],
  [
    'matchkeys([], ["a"], ["2"])',
    'Error in function call: Call to function "matchkeys" failed: length of keys and values should be equal.',
  ],
  [
    'matchkeys(null, [1], [1])',
    'Invalid function argument: Invalid value for "values" parameter: argument must not be null.',
  ],
  [
    'matchkeys([1], [[]], [1])',
    'Error in function call: Call to function "matchkeys" failed: keys and searchset must be of the same type.',
  ],
  [
    'matchkeys([1], [true], [1])',
    'Error in function call: Call to function "matchkeys" failed: keys and searchset must be of the same type.',
  ],
  [
    'matchkeys([1], ["a", "b"], [])',
    'Error in function call: Call to function "matchkeys" failed: length of keys and values should be equal.',
  ],
  [
    'matchkeys([], ["a", "b"], [])',
    'Error in function call: Call to function "matchkeys" failed: length of keys and values should be equal.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
