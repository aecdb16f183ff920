import type { HclFunction } from '../function.ts'
import { max, min } from './extremes.ts'
import { parseint } from './parseint.ts'
import { log, pow } from './powers.ts'
import { abs, ceil, floor, signum } from './rounding.ts'

/** Functions on numbers. */
export const numericFunctions: readonly HclFunction[] = [
  abs,
  ceil,
  floor,
  log,
  max,
  min,
  parseint,
  pow,
  signum,
]
