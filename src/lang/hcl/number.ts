/**
 * Numbers as Terraform has them: 512-bit binary floats, rounded to nearest even. A safe integer is a plain
 * `number`; ±Infinity too. Everything else is `BigFloat`: mantissa × 2^exponent, the mantissa odd (or a value would
 * have two forms), at most 512 bits.
 */
export interface BigFloat {
  readonly mantissa: bigint
  readonly exponent: number
}

export type Num = number | BigFloat
