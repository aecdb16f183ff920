import { expect, it } from 'vitest'
import { number, object, string, tuple, type Val } from '../../value.ts'
import { terraform111 } from '../../version.ts'
import { asked, contextOf } from '../asking.ts'
import { callFunction } from '../call.ts'
import { encodeExpr, encodeTfvars } from './builtin.ts'

it.each([
  ['1.5', '1.5'],
  ['-1', '-1'],
  ['[]', '[]'],
  ['{}', '{}'],
  ['["a", true, null, toset(["c", "b"])]', '["a", true, null, ["b", "c"]]'],
  ['[1, [2, []], {}, {a = {}}]', '[1, [2, []], {}, {\n  a = {}\n}]'],
  ['{a = 1, bbb = "x"}', '{\n  a   = 1\n  bbb = "x"\n}'],
  ['[{a = 1}, {b = 2, ccc = 3}]', '[{\n  a = 1\n  }, {\n  b   = 2\n  ccc = 3\n}]'],
  ['{a = [[{b = 1}]], c = "x"}', '{\n  a = [[{\n    b = 1\n  }]]\n  c = "x"\n}'],
  [
    '{a = {b = {c = 1}, d = 2}, e = 3}',
    '{\n  a = {\n    b = {\n      c = 1\n    }\n    d = 2\n  }\n  e = 3\n}',
  ],
])('writes %s as Terraform does', (value, text) => {
  expect(asked(`provider::terraform::encode_expr(${value})`)).toBe(`${JSON.stringify(text)} : string`)
})

it.each([
  ['a${b}%{c}$$%%$d%e', '"a$${b}%%{c}$$%%$d%e"'],
  ['a\nb\t"\\', String.raw`"a\nb\t\"\\"`],
  ['\u007F\u0000\u00AD\uFEFF\r\u2028', String.raw`"\u007f\u0000\u00ad\ufeff\r\u2028"`],
])('escapes what a string cannot hold as it is: %j', (value, text) => {
  expect(written(string(value))).toBe(text)
})

it('quotes keys that are no identifiers, and counts characters as people do', () => {
  const keys = new Map<string, Val>([
    ['b', number(2)],
    ['for', number(1)],
    ['x.y', number(2)],
    ['😀', tuple([])],
  ])
  expect(written(object(keys))).toBe('{\n  b     = 2\n  for   = 1\n  "x.y" = 2\n  "😀"   = []\n}')
})

it.each([
  ['{}', ''],
  ['{for = 1, a = "x"}', 'a   = "x"\nfor = 1\n'],
  ['{a = 1, abc = [1, {c = 2}], b = "x"}', 'a = 1\nabc = [1, {\n  c = 2\n}]\nb = "x"\n'],
  ['tomap({a = 1})', 'a = 1\n'],
])('writes %s as a file of variables', (value, text) => {
  expect(asked(`provider::terraform::encode_tfvars(${value})`)).toBe(`${JSON.stringify(text)} : string`)
})

it.each([
  ['encode_expr([text])', '? : string'],
  ['encode_expr(any)', '? : string'],
  ['encode_tfvars({a = text})', '? : string'],
  ['encode_tfvars({a = secret})', '"a = \\"s\\"\\n" : string, sensitive'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(`provider::terraform::${call}`)).toBe(answer)
})

it('leaves it to the reader to read a file of variables', () => {
  expect(asked('provider::terraform::decode_tfvars("")')).toBe('{} : object()')
  expect(asked('provider::terraform::decode_tfvars("a = 1")')).toBe(
    'Error in function call: Call to function "provider::terraform::decode_tfvars" failed: no file.',
  )
  expect(asked('provider::terraform::decode_tfvars(text)')).toBe('? : dynamic')
})

it('refuses what is no object, and names that no variable can have', () => {
  expect(asked('provider::terraform::encode_tfvars([1])')).toContain(
    'invalid value to encode: must be an object',
  )
  const bad = callFunction(encodeTfvars, [object(new Map([['b c', number(1)]]))], contextOf(terraform111))
  expect(bad).toMatchObject({ kind: 'problem' })
  expect(asked('provider::terraform::encode_expr(null)')).toContain('argument must not be null')
})

function written(value: Val): string {
  const result = callFunction(encodeExpr, [value], contextOf(terraform111))
  return result.kind === 'string' ? result.value : ''
}
