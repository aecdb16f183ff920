import { describe, expect, it } from 'vitest'
import { casesOf } from './fixtures/written.ts'
import { constraintName, friendlyName, typeFromJson, typeJson } from './json-type.ts'
import { dynamicType, listOf, mapOf, objectOf, setOf, stringType, tupleOf } from './types.ts'

describe('typeJson', () => {
  it('is read back by typeFromJson', () => {
    for (const { type } of casesOf('conversions.jsonl')) {
      const read = typeFromJson(type)
      expect(read && typeJson(read)).toEqual(type)
    }
  })

  it('names the attributes that may be left out', () => {
    const type = objectOf(
      new Map([
        ['a', stringType],
        ['b', dynamicType],
      ]),
      new Set(['b']),
    )
    expect(typeJson(type)).toEqual(['object', { a: 'string', b: 'dynamic' }, ['b']])
  })

  it.each(['"list"', '["list"]', '["list", "x"]', '["object"]', '["tuple", "string"]', 'null', '7', '{}'])(
    'takes %s for no type',
    (json) => {
      expect(typeFromJson(JSON.parse(json))).toBeUndefined()
    },
  )
})

describe('the names of types', () => {
  it('are those of messages', () => {
    expect(friendlyName(listOf(mapOf(stringType)))).toBe('list of map of string')
    expect(friendlyName(dynamicType)).toBe('dynamic')
    expect(friendlyName(setOf(tupleOf([stringType])))).toBe('set of tuple')
    expect(constraintName(dynamicType)).toBe('any type')
    expect(constraintName(listOf(dynamicType))).toBe('list of any single type')
    expect(constraintName(objectOf(new Map()))).toBe('object')
  })
})
