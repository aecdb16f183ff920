import { expect, it } from 'vitest'
import { typeText } from './type-text.ts'
import { dynamicType, listOf, mapOf, numberType, objectOf, stringType, tupleOf } from './types.ts'

it('writes simple types and collections of them on one line', () => {
  expect(typeText(listOf(listOf(dynamicType)))).toBe('list(list(dynamic))')
  expect(typeText(objectOf(new Map()))).toBe('object({})')
  expect(typeText(tupleOf([]))).toBe('tuple([])')
})

it('writes a line for each part of a structure', () => {
  const inner = objectOf(new Map([['c', stringType]]))
  const type = objectOf(
    new Map([
      ['a', numberType],
      ['b', mapOf(inner)],
    ]),
  )
  const text =
    'object({\n    a: number,\n    b: map(\n        object({\n            c: string,\n        }),\n    ),\n})'
  expect(typeText(type)).toBe(text)
})
