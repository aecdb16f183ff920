import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['issensitive(ephemeral)', 'false : bool'],
  ['sensitive(1)', '1 : number, sensitive'],
  ['sensitive(sensitive(1))', '1 : number, sensitive'],
  ['sensitive(text)', '? : string, sensitive'],
  ['sensitive(null)', 'null : dynamic, sensitive'],
  ['sensitive(any)', '? : dynamic, sensitive'],
  ['sensitive([text])', '[?] : tuple(string), sensitive'],
  ['sensitive(ephemeral)', '"e" : string, sensitive, ephemeral'],
  ['nonsensitive(sensitive(1))', '1 : number'],
  ['nonsensitive(1)', '1 : number'],
  ['nonsensitive(text)', '? : string'],
  ['nonsensitive(ephemeral)', '"e" : string, ephemeral'],
  ['nonsensitive([sensitive(1)])', '[(marked)] : tuple(number)'],
  ['nonsensitive(sensitive([sensitive(1)]))', '[(marked)] : tuple(number)'],
  ['nonsensitive(null)', 'null : dynamic'],
  ['nonsensitive(any)', '? : dynamic'],
  ['issensitive(1)', 'false : bool'],
  ['issensitive(sensitive(1))', 'true : bool'],
  ['issensitive([sensitive(1)])', 'false : bool'],
  ['issensitive(text)', '? : bool'],
  ['issensitive(any)', '? : bool'],
  ['issensitive([text])', 'false : bool'],
  ['issensitive(null)', 'false : bool'],
  ['issensitive(sensitive(null))', 'true : bool'],
  ['issensitive(toset([sensitive("a")]))', 'true : bool'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
