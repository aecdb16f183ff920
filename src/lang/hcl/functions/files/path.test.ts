import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['abspath("/a/../b/./c//")', '"/b/c" : string'],
  ['basename("a/b/c.txt")', '"c.txt" : string'],
  ['basename("")', '"." : string'],
  ['basename("/")', '"/" : string'],
  ['basename("a/b/")', '"b" : string'],
  ['dirname("a/b/c.txt")', '"a/b" : string'],
  ['dirname("")', '"." : string'],
  ['dirname("/")', '"/" : string'],
  ['dirname("a/b/")', '"a/b" : string'],
  ['dirname("a//b")', '"a" : string'],
  ['dirname("a/../b/c")', '"b" : string'],
  ['pathexpand("/a/b")', '"/a/b" : string'],
  ['pathexpand("a~")', '"a~" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['abspath("x")', '? : string'],
  ['abspath(text)', '? : string'],
  ['pathexpand("~/x")', '? : string'],
  ['pathexpand("~")', '? : string'],
  ['basename(text)', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['basename(secret)', '"s" : string, sensitive']])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'pathexpand("~user/x")',
    'Error in function call: Call to function "pathexpand" failed: cannot expand user-specific home dir.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
