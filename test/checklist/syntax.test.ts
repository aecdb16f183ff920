import { describe, expect, it } from 'vitest'
import { error, errors, output, typeOf, value, values } from './asking.ts'

describe('characters', () => {
  it('11: a byte order mark may start a file, and a line may end with a carriage return before its feed', () => {
    expect(output('\uFEFFoutput "o" {\r\n  value = 1\r\n}\r\n')).toBe(1)
    expect(errors('locals {\n  a = 1\n}\uFEFF\n')).not.toEqual([])
  })

  it('11: a semicolon and a single quote are no part of the language', () => {
    expect(errors('locals {\n  a = 1;\n}\n')).toContain('Invalid character')
    expect(errors("locals {\n  a = 'x'\n}\n")).toContain('Invalid character')
  })

  it('11: a block on one line holds one argument at most, and ends on that line', () => {
    expect(errors('locals {}\nlocals { a = 1 }\n')).toEqual([])
    expect(errors('locals { a = 1\n}\n')).not.toEqual([])
    expect(errors('locals {\n  a = 1 }\n')).not.toEqual([])
    expect(errors('locals { a = 1, b = 2 }\n')).not.toEqual([])
    expect(errors('locals { a = 1 b = 2 }\n')).not.toEqual([])
    expect(errors('terraform { backend "local" {} }\n')).not.toEqual([])
  })
})

describe('line ends and commas', () => {
  it('12: a line end ends an argument, but not inside of brackets', () => {
    expect(value('(1\n+ 2)')).toBe(3)
    expect(value('[1\n,\n2][\n0\n]')).toBe(1)
    expect(value('max(\n1\n,\n2\n)')).toBe(2)
    expect(value('"${\n1\n+ 2\n}"')).toBe(3)
    expect(errors('locals {\n  a = 1 +\n2\n}\n')).not.toEqual([])
  })

  it.each(['+ 2', '? 1 : 2', '.a', '[0]', '(1)', '&& true'])(
    '12: outside of brackets no line starts with %s',
    (start) => {
      expect(errors(`locals {\n  a = local.b\n${start}\n  b = 1\n}\n`)).not.toEqual([])
    },
  )

  it('12: in braces line ends separate', () => {
    expect(value('{\n  a = 1\n  b = 2\n}')).toEqual({ a: 1, b: 2 })
    expect(value('{\n  a = 1,\n  b = 2,\n}')).toEqual({ a: 1, b: 2 })
    expect(value('{ a = 1\n+ 2 }')).toHaveProperty('error')
    expect(value('{ a = (1\n+ 2) }')).toEqual({ a: 3 })
  })

  it('13: a last comma is allowed in lists, objects and calls', () => {
    expect(values(['[1, 2,]', '{ a = 1, }', 'max(1, 2,)'])).toEqual([[1, 2], { a: 1 }, 2])
  })

  it.each(['max([1]...,)', 'max([1]..., 1)', '[1 2]', '{ a = 1 b = 2 }', '[,]', '{,}', 'max(,)', '[1,,2]'])(
    '13: %s is refused',
    (wrong) => {
      expect(value(wrong)).toHaveProperty('error')
    },
  )
})

describe('operators', () => {
  it('16: * / % before + -, before comparisons, before equality, before &&, before ||, before ?:', () => {
    expect(values(['1 + 2 * 3', '7 - 4 % 3', '8 / 2 - 1', '-2 * 3', '2 - -1'])).toEqual([7, 6, 3, -6, 3])
    expect(values(['1 + 1 < 3', '1 < 2 == true', '1 < 2 == 3 < 4', '1 != 2 && 3 != 4'])).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(values(['true || false && false', '!false && false', 'false || true ? 1 : 2'])).toEqual([
      true,
      false,
      1,
    ])
    expect(values(['!true == false', '-1 + 2', '!(1 == 2)'])).toEqual([true, 1, true])
  })

  it('16: operators of one level go from left to right, conditions from right to left', () => {
    expect(values(['7 - 2 - 1', '16 / 4 / 2', '7 % 4 * 2'])).toEqual([4, 2, 6])
    expect(value('false ? 1 : false ? 2 : 3')).toBe(3)
    expect(value('true ? true ? 1 : 2 : 3')).toBe(1)
  })
})

describe('objects', () => {
  it('20: a bare word is a name, what is in parentheses or a template is an expression', () => {
    const files = { 'main.tf': 'locals { a = "x" }' }
    expect(value('{ a = 1, (local.a) = 2, "${local.a}y" = 3, (upper("b")) = 4 }', files)).toEqual({
      a: 1,
      x: 2,
      xy: 3,
      B: 4,
    })
    expect(value('{ local = 1 }')).toEqual({ local: 1 })
  })

  it('20: numbers, bools and null are names of themselves', () => {
    expect(value('{ 1 = "a", true = "b", null = "c" }')).toEqual({ '1': 'a', true: 'b', null: 'c' })
    expect(value('{ (null) = 1 }')).toHaveProperty('error')
  })

  it('20: a traversal is read as an expression, and then wants parentheses', () => {
    const files = { 'main.tf': 'locals { a = "x" }' }
    expect(value('{ local.a = 1 }', files)).toEqual(error('Ambiguous attribute key'))
    expect(value('{ a.b = 1 }')).toEqual(error('Reference to undeclared resource'))
    expect(value('{ (local.a) = 1 }', files)).toEqual({ x: 1 })
  })

  it('20: of the words of the language only `for` cannot stand first', () => {
    expect(value('{ for = 1 }')).toHaveProperty('error')
    expect(value('{ if = 1, in = 2, else = 3, endfor = 4 }')).toEqual({ if: 1, in: 2, else: 3, endfor: 4 })
    expect(value('{ a = 1, for = 2 }')).toEqual({ a: 1, for: 2 })
  })

  it('21: of equal keys in an object the last wins', () => {
    expect(value('{ a = 1, a = 2 }')).toEqual({ a: 2 })
    expect(value('{ a = 1, (lower("A")) = 3 }')).toEqual({ a: 3 })
  })

  it('21: equal keys in a `for` are an error, unless they are grouped', () => {
    expect(value('{ for x in ["a", "a"] : x => 1 }')).toEqual(error('Duplicate object key'))
    expect(value('{ for x in ["a", "a"] : x => 1... }')).toEqual({ a: [1, 1] })
  })

  it('21: an argument stands once in a body', () => {
    expect(errors('resource "terraform_data" "a" {\n  input = 1\n  input = 2\n}')).toEqual([
      'Attribute redefined',
    ])
  })
})

describe('indexes', () => {
  it('24: a number after a point is an index, also after a splat', () => {
    expect(values(['[[1, 2], [3]].0[1]', '[{ a = [7] }].*.a', '[[5, 6]].*.1'])).toEqual([2, [[7]], [6]])
    expect(value('[{ a = [7] }].0.a.0')).toBe(7)
  })

  it('24: two numbers in a row are one number', () => {
    expect(value('[[1]].0.0')).toHaveProperty('error')
    expect(value('{ a = [[1]] }.a.0.0')).toHaveProperty('error')
  })

  it('24: a text that is a whole number is an index of a list, and nothing else is', () => {
    expect(values(['["x"]["0"]', 'tolist(["x"])["0"]'])).toEqual(['x', 'x'])
    for (const key of ['-1', '0.5', '1', '"x"', 'null', 'true']) {
      expect(value(`["a"][${key}]`)).toEqual(error('Invalid index'))
    }
    expect(typeOf('{ "0" = 1 }[0]')).toBe('number')
  })
})
