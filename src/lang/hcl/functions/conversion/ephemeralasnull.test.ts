import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['ephemeralasnull(1)', '1 : number'],
  ['ephemeralasnull(ephemeral)', 'null : string'],
  ['ephemeralasnull([ephemeral, 1])', '[null, 1] : tuple(string, number)'],
  ['ephemeralasnull(text)', '? : string'],
  ['ephemeralasnull(any)', '? : dynamic'],
  [
    'ephemeralasnull({a = ephemeral, b = {c = ephemeral}})',
    '{a = null, b = {c = null}} : object(a string, b object(c string))',
  ],
  ['ephemeralasnull(toset([ephemeral]))', 'null : set(string)'],
  ['ephemeralasnull(sensitive(ephemeral))', 'null : string, sensitive'],
  ['ephemeralasnull([sensitive(1)])', '[(marked)] : tuple(number)'],
  ['ephemeralasnull(tolist([ephemeral, "a"]))', '[null, "a"] : list(string)'],
  ['ephemeralasnull(null)', 'null : dynamic'],
  ['ephemeralasnull("${text}${ephemeral}")', '"${text}${ephemeral}" : string'],
  ['ephemeralasnull(toset([sensitive("a")]))', '["a"] : set(string), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
