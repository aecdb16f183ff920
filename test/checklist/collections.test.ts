import { describe, expect, it } from 'vitest'
import { error, later, output, typeOf, value, values } from './asking.ts'

describe('for', () => {
  it('22: goes over maps, objects and sets in the order of the bytes of their keys or elements', () => {
    expect(value('[for k, v in { b = 1, a = 2, B = 3, "10" = 4, "9" = 5 } : k]')).toEqual([
      '10',
      '9',
      'B',
      'a',
      'b',
    ])
    expect(value('[for k, v in tomap({ b = 1, a = 2 }) : v]')).toEqual([2, 1])
    expect(value('[for x in toset(["b", "a", "B"]) : x]')).toEqual(['B', 'a', 'b'])
    expect(value('[for k, v in { "\u{1F600}" = 1, "\uFFFD" = 2 } : v]')).toEqual([2, 1])
  })

  it('22: goes over lists and tuples in their order, with numbers as keys', () => {
    expect(value('[for i, x in ["b", "a"] : "${i}${x}"]')).toEqual(['0b', '1a'])
    expect(typeOf('[for i, x in ["b"] : i]')).toEqual(['tuple', ['number']])
  })

  it('22: the key of an element of a set is the element', () => {
    expect(value('[for k, v in toset(["x", "y"]) : k == v]')).toEqual([true, true])
    expect(value('{ for k, v in toset(["x"]) : k => v }')).toEqual({ x: 'x' })
  })

  it('22: `...` groups in braces only', () => {
    expect(value('{ for x in ["aa", "ab", "b"] : substr(x, 0, 1) => x... }')).toEqual({
      a: ['aa', 'ab'],
      b: ['b'],
    })
    expect(value('[for x in ["a"] : x...]')).toHaveProperty('error')
  })

  it('22: makes tuples and objects, of lists and maps too', () => {
    expect(typeOf('[for x in tolist(["a", "b"]) : x]')).toEqual(['tuple', ['string', 'string']])
    expect(typeOf('{ for k, v in tomap({ a = 1 }) : k => v }')).toEqual(['object', { a: 'number' }])
    expect(typeOf('{ for x in ["a", "a"] : x => 1... }')).toEqual([
      'object',
      { a: ['tuple', ['number', 'number']] },
    ])
  })

  it('22: goes over no null, and an unknown collection gives an unknown of no type', () => {
    expect(value('[for x in null : x]')).toEqual(error('Iteration over null value'))
    expect(value('[for x in var.nulls : x]')).toEqual(error('Iteration over null value'))
    expect(value(`[for x in split(",", ${later}) : x]`)).toEqual({ unknown: 'dynamic' })
    expect(value(`{ for x in split(",", ${later}) : x => 1 }`)).toEqual({ unknown: 'dynamic' })
    expect(value('[for x in "text" : x]')).toEqual(error('Iteration over non-iterable value'))
  })
})

describe('splat', () => {
  it('23: of null is empty, but of a null list an error', () => {
    expect(value('null[*]')).toEqual([])
    expect(value('var.nulls[*]')).toEqual(error('Splat of null value'))
  })

  it('23: of a single value, object or map is a tuple of it', () => {
    expect(values(['"x"[*]', '{ a = 1 }[*].a', 'tomap({ a = 1 })[*]', '5.*'])).toEqual([
      ['x'],
      [1],
      [{ a: 1 }],
      [5],
    ])
    expect(typeOf('"x"[*]')).toEqual(['tuple', ['string']])
  })

  it('23: of a list or set is a list, of a tuple a tuple', () => {
    expect(typeOf('tolist(["a"])[*]')).toEqual(['list', 'string'])
    expect(typeOf('toset(["a"])[*]')).toEqual(['list', 'string'])
    expect(typeOf('["a", 1][*]')).toEqual(['tuple', ['string', 'number']])
    expect(value('[{ a = 1 }, { a = 2 }][*].a')).toEqual([1, 2])
  })

  it('23: an index after `.*` is one of the result, after `[*]` one of each element', () => {
    expect(values(['[{ a = [7, 8] }].*.a[0]', '[{ a = [7, 8] }][*].a[0]'])).toEqual([[7, 8], [7]])
  })
})

