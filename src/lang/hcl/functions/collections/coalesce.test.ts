import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['coalesce("", "b")', '"b" : string'],
  ['coalesce("", 1)', '"1" : string'],
  ['coalesce(null, 1)', '1 : number'],
  ['coalesce([], [1])', '[] : list(number)'],
  ['coalesce([1], ["a"])', '["1"] : tuple(string)'],
  ['coalesce({a = 1}, {a = "b"})', '{a = "1"} : object(a string)'],
  ['coalesce({a = 1}, {b = "b"})', '{a = "1"} : map(string)'],
  ['coalesce(false, true)', 'false : bool'],
  ['coalescelist([], ["a"])', '["a"] : tuple(string)'],
  ['coalescelist([1], ["a"])', '[1] : tuple(number)'],
  ['coalescelist(tolist([]), tolist(["a"]))', '["a"] : list(string)'],
  ['coalescelist(tolist([1]), tolist(["a"]))', '[1] : list(number)'],
  ['coalescelist(tolist([1]), ["a"])', '[1] : list(number)'],
  ['coalescelist(tolist([]), ["a"])', '["a"] : tuple(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['coalesce(text, "a")', '? : string'],
  ['coalesce(any, "a")', '? : string'],
  ['coalesce("a", text)', '"a" : string'],
  ['coalesce("a", any)', '"a" : string'],
  ['coalesce(null, text)', '? : string'],
  ['coalesce(text)', '? : string'],
  ['coalescelist(texts, ["a"])', '? : dynamic'],
  ['coalescelist(["a"], texts)', '["a"] : tuple(string)'],
  ['coalescelist([], texts)', '? : dynamic'],
  ['coalescelist(any, ["a"])', '? : dynamic'],
  ['coalescelist(["a"], any)', '["a"] : tuple(string)'],
  ['coalescelist([text])', '[?] : tuple(string)'],
  ['coalesce(any)', '? : dynamic'],
  ['coalesce([], any)', '[] : tuple()'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['coalesce(sensitive("a"), "b")', '"a" : string, sensitive'],
  ['coalesce("a", sensitive("b"))', '"a" : string, sensitive'],
  ['coalesce(sensitive(""), "b")', '"b" : string, sensitive'],
  ['coalesce([secret], ["a"])', '["s"] : tuple(string), sensitive'],
  ['coalescelist(sensitive([]), ["a"])', '["a"] : tuple(string), sensitive'],
  ['coalescelist(["a"], sensitive([]))', '["a"] : tuple(string), sensitive'],
  ['coalescelist([secret])', '["s"] : tuple(string), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'coalesce()',
    'Error in function call: Call to function "coalesce" failed: all arguments must have the same type.',
  ],
  [
    'coalesce(null)',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
  [
    'coalesce(null, "")',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
  [
    'coalesce(1, true)',
    'Error in function call: Call to function "coalesce" failed: all arguments must have the same type.',
  ],
  [
    'coalesce({a = 1}, [1])',
    'Error in function call: Call to function "coalesce" failed: all arguments must have the same type.',
  ],
  [
    'coalesce(1, [1])',
    'Error in function call: Call to function "coalesce" failed: all arguments must have the same type.',
  ],
  [
    'coalesce("", "")',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
  [
    'coalescelist()',
    'Error in function call: Call to function "coalescelist" failed: at least one argument is required.',
  ],
  [
    'coalescelist([])',
    'Error in function call: Call to function "coalescelist" failed: no non-null arguments.',
  ],
  [
    'coalescelist([], [])',
    'Error in function call: Call to function "coalescelist" failed: no non-null arguments.',
  ],
  [
    'coalescelist(null, ["a"])',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalescelist(null)',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalescelist({}, ["a"])',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalescelist("a")',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalescelist(toset([]), ["a"])',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalescelist(toset(["b"]))',
    'Error in function call: Call to function "coalescelist" failed: coalescelist arguments must be lists or tuples.',
  ],
  [
    'coalesce(tostring(null), "")',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
  [
    'coalesce(null, null)',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
  [
    'coalesce(tostring(null), null)',
    'Error in function call: Call to function "coalesce" failed: no non-null, non-empty-string arguments.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
