import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['contains(["a"], "a")', 'true : bool'],
  ['contains([1], "1")', 'false : bool'],
  ['contains(tolist(["1"]), 1)', 'false : bool'],
  ['contains(toset(["1"]), 1)', 'false : bool'],
  ['contains([[1]], [1])', 'true : bool'],
  ['contains([tolist([1])], [1])', 'false : bool'],
  ['contains([], 1)', 'false : bool'],
  ['contains(tolist([]), 1)', 'false : bool'],
  ['index(["a", "b"], "b")', '1 : number'],
  ['index([1, "a"], "a")', '1 : number'],
  ['contains([tolist([])], tolist([]))', 'true : bool'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['contains([text, "a"], "a")', 'true : bool'],
  ['contains([text, "a"], "b")', '? : bool'],
  ['contains(texts, "b")', '? : bool'],
  ['contains(any, "b")', '? : dynamic'],
  ['contains([1, "a", text], true)', 'false : bool'],
  ['contains([1, text], 1)', 'true : bool'],
  ['contains([text, 1], 1)', 'true : bool'],
  ['contains([{a = text}], {a = "x"})', '? : bool'],
  ['contains([{a = text, b = 1}], {a = "x", b = 2})', 'false : bool'],
  ['contains(texts, "a")', '? : bool'],
  ['contains(tolist(["a"]), text)', '? : bool'],
  ['index([text, "a"], "a")', '? : number'],
  ['index(["a", text], "a")', '0 : number'],
  ['index(["b", text], "a")', '? : number'],
  ['index(texts, "a")', '? : number'],
  ['index(any, "a")', '? : dynamic'],
  ['index([any], 1)', '? : number'],
  ['contains([any], 1)', '? : bool'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['contains(any, sensitive("a"))', '? : dynamic, sensitive'],
  ['contains([sensitive("a")], any)', '? : dynamic, sensitive'],
  ['contains([sensitive("a")], "a")', 'true : bool, sensitive'],
  ['contains([sensitive("a"), "b"], "b")', 'true : bool, sensitive'],
  ['contains(["b", sensitive("a")], "b")', 'true : bool, sensitive'],
  ['contains(["a"], sensitive("a"))', 'true : bool, sensitive'],
  ['index([sensitive("a")], "a")', '0 : number, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'contains({a = 1}, 1)',
    'Error in function call: Call to function "contains" failed: argument must be list, tuple, or set.',
  ],
  [
    'contains(null, 1)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'contains([1], null)',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
  [
    'contains([null], null)',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
  [
    'contains("abc", "a")',
    'Error in function call: Call to function "contains" failed: argument must be list, tuple, or set.',
  ],
  ['index(["a", "b"], "c")', 'Error in function call: Call to function "index" failed: item not found.'],
  ['index([1], "1")', 'Error in function call: Call to function "index" failed: item not found.'],
  ['index(tolist(["1"]), 1)', 'Error in function call: Call to function "index" failed: item not found.'],
  ['index([], 1)', 'Error in function call: Call to function "index" failed: cannot search an empty list.'],
  [
    'index({a = 1}, 1)',
    'Error in function call: Call to function "index" failed: argument must be a list or tuple.',
  ],
  [
    'index(toset(["a"]), "a")',
    'Error in function call: Call to function "index" failed: argument must be a list or tuple.',
  ],
  [
    'index(null, 1)',
    'Invalid function argument: Invalid value for "list" parameter: argument must not be null.',
  ],
  [
    'index([1], null)',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
  [
    'index([null], null)',
    'Invalid function argument: Invalid value for "value" parameter: argument must not be null.',
  ],
  [
    'index("a", "a")',
    'Error in function call: Call to function "index" failed: argument must be a list or tuple.',
  ],
  [
    'index(tolist([]), 1)',
    'Error in function call: Call to function "index" failed: cannot search an empty list.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