describe('types', () => {
  it('25: brackets make tuples, braces objects', () => {
    expect(typeOf('[1, "a"]')).toEqual(['tuple', ['number', 'string']])
    expect(typeOf('{ a = 1, b = [] }')).toEqual(['object', { a: 'number', b: ['tuple', []] }])
  })

  it('25: elements of a list, set or map get one type', () => {
    expect(values(['tolist([1, "a"])', 'tomap({ a = 1, b = true, c = "x" })', 'concat([1], ["a"])'])).toEqual(
      [['1', 'a'], { a: '1', b: 'true', c: 'x' }, [1, 'a']],
    )
    expect(value('tolist([1, []])')).toHaveProperty('error')
    expect(typeOf('tolist([{ a = 1 }, { a = "x" }])')).toEqual(['list', ['object', { a: 'string' }]])
    expect(value('distinct([1, "1"])')).toEqual(['1'])
  })

  it('25: sets are sorted: texts by their bytes, numbers by size', () => {
    expect(values(['toset(["b", "a", "b", "B"])', 'toset([10, 9, 9])', 'toset([true, false])'])).toEqual([
      ['B', 'a', 'b'],
      [9, 10],
      [false, true],
    ])
    expect(value('toset([10, 9, "a", true])')).toEqual(['10', '9', 'a', 'true'])
    expect(value('[for one in toset([{ a = 2 }, { a = 1 }, { a = 2 }]) : one.a]')).toHaveLength(2)
  })

  it('25: conversion happens where an argument or a variable wants it', () => {
    const variable = 'variable "v" {\n  type    = set(string)\n  default = [2, 1, "2"]\n}'
    expect(value('var.v', { 'main.tf': variable })).toEqual(['1', '2'])
    expect(typeOf('sort([2, 1])')).toEqual(['list', 'string'])
    expect(value('sort([10, 9])')).toEqual(['10', '9'])
    expect(value('length(5)')).toHaveProperty('error')
  })

  it('26: optional attributes have their defaults at every depth', () => {
    const deep = 'object({ x = optional(bool, true), y = optional(object({ z = optional(number, 3) }), {}) })'
    expect(output(typed(deep, '{}'))).toEqual({ x: true, y: { z: 3 } })
    expect(output(typed(`list(${deep})`, '[{ x = false }, { y = {} }]'))).toEqual([
      { x: false, y: { z: 3 } },
      { x: true, y: { z: 3 } },
    ])
    expect(output(typed(`map(object({ a = optional(${deep}) }))`, '{ k = { a = {} }, l = {} }'))).toEqual({
      k: { a: { x: true, y: { z: 3 } } },
      l: { a: null },
    })
  })

  it('26: a default also stands for a null, and is converted', () => {
    const type =
      'object({ a = optional(string, 1), b = optional(set(string), ["y", "x"]), c = optional(string) })'
    expect(output(typed(type, '{ a = null, b = null, c = null }'))).toEqual({
      a: '1',
      b: ['x', 'y'],
      c: null,
    })
    expect(output(typed('object({ a = optional(number, "x") })', '{}'))).toHaveProperty('error')
  })

  it('26: attributes that the type does not have are dropped, those it has are needed', () => {
    expect(output(typed('object({ a = string })', '{ a = 1, more = true }'))).toEqual({ a: '1' })
    expect(output(typed('object({ a = string })', '{ more = true }'))).toEqual(
      error('Invalid default value for variable'),
    )
  })
})

describe('unknown values', () => {
  it('27: have the types of what makes them', () => {
    expect(value(`[${later}, 1]`)).toEqual([null, 1])
    expect(value(`length([${later}, 1])`)).toBe(2)
    expect(value(`keys({ k = ${later} })`)).toEqual(['k'])
    expect(value(`upper(${later})`)).toEqual({ unknown: 'string' })
    expect(value(`length(${later})`)).toEqual({ unknown: 'number' })
    expect(value(`"\${${later}}" == "a"`)).toEqual({ unknown: 'bool' })
    expect(value(`{ a = ${later}, b = 1 }.b`)).toBe(1)
  })

  it('27: braces whose keys are unknown are an unknown of no type', () => {
    expect(value(`{ for k in [${later}] : k => 1 }`)).toEqual({ unknown: 'dynamic' })
    expect(value(`{ (${later}) = 1 }`)).toEqual({ unknown: 'dynamic' })
    expect(value(`[for x in [1, 2] : x if ${later} == "a"]`)).toEqual({ unknown: 'dynamic' })
  })

  it('27: are told from null where that is known', () => {
    expect(value(`${later} == null`)).toBe(false)
    expect(value(`${later} != null`)).toBe(true)
    expect(value('terraform_data.r.output == null')).toEqual({ unknown: 'bool' })
    expect(value(`coalesce(${later}, "x")`)).toEqual({ unknown: 'string' })
  })

  it('27: keep the prefix of a template', () => {
    expect(value(`startswith("pre-\${${later}}", "pre")`)).toBe(true)
    expect(value(`startswith("pre-\${${later}}", "other")`)).toEqual({ unknown: 'bool' })
    expect(value(`startswith("pre-\${${later}}", "pre-and")`)).toEqual({ unknown: 'bool' })
    expect(value(`strcontains("pre-\${${later}}", "pre")`)).toEqual({ unknown: 'bool' })
  })

  it('27: keep what both sides of a condition share', () => {
    expect(value(`${later} == "a" ? 1 : 1`)).toBe(1)
    expect(value(`(${later} == "a" ? 1 : 5) > 0`)).toBe(true)
    expect(value(`${later} == "a" ? "x" : 2`)).toEqual({ unknown: 'string' })
  })
})

/** A variable of a type, given out. */
function typed(type: string, given: string): string {
  return `variable "v" {\n  type    = ${type}\n  default = ${given}\n}\noutput "o" { value = var.v }`
}
