import { expect, it } from 'vitest'
import type { Cause } from '../../../kernel/value.ts'
import { listOf, stringType, numberType, dynamicType } from '../types.ts'
import { list, map, nullOf, number, object, string, tuple, unknown, type Val } from '../value.ts'
import { opentofu, terraform111 } from '../version.ts'
import { asked, contextOf, waiting } from './asking.ts'
import { callFunction } from './call.ts'
import type { FunctionContext } from './function.ts'
import { functionNamed } from './index.ts'

it.each([
  [
    'length()',
    'Not enough function arguments: Function "length" expects 1 argument(s). Missing value for "value".',
  ],
  [
    'lookup({a = 1})',
    'Not enough function arguments: Function "lookup" expects at least 2 argument(s). Missing value for "key".',
  ],
  ['length(1, 2)', 'Too many function arguments: Function "length" expects only 1 argument(s).'],
  ['pow("a", 1)', 'Invalid function argument: Invalid value for "num" parameter: a number is required.'],
  ['max(1, "x")', 'Invalid function argument: Invalid value for "numbers" parameter: a number is required.'],
  [
    'keys(null)',
    'Invalid function argument: Invalid value for "inputMap" parameter: argument must not be null.',
  ],
  [
    'values([])',
    'Error in function call: Call to function "values" failed: values() requires a map as the first argument.',
  ],
  ['core::length([1])', '1 : number'],
  [
    'core::list(1)',
    'Error in function call: Call to function "core::list" failed: the "list" function was deprecated in Terraform v0.12 and is no longer available; use tolist([ ... ]) syntax to write a literal list.',
  ],
])('says of %s what Terraform says', (written, answer) => {
  expect(asked(written)).toBe(answer)
})

it('points at the argument that is at fault', () => {
  const result = call('slice', tuple([number(1)]), number(0), number(7))
  expect(result).toMatchObject({ kind: 'problem', argument: 2 })
  expect(call('max', number(1), string('x'))).toMatchObject({ kind: 'problem', argument: 1 })
})

it('names what an unknown result waits for, each cause once and sorted', () => {
  const region: Cause = { kind: 'variable', what: 'var.region' }
  const deep = object(new Map([['a', unknown(stringType, [waiting])]]))
  const result = call('contains', tuple([deep, unknown(stringType, [region, waiting])]), deep)
  expect(result).toMatchObject({ kind: 'unknown', because: [waiting, region] })
})

it('names at most eight causes', () => {
  const causes = Array.from({ length: 12 }, (_, at): Cause => ({ kind: 'data', what: `data.a.b${at}` }))
  const items = causes.map((cause) => unknown(numberType, [cause]))
  const result = call('sum', tuple(items))
  expect(result.kind === 'unknown' ? result.because.length : 0).toBe(8)
})

it('knows that an unknown result is not null, unless the function may return null', () => {
  const texts = unknown(listOf(stringType), [waiting])
  expect(call('reverse', texts)).toMatchObject({ refinement: { notNull: true } })
  expect(call('element', texts, number(0))).toMatchObject({ kind: 'unknown', refinement: undefined })
})

it('knows bounds of a length that is not known', () => {
  const texts = unknown(listOf(stringType), [waiting], { notNull: true, minLength: 2, maxLength: 5 })
  expect(call('length', texts)).toMatchObject({
    refinement: { notNull: true, min: { value: 2, inclusive: true }, max: { value: 5, inclusive: true } },
  })
})

it('answers with the type alone when an argument is unknown, and without one when even its type is', () => {
  expect(asked('cidrhost(text, 1)')).toBe('? : string')
  expect(asked('contains(any, 1)')).toBe('? : dynamic')
})

it('hands on the marks of all arguments, also when another argument is unknown', () => {
  expect(asked('cidrhost(text, sensitive(1))')).toBe('? : string, sensitive')
  expect(asked('max(ephemeral, sensitive(2))')).toContain('a number is required')
  expect(asked('contains([ephemeral], sensitive("a"))')).toBe('false : bool, sensitive, ephemeral')
})

it('does not copy arguments that need no change', () => {
  const item = string('a', 7)
  const items = list(stringType, [item, string('b', 8)], 9)
  expect(call('element', items, number(0))).toBe(item)
  expect(call('max', number(1, 3), number(5, 4))).toEqual(number(5, 4))
  expect(call('coalesce', nullOf(stringType), item)).toBe(item)
  expect(call('lookup', map(stringType, new Map([['k', item]]), 5), string('k'))).toBe(item)
})

