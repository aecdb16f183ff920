import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  [
    'setproduct(["a", "b"], [1, 2])',
    '[["a", 1], ["a", 2], ["b", 1], ["b", 2]] : list(tuple(string, number))',
  ],
  ['setproduct(["a"], [])', '[] : list(tuple(string, dynamic))'],
  ['setproduct([], [])', '[] : list(tuple(dynamic, dynamic))'],
  ['setproduct(tolist(["a", "b"]), tolist([1]))', '[["a", 1], ["b", 1]] : list(tuple(string, number))'],
  ['setproduct(toset(["a", "b"]), toset([1]))', '[["a", 1], ["b", 1]] : set(tuple(string, number))'],
  ['setproduct(toset(["a", "b"]), tolist([1]))', '[["a", 1], ["b", 1]] : set(tuple(string, number))'],
  ['setproduct(tolist([]), [1])', '[] : list(tuple(dynamic, number))'],
  ['setproduct(toset([]), toset([1]))', '[] : set(tuple(dynamic, number))'],
  ['setproduct([1, "a"], [2])', '[["1", 2], ["a", 2]] : list(tuple(string, number))'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['setproduct(["a"], [text])', '[["a", ?]] : list(tuple(string, string))'],
  ['setproduct(["a"], texts)', '? : list(tuple(string, string))'],
  ['setproduct(toset(["a"]), toset([text]))', '[["a", ?]] : set(tuple(string, string))'],
  ['setproduct(["a"], [any])', '[["a", ?]] : list(tuple(string, dynamic))'],
  ['setproduct(texts, texts)', '? : list(tuple(string, string))'],
  ['setproduct(["a"], toset(any))', '? : set(tuple(string, dynamic))'],
  ['setproduct(toset(["a", "b"]), toset(any))', '? : set(tuple(string, dynamic))'],
  ['setproduct([], texts)', '? : list(tuple(dynamic, string))'],
  ['setproduct(toset([text, "b"]), ["a"])', '? : set(tuple(string, string))'],
  ['setproduct([], toset([text, "b"]))', '? : set(tuple(dynamic, string))'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['setproduct(any, [sensitive("a")])', '? : dynamic'],
  ['setproduct([sensitive("a")], any)', '? : dynamic'],
  ['setproduct([sensitive("a")], ["b"])', '[[(marked), "b"]] : list(tuple(string, string))'],
  [
    'setproduct(toset([sensitive("a")]), toset(["b"]))',
    '[["a", "b"]] : set(tuple(string, string)), sensitive',
  ],
  ['setproduct(sensitive(["a"]), ["b"])', '[["a", "b"]] : list(tuple(string, string)), sensitive'],
  ['setproduct(sensitive(texts), ["a"])', '? : list(tuple(string, string)), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'setproduct()',
    'Error in function call: Call to function "setproduct" failed: at least two arguments are required.',
  ],
  [
    'setproduct(["a"])',
    'Error in function call: Call to function "setproduct" failed: at least two arguments are required.',
  ],
  [
    'setproduct([[], 1], [2])',
    'Invalid function argument: Invalid value for "sets" parameter: all elements must be of the same type.',
  ],
  [
    'setproduct("a", "b")',
    'Invalid function argument: Invalid value for "sets" parameter: a set or a list is required.',
  ],
  [
    'setproduct({a = 1}, [1])',
    'Invalid function argument: Invalid value for "sets" parameter: a set or a list is required.',
  ],
  [
    'setproduct(["a"], null)',
    'Invalid function argument: Invalid value for "sets" parameter: argument must not be null.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
