import { expect, it } from 'vitest'
import { listOf, stringType } from '../../types.ts'
import { list, nullOf, number, string, unknown, type Val } from '../../value.ts'
import { opentofu } from '../../version.ts'
import { asked, contextOf, waiting } from '../asking.ts'
import { callFunction } from '../call.ts'
import { functionNamed } from '../index.ts'

const text = unknown(stringType, [waiting])
const texts = unknown(listOf(stringType), [waiting])

it.each([
  ['assumenotnull("a")', '"a" : string'],
  ['assumenotnull([sensitive("a")])', '[(marked)] : tuple(string)'],
  ['assumestringprefix("vpc-1", "vpc-")', '"vpc-1" : string'],
  ['assumeequal("1", 1)', '1 : number'],
  ['assumeequal(any, "arn")', '"arn" : string'],
  ['assumeequal(sensitive("arn"), "arn")', '"arn" : string'],
  ['assumelistlength(["a"], 0, 1)', '["a"] : list(string)'],
  ['assumelistlengthmin(["a"], 1)', '["a"] : list(string)'],
  ['assumesetlengthmax(["a", "a"], 1)', '["a"] : set(string)'],
  ['assumemaplengthmin({a = 1}, 1)', '{a = 1} : map(number)'],
])('hands on the value of %s, which is as assumed', (written, answer) => {
  expect(asked(written, opentofu)).toBe(answer)
})

it.each([
  ['assumenotnull(null)', 'value must not be null'],
  ['assumestringprefix("a", "vpc-")', 'string does not begin with "vpc-"'],
  ['assumeequal("b", "a")', 'value is not equal to what was assumed'],
  ['assumeequal([], "a")', 'string required'],
  ['assumelistlengthmin([], 1)', 'length must be at least 1'],
  ['assumelistlength(["a", "b"], 0, 1)', 'length must be at most 1'],
  ['assumelistlengthmin([], 0.5)', 'value must be a whole number'],
])('refuses %s, which is not as assumed', (written, detail) => {
  expect(asked(written, opentofu)).toContain(detail)
})

it('tells more of what is not known', () => {
  expect(call('assumenotnull', text)).toMatchObject({ kind: 'unknown', refinement: { notNull: true } })
  expect(call('assumestringprefix', text, string('vpc-'))).toMatchObject({
    kind: 'unknown',
    refinement: { prefix: expect.stringMatching(/^vpc-?$/u) as string },
  })
  expect(call('assumelistlengthmin', texts, number(1))).toMatchObject({ refinement: { minLength: 1 } })
  expect(call('assumenotnull', nullOf(stringType))).toMatchObject({ kind: 'problem' })
})

it('knows a list of a length that is known as its items', () => {
  const exact = call('assumelistlength', texts, number(2), number(2))
  expect(exact).toMatchObject({ kind: 'unknown', refinement: { minLength: 2, maxLength: 2 } })
  if (exact.kind === 'problem') return
  expect(call('assumenotnull', exact)).toMatchObject({
    kind: 'list',
    items: [{ kind: 'unknown' }, { kind: 'unknown' }],
  })
})

it('keeps the origin of the value', () => {
  const items = list(stringType, [string('a')], 6)
  expect(call('assumelistlengthmin', items, number(1))).toMatchObject({ items: items.items, origin: 6 })
})

function call(name: string, ...args: readonly Val[]) {
  const fn = functionNamed(name, opentofu)
  return 'kind' in fn ? fn : callFunction(fn, args, contextOf(opentofu))
}
