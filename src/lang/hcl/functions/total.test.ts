import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseNumber, type Num } from '../number.ts'
import { makeSet } from '../set.ts'
import { conforms } from '../type-relation.ts'
import { boolType, dynamicType, listOf, mapOf, numberType, setOf, stringType, type Type } from '../types.ts'
import {
  bool,
  list,
  map,
  nullOf,
  number,
  object,
  string,
  tuple,
  typeOf,
  unknown,
  type Val,
} from '../value.ts'
import { opentofu } from '../version.ts'
import { contextOf, waiting } from './asking.ts'
import { callFunction } from './call.ts'
import { functions } from './index.ts'

const types: readonly Type[] = [
  dynamicType,
  stringType,
  numberType,
  boolType,
  listOf(stringType),
  setOf(numberType),
  mapOf(stringType),
  listOf(dynamicType),
]

const amounts: readonly Num[] = [
  ...['0', '1', '2', '0.5', '0.1', '1e21', '1e400'].map((digits) => parseNumber(digits) ?? 0),
  -1,
  Infinity,
  -Infinity,
]
const texts = ['', 'a', 'b', '1', 'true', '10.0.0.0/8', 'fd00::/48', '😀', '\n', 'k0']

const marks = fc.constantFrom(0, 0, 0, 1, 2)
const amount: fc.Arbitrary<Val> = fc
  .tuple(fc.constantFrom(...amounts), marks)
  .map(([one, mark]) => number(one, 1, mark))
const text: fc.Arbitrary<Val> = fc
  .tuple(fc.constantFrom(...texts), marks)
  .map(([one, mark]) => string(one, 2, mark))
const flag: fc.Arbitrary<Val> = fc.boolean().map((one) => bool(one, 3))
const missing: fc.Arbitrary<Val> = fc.constantFrom(...types).map((type) => nullOf(type, 4))
const later: fc.Arbitrary<Val> = fc
  .tuple(fc.constantFrom(...types), marks)
  .map(([type, mark]) => unknown(type, [waiting], undefined, 5, mark))

const value: fc.Arbitrary<Val> = fc.letrec<{ any: Val }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(amount, text, flag, missing, later),
    fc.array(tie('any'), { maxLength: 3 }).map((items) => tuple(items, 6)),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'k0'), tie('any'), { maxKeys: 3 })
      .map((entries) => object(new Map(Object.entries(entries)), 7)),
    fc.array(amount, { maxLength: 3 }).map((items) => list(numberType, items, 8)),
    fc.array(text, { maxLength: 3 }).map((items) => makeSet(stringType, items, 9)),
    fc
      .array(text, { maxLength: 3 })
      .map((items) => map(stringType, new Map(items.map((item, at) => [`k${at}`, item])), 10)),
  ),
})).any

it.each(functions.map((fn) => ({ name: fn.name, fn })))(
  '$name answers any arguments with a value of its type or a problem',
  ({ fn }) => {
    const holds = fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (args) => {
      const result = callFunction(
        fn,
        args.slice(0, fn.variadic === undefined ? fn.parameters.length : 4),
        contextOf(opentofu),
      )
      if (result.kind === 'problem') return result.detail.endsWith('.')
      const type = fn.returns(args)
      return (
        type.kind === 'problem' ||
        result.kind === 'unknown' ||
        fn.parameters.some((one) => one.type.kind !== 'dynamic') ||
        conforms(typeOf(result), type)
      )
    })
    expect(fc.check(holds, { numRuns: 60 }).counterexample).toBeNull()
  },
)
