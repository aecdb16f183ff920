import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  abs,
  add,
  asDouble,
  asInteger,
  ceil,
  compare,
  divide,
  equalNumbers,
  floor,
  formatNumber,
  fromBigint,
  fromDouble,
  fromLength,
  generalText,
  isInteger,
  log,
  modulo,
  multiply,
  negate,
  parseInteger,
  parseNumber,
  pow,
  sign,
  subtract,
  toDouble,
  type Num,
} from './number.ts'
import type { Problem } from './problem.ts'

const third = `0.${'3'.repeat(154)}5`

function parsed(text: string): Num {
  return parseNumber(text) ?? Number.NaN
}

function shown(value: Num | Problem | undefined): string {
  if (value === undefined) return 'none'
  return typeof value === 'object' && 'kind' in value ? value.detail : formatNumber(value)
}

describe('parseNumber', () => {
  it.each([
    ['+1', '1'],
    ['017', '17'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e3', '1000'],
    ['1E+2', '100'],
    ['1p3', '8'],
    ['-0', '-0'],
    ['inf', '+Inf'],
    ['Inf', '+Inf'],
    ['+Inf', '+Inf'],
    ['-Inf', '-Inf'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['1e-7', '0.0000001'],
    ['1e-400', `0.${'0'.repeat(399)}1`],
    ['9007199254740993', '9007199254740993'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('reads %s as %s', (text, digits) => {
    expect(shown(parseNumber(text))).toBe(digits)
  })

  it.each([
    '0x10',
    '0b1',
    '0o7',
    ' 1',
    '1 ',
    '1_000',
    '1e',
    'e5',
    '.',
    '',
    '-',
    '--1',
    '1.5.2',
    'nan',
    'Infinity',
    'INF',
    '١',
    '1e99999999999',
    '1e-99999999999',
  ])('takes %j for no number', (text) => {
    expect(parseNumber(text)).toBeUndefined()
  })

  it('keeps 512 bits and rounds the rest to nearest even', () => {
    const whole = 2n ** 513n
    const nearest = [1n, 2n, 3n, 5n, 6n].map((more) => asInteger(parsed(String(whole + more))))
    expect(nearest).toEqual([0n, 0n, 4n, 4n, 8n].map((more) => whole + more))
  })
})

describe('arithmetic', () => {
  it.each<[string, Num | Problem | undefined, string]>([
    ['1/3', divide(1, 3), third],
    ['10/3', divide(10, 3), `3.${'3'.repeat(153)}2`],
    ['1-0.9', subtract(1, parsed('0.9')), `0.1${'0'.repeat(153)}3`],
    ['0.1+0.2', add(parsed('0.1'), parsed('0.2')), '0.3'],
    [
      '9007199254740992 * 9007199254740993',
      multiply(parsed('9007199254740992'), parsed('9007199254740993')),
      '81129638414606690702988259885056',
    ],
    ['1/0', divide(1, 0), '+Inf'],
    ['-1/0', divide(-1, 0), '-Inf'],
    ['1/-0', divide(1, -0), '-Inf'],
    ['0 * -1', multiply(0, -1), '-0'],
    ['5 % 0', modulo(5, 0), '5'],
    ['0 % 0', modulo(0, 0), '0'],
    ['-7 % 3', modulo(-7, 3), '-1'],
    ['7 % -3', modulo(7, -3), '1'],
    ['-6 % 3', modulo(-6, 3), '0'],
    ['-0 % 3', modulo(-0, 3), '-0'],
    ['5.5 % 2', modulo(parsed('5.5'), 2), '1.5'],
    ['1e30 % 7', modulo(parsed('1e30'), 7), '1'],
    ['1e200 % 7, whose quotient has no digits left for the rest', modulo(parsed('1e200'), 7), '0'],
    ['0/0', divide(0, 0), "Error during operation: can't divide zero by zero or infinity by infinity."],
    ['Inf-Inf', subtract(Infinity, Infinity), "Error during operation: can't subtract infinity from itself."],
    ['Inf*0', multiply(Infinity, 0), "Error during operation: can't multiply zero by infinity."],
    ['5 % Inf', modulo(5, Infinity), "Error during operation: can't use modulo with zero and infinity."],
    ['floor(-1/3)', floor(negate(divided(1, 3))), '-1'],
    ['ceil(1/3)', ceil(divided(1, 3)), '1'],
    ['ceil(-0.5)', ceil(parsed('-0.5')), '0'],
    ['floor(1e30/7)', floor(divided(parsed('1e30'), 7)), '142857142857142857142857142857'],
    ['abs(-1/3)', abs(divided(-1, 3)), third],
    ['pow(2, 0.5)', pow(2, parsed('0.5')), '1.4142135623730951'],
    [
      'pow(2, 0.5) * 1',
      multiply(pow(2, parsed('0.5')) ?? 0, 1),
      '1.4142135623730951454746218587388284504413604736328125',
    ],
    ['pow(2, 64)', pow(2, 64), '18446744073709550000'],
    ['pow(10, 23)', pow(10, 23), `1${'0'.repeat(23)}`],
    ['pow(33, 4.367)', pow(33, parsed('4.367')), '4279079.699364401'],
    ['pow(0.05, -4.976)', pow(parsed('0.05'), parsed('-4.976')), '2978003.8743166937'],
    ['pow(0, -1)', pow(0, -1), '+Inf'],
    ['pow(-8, 1/3)', pow(-8, divided(1, 3)), 'none'],
    ['log(2, 10)', log(2, 10), '0.30102999566398114'],
    ['log(2, 10) + 0', add(log(2, 10) ?? 0, 0), '0.30102999566398114250631579125183634459972381591796875'],
    ['log(1000, 10)', log(1000, 10), '2.9999999999999996'],
    ['log(0.00264, 5.19512796076)', log(parsed('0.00264'), parsed('5.19512796076')), '-3.603143639151419'],
    ['log(0, 2)', log(0, 2), '-Inf'],
    ['length/length', divide(fromLength(1), fromLength(3)), '0.33333333333333333334'],
    [
      'length/length*3',
      multiply(divided(fromLength(1), fromLength(3)), 3),
      '1.00000000000000000002710505431213761085018632002174854278564453125',
    ],
    ['a length by a literal', divide(fromLength(1), 3), third],
    ['parseint("zz", 36)', parseInteger('zz', 36), '1295'],
    ['parseint("zZ", 62)', parseInteger('zZ', 62), '2231'],
    ['parseint("2", 2)', parseInteger('2', 2), 'none'],
  ])('gives Terraform’s answer to %s', (_, value, digits) => {
    expect(shown(value)).toBe(digits)
  })

  it('calls two numbers equal when they print alike', () => {
    const tenth = asDouble(0.1)
    expect(equalNumbers(tenth, parsed('0.1'))).toBe(true)
    expect(equalNumbers(fromDouble(0.1), parsed('0.1'))).toBe(false)
    expect(equalNumbers(0, -0)).toBe(true)
    expect(equalNumbers(multiplied(divided(2, 3), 3), 2)).toBe(true)
  })
})

function divided(left: Num, right: Num): Num {
  return sure(divide(left, right))
}

function multiplied(left: Num, right: Num): Num {
  return sure(multiply(left, right))
}

function sure(value: Num | Problem): Num {
  return typeof value === 'object' && 'kind' in value ? Number.NaN : value
}

describe('properties', () => {
  const digits = fc.tuple(
    fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
    fc.integer({ min: -80, max: 80 }),
  )
  const numbers = digits.map(([mantissa, exponent]) => parsed(`${mantissa}e${exponent}`))
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true })

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.tuple(numbers, numbers), ([left, right]) => {
        const value = sign(right) === 0 ? left : divided(left, right)
        return compare(parsed(formatNumber(value)), value) === 0
      }),
    )
  })

  it('prints doubles in the digits that a double needs', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e20, noNaN: true }),
        (value) => formatNumber(asDouble(value)) === String(value),
      ),
    )
  })

  it('hands every double through', () => {
    fc.assert(fc.property(doubles, (value) => Object.is(toDouble(fromDouble(value)), value)))
  })

  it('finds the nearest double, as the platform does', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.integer({ min: -380, max: 330 }),
        (mantissa, exponent) => {
          const text = `${mantissa}e${exponent}`
          return Math.abs(toDouble(parsed(text))) === Math.abs(Number(text))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('agrees with integers', () => {
    const integers = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n })
    fc.assert(
      fc.property(integers, integers, (a, b) => {
        const [left, right] = [fromBigint(a), fromBigint(b)]
        const same = [
          asInteger(sure(add(left, right))) === a + b,
          asInteger(sure(subtract(left, right))) === a - b,
          asInteger(sure(multiply(left, right))) === a * b,
          compare(left, right) === (a < b ? -1 : Number(a > b)),
          b === 0n ||
            asInteger(floor(divided(left, right))) === floored(a, b) ||
            abs64(a) > abs64(b) * 2n ** 500n,
        ]
        return same.every(Boolean)
      }),
    )
  })

  it('agrees with doubles wherever their result is exact', () => {
    const small = fc.integer({ min: -(2 ** 25), max: 2 ** 25 })
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [left, right] = [fromDouble(a / 1024), fromDouble(b / 4096)]
        return (
          toDouble(sure(add(left, right))) === a / 1024 + b / 4096 &&
          Object.is(toDouble(sure(multiply(left, right))) + 0, (a / 1024) * (b / 4096) + 0) &&
          (b === 0 || isInteger(divided(multiplied(left, right), right)) === Number.isInteger(a / 1024))
        )
      }),
    )
  })

  it('orders as it subtracts', () => {
    fc.assert(fc.property(numbers, numbers, (a, b) => compare(a, b) === sign(sure(subtract(a, b)))))
  })

  it('keeps safe integers plain', () => {
    fc.assert(
      fc.property(
        numbers,
        (value) => typeof value === 'number' || !Number.isSafeInteger(toDouble(value)) || !isInteger(value),
      ),
    )
  })
})

function floored(a: bigint, b: bigint): bigint {
  const whole = a / b
  return whole * b !== a && a < 0n !== b < 0n ? whole - 1n : whole
}

function abs64(value: bigint): bigint {
  return value < 0n ? -value : value
}

describe('generalText', () => {
  it.each([
    ['9999999999', '9999999999'],
    ['12345678905', '1.23456789e+10'],
    ['9999999999.5', '1e+10'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['-0.33333333333', '-0.3333333333'],
    ['-0', '-0'],
  ])('says %s in ten digits as %s', (text, digits) => {
    expect(generalText(parsed(text), 10)).toBe(digits)
  })
})