it('gives what is taken out of a container the origin of the container when it has none of its own', () => {
  const items = list(stringType, [string('a')], 9)
  expect(call('element', items, number(0))).toMatchObject({ value: 'a', origin: 9 })
  expect(call('one', items)).toMatchObject({ value: 'a', origin: 9 })
  expect(call('concat', items)).toMatchObject({ origin: 0, items: [{ value: 'a', origin: 9 }] })
  const entries = map(stringType, new Map([['k', string('v')]]), 4)
  expect(call('lookup', entries, string('k'))).toMatchObject({ value: 'v', origin: 4 })
  expect(call('values', entries)).toMatchObject({ items: [{ value: 'v', origin: 4 }] })
})

it('tells a merged entry which entries it overrode, the strongest first', () => {
  const seen: unknown[] = []
  const context: FunctionContext = {
    ...contextOf(terraform111),
    overriding(winner, losers) {
      seen.push([winner.origin, losers])
      return winner
    },
  }
  const args = [1, 2, 3].map((origin) => object(new Map([['a', number(origin, origin)]])))
  const merged = callIn(context, 'merge', args)
  expect(merged).toMatchObject({ kind: 'object', origin: 0 })
  expect(seen).toEqual([[3, [2, 1]]])
})

it('takes a block or object of which not everything is known for unknown', () => {
  const schema: Cause = { kind: 'schema', what: 'aws_vpc' }
  const open: Val = { ...object(new Map([['a', number(1)]])), open: schema }
  expect(call('keys', open)).toMatchObject({ kind: 'unknown', type: dynamicType, because: [schema] })
  expect(call('length', open)).toMatchObject({ kind: 'unknown', because: [schema] })
  expect(call('merge', open)).toMatchObject({ kind: 'unknown', because: [schema] })
  expect(call('sensitive', open)).toMatchObject({ kind: 'object', marks: 1, open: schema })
})

it('does not run functions of providers', () => {
  const result = callIn(contextOf(opentofu), 'provider::aws::arn_parse', [string('arn:…')])
  expect(result).toMatchObject({
    kind: 'unknown',
    because: [{ kind: 'computed', what: 'provider::aws::arn_parse()' }],
  })
})

it.each([
  ['merge', (big: Val) => [big, big]],
  ['keys', (big: Val) => [big]],
  ['values', (big: Val) => [big]],
])('stays linear on a large map: %s', (name, args) => {
  const entries = new Map(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, string(`v${at}`, at + 1)]))
  expect(call(name, ...args(map(stringType, entries, 1)))).not.toMatchObject({ kind: 'problem' })
})

it.each([
  ['distinct', (big: Val) => [big]],
  ['setunion', (big: Val) => [big, big]],
  ['setintersection', (big: Val) => [big, big]],
  ['setsubtract', (big: Val) => [big, big]],
  ['matchkeys', (big: Val) => [big, big, big]],
  ['concat', (big: Val) => [big, big]],
  ['flatten', (big: Val) => [tuple([big, big])]],
  ['sort', (big: Val) => [big]],
  ['contains', (big: Val) => [big, string('none')]],
  ['zipmap', (big: Val) => [big, big]],
  ['toset', (big: Val) => [big]],
  ['chunklist', (big: Val) => [big, number(10)]],
])('stays linear on a large list: %s', (name, args) => {
  const texts = Array.from({ length: 100_000 }, (_, at) => string(`item ${(at * 7919) % 100_003}`, at + 1))
  expect(call(name, ...args(list(stringType, texts, 1)))).not.toMatchObject({ kind: 'problem' })
})

it('refuses a product that would take all the memory', () => {
  const texts = list(
    stringType,
    Array.from({ length: 10_000 }, (_, at) => string(`${at}`)),
  )
  expect(call('setproduct', texts, texts, texts)).toMatchObject({ kind: 'problem' })
})

it('flattens deeply nested lists', () => {
  let nested: Val = tuple([string('core')])
  for (let depth = 0; depth < 900; depth++) nested = tuple([nested])
  expect(call('flatten', nested)).toMatchObject({ kind: 'tuple', items: [{ value: 'core' }] })
})

function call(name: string, ...args: readonly Val[]) {
  return callIn(contextOf(terraform111), name, args)
}

function callIn(context: FunctionContext, name: string, args: readonly Val[]) {
  const fn = functionNamed(name, context.version)
  return 'kind' in fn ? fn : callFunction(fn, args, context)
}

/** How long a call takes, in milliseconds; for ever when it does not succeed. */
