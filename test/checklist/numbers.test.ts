import { describe, expect, it } from 'vitest'
import { asksTerraform, error, later, typeOf, value, values } from './asking.ts'

describe('numbers', () => {
  it('14: are decimal, perhaps with an exponent', () => {
    expect(values(['1.5e3', '1E2', '2e-1', '0.50', '007'])).toEqual([1500, 100, 0.2, 0.5, 7])
    for (const wrong of ['0x10', '1_000', '.5', '1.', '1e', '0b1']) {
      expect(value(wrong)).toHaveProperty('error')
    }
  })

  it('14: have 512 bits', () => {
    expect(values(['0.1 + 0.2 == 0.3', '9007199254740993 == 9007199254740992'])).toEqual([true, false])
    expect(value('tostring(9007199254740993)')).toBe('9007199254740993')
    expect(value('tostring(123456789012345678901234567890 + 1)')).toBe('123456789012345678901234567891')
    expect(value('tostring(1 / 3)')).toMatch(/^0\.3{150,}\d*$/u)
  })

  it('14: one divided by zero is infinite, nothing divided by it is an error', () => {
    expect(values(['1 / 0 > 1e300', '-1 / 0 < -1e300', '1 / 0 == 2 / 0'])).toEqual([true, true, true])
    expect(value('0 / 0')).toHaveProperty('error')
    expect(value('1 / 0 - 1 / 0')).toHaveProperty('error')
  })

  it('14: a remainder has the sign of what was divided, and by zero is that itself', () => {
    expect(values(['-7 % 3', '7 % -3', '5 % 0', '5.5 % 2'])).toEqual([-1, 1, 5, 1.5])
  })

  it('14: pow goes through 64 bits', () => {
    expect(values(['pow(2, 10)', 'pow(4, 0.5)', 'pow(0, 0)'])).toEqual([1024, 2, 1])
    expect(value('tostring(pow(3, 40))')).toBe('12157665459056929000')
    expect(value('pow(2, 53) + 1 == 9007199254740993')).toBe(true)
    expect(value('pow(9007199254740993, 1) == 9007199254740992')).toBe(true)
  })

  it('15: are printed with all digits and no exponent', () => {
    expect(values(['tostring(1e21)', 'tostring(1e-7)', 'tostring(1.50)', '"${-0.0}x"'])).toEqual([
      '1000000000000000000000',
      '0.0000001',
      '1.5',
      '-0x',
    ])
    expect(value('jsonencode([1e21, 1.5, 1e-7])')).toBe('[1000000000000000000000,1.5,0.0000001]')
  })

  it('15: JSON is written as Go writes it, with the keys in the order of their bytes', () => {
    expect(value('jsonencode("<&>\u2028\u2029\u007f/\\"\\\\\\n\\t\\u0001")')).toBe(
      '"\\u003c\\u0026\\u003e\\u2028\\u2029\u007f/\\"\\\\\\n\\t\\u0001"',
    )
    expect(value('jsonencode({ b = 1, a = null, B = true, "é" = 2, "10" = 3, "9" = 4 })')).toBe(
      '{"10":3,"9":4,"B":true,"a":null,"b":1,"é":2}',
    )
    expect(value('jsonencode({ "\u{1F600}" = 1, "\uFFFD" = 2 })')).toBe('{"\uFFFD":2,"\u{1F600}":1}')
  })
})

describe('operators', () => {
  it('17: equality never converts', () => {
    expect(
      values(['1 == "1"', 'tolist([1]) == [1]', '[] == tolist([])', 'true == "true"', '{} == tomap({})']),
    ).toEqual([false, false, false, false, false])
    expect(values(['1 != "1"', '[1] == [1]', 'tolist([1]) == tolist([1.0])', 'null == null'])).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('17: arithmetic, logic and conditions do', () => {
    expect(values(['"5" + 1', '"2" * "3"', '-"5"', '"true" && true', '!"false"', '"2" > 1'])).toEqual([
      6,
      6,
      -5,
      true,
      true,
      true,
    ])
    expect(
      values(['"true" ? 1 : 2', '[for x in [1] : x if "false"]', '"%{ if "true" }a%{ endif }"']),
    ).toEqual([1, [], 'a'])
  })

  it('17: order is of numbers only', () => {
    expect(value('"a" < "b"')).toEqual(error('Invalid operand'))
    expect(value('null < 1')).toHaveProperty('error')
    expect(value('1 ? 2 : 3')).toEqual(error('Incorrect condition type'))
    expect(value('"yes" && true')).toEqual(error('Invalid operand'))
  })

  it('18: && and || look at both sides', () => {
    expect(value('true || tobool("x")')).toHaveProperty('error')
    expect(value('false && tobool("x")')).toHaveProperty('error')
    expect(value(`true || ${later} == "x"`)).toEqual({ unknown: 'bool' })
    expect(value(`false && ${later} == "x"`)).toEqual({ unknown: 'bool' })
  })

  // There is no later Terraform to ask.
  it.skipIf(asksTerraform).each(['terraform', 'opentofu'] as const)(
    '18: in %s the left side may decide alone',
    (language) => {
      const files = {}
      expect(value('true || tobool("x")', files, { language })).toBe(true)
      expect(value('false && tobool("x")', files, { language })).toBe(false)
      expect(value(`true || ${later} == "x"`, files, { language })).toBe(true)
      expect(value(`${later} == "x" || true`, files, { language })).toBe(true)
      expect(value('false || tobool("x")', files, { language })).toHaveProperty('error')
    },
  )

  it('19: both sides of a condition get one type', () => {
    expect(values(['true ? 1 : "a"', 'false ? 1 : "a"', 'true ? true : "a"'])).toEqual(['1', 'a', 'true'])
    expect(typeOf('true ? [1] : []')).toEqual(['list', 'number'])
    expect(typeOf('true ? { a = 1 } : { b = 2 }')).toEqual(['map', 'number'])
    expect(typeOf('true ? null : 1')).toBe('number')
    expect(value('true ? { a = 1 } : { b = "x", c = [] }')).toEqual(
      error('Inconsistent conditional result types'),
    )
    expect(value('true ? 1 : []')).toEqual(error('Inconsistent conditional result types'))
  })

  it('19: the side that is not taken may be wrong', () => {
    expect(value('true ? 1 : tonumber("x")')).toBe(1)
    expect(value('false ? tonumber("x") : 1')).toBe(1)
    expect(value('true ? 1 : local.nope')).toHaveProperty('error')
  })
})
