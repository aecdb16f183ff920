import { decimalOf, difference, numberOf, product, quotient, sum, type Decimal } from './decimal.ts'
import { floatOf, int64Of, intOf } from '../results.ts'
import { intAt, itemAt, stringAt } from '../arguments.ts'
import { parsedInt, toFloat64, toInt64 } from '../cast.ts'
import { refuse } from '../../refuse.ts'
import { strval } from '../strval.ts'
import type { Functions } from '../function.ts'
import type { GoFunction, GoValue } from '../../value.ts'

const most: GoFunction = ofMany((one, other) => (other > one ? other : one))

/** https://masterminds.github.io/sprig/math.html, https://masterminds.github.io/sprig/mathf.html */
export const mathFunctions: Functions = {
  int64: ofOne((value) => toInt64(value)),
  int: { params: ['any'], call: (args, call) => intOf(toInt64(itemAt(args, 0)), args, call) },
  float64: floatOfOne((value) => value),
  atoi: { params: ['string'], call: (args, call) => intOf(atoi(stringAt(args, 0)), args, call) },
  toDecimal: ofOne((value) => parsedInt(strval(value).value, 8) ?? 0n),
  add1: ofOne((value) => toInt64(value) + 1n),
  add: {
    params: [],
    rest: 'any',
    call: (args, call) => {
      let total = 0n
      for (const value of args) total += toInt64(value)
      return int64Of(total, args, call)
    },
  },
  sub: ofTwo((one, other) => one - other),
  div: ofTwo((one, other) => one / divisor(other)),
  mod: ofTwo((one, other) => one % divisor(other)),
  mul: ofMany((one, other) => BigInt.asIntN(64, one * other)),
  max: most,
  biggest: most,
  min: ofMany((one, other) => (other < one ? other : one)),
  maxf: floatsOfMany(greatest),
  minf: floatsOfMany((one, other) => -greatest(-one, -other)),
  floor: floatOfOne(Math.floor),
  ceil: floatOfOne(Math.ceil),
  round: {
    params: ['any', 'int'],
    rest: 'float64',
    call: (args, call) => {
      const at = args[2]
      const half = at?.kind === 'float' ? at.value : 0.5
      return floatOf(rounded(toFloat64(itemAt(args, 0)), intAt(args, 1), half), args, call)
    },
  },
  add1f: {
    params: ['any'],
    call: (args, call) => {
      const one = { digits: 1n, exponent: 0 }
      return floatOf(numberOf(sum(decimalOf(toFloat64(itemAt(args, 0))), one)), args, call)
    },
  },
  addf: {
    params: [],
    rest: 'any',
    call: (args, call) => floatOf(folded({ digits: 0n, exponent: 0 }, args, sum), args, call),
  },
  subf: decimals(difference),
  divf: decimals(quotient),
  mulf: decimals(product),
}

function ofOne(work: (value: GoValue) => bigint): GoFunction {
  return { params: ['any'], call: (args, call) => int64Of(work(itemAt(args, 0)), args, call) }
}

function ofTwo(work: (one: bigint, other: bigint) => bigint): GoFunction {
  return {
    params: ['any', 'any'],
    call: (args, call) => int64Of(work(toInt64(itemAt(args, 0)), toInt64(itemAt(args, 1))), args, call),
  }
}

function ofMany(work: (one: bigint, other: bigint) => bigint): GoFunction {
  return {
    params: ['any'],
    rest: 'any',
    call: (args, call) => int64Of(args.map(toInt64).reduce(work), args, call),
  }
}

function floatOfOne(work: (value: number) => number): GoFunction {
  return { params: ['any'], call: (args, call) => floatOf(work(toFloat64(itemAt(args, 0))), args, call) }
}

function floatsOfMany(work: (one: number, other: number) => number): GoFunction {
  return {
    params: ['any'],
    rest: 'any',
    call: (args, call) =>
      floatOf(
        args.map(toFloat64).reduce((one, other) => work(one, other)),
        args,
        call,
      ),
  }
}

function decimals(work: (one: Decimal, other: Decimal) => Decimal): GoFunction {
  return {
    params: ['any'],
    rest: 'any',
    call: (args, call) => {
      const [first, ...others] = args
      const start = decimalOf(first === undefined ? 0 : toFloat64(first))
      return floatOf(folded(start, others, work), args, call)
    },
  }
}

function folded(
  start: Decimal,
  values: readonly GoValue[],
  work: (one: Decimal, other: Decimal) => Decimal,
): number {
  return numberOf(values.map((value) => decimalOf(toFloat64(value))).reduce(work, start))
}

function divisor(value: bigint): bigint {
  if (value === 0n) throw refuse('runtime error: integer divide by zero')
  return value
}

/** `math.Max`: infinity is more than what is no number. */
function greatest(one: number, other: number): number {
  return one === Infinity || other === Infinity ? Infinity : Math.max(one, other)
}

/** Up where the part after the place is `half` or more, which for negative numbers it never is. */
function rounded(value: number, places: number, half: number): number {
  const power = places < 0 ? 1 / 10 ** -places : 10 ** places
  const shifted = power * value
  const part = shifted - Math.trunc(shifted)
  return (part >= half ? Math.ceil(shifted) : Math.floor(shifted)) / power
}

/** `strconv.Atoi` without its error: what is too large becomes the largest. */
function atoi(text: string): bigint {
  const value = parsedInt(text, 10)
  if (value !== undefined) return value
  if (!/^[+-]?\d+$/u.test(text)) return 0n
  return text.startsWith('-') ? -(2n ** 63n) : 2n ** 63n - 1n
}
