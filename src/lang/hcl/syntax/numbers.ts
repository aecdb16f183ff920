import { isDigit } from './characters.ts'

/** A number token may hold dots and exponents in any order, but does not end with a dot: whether it is a number is asked later. */
export function numberEnd(text: string, start: number, limit: number): number {
  let at = start + 1
  let end = at
  while (at < limit) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) end = ++at
    else if (code === 0x2e) at++
    else if (code === 0x65 || code === 0x45) {
      const sign = text.charCodeAt(at + 1)
      const digit = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1
      if (digit >= limit || !isDigit(text.charCodeAt(digit))) break
      at = digit + 1
      end = at
    } else break
  }
  return end
}

/** Whether a number token is a number: at most one fraction, one exponent, and an exponent that fits. */
export function isNumber(text: string, start: number, end: number): boolean {
  let dot = -1
  let exponent = -1
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2e) {
      if (dot !== -1 || exponent !== -1) return false
      dot = at
    } else if (code === 0x65 || code === 0x45) {
      if (exponent !== -1) return false
      exponent = at
    }
  }
  if (exponent === -1 || end - exponent < 10) return true
  return exponentFits(text.slice(start, exponent), text.slice(exponent + 1, end), dot - start)
}

/** The binary exponent before the powers of five are multiplied in must fit into 32 bits, as Terraform's numbers have it. */
function exponentFits(mantissa: string, exponent: string, dot: number): boolean {
  const digits = mantissa.replace('.', '').replace(/^0+/u, '')
  if (digits === '') return true
  const bits =
    digits.length > 300 ? Math.ceil(digits.length * Math.log2(10)) : BigInt(digits).toString(2).length
  const fraction = dot < 0 ? 0 : mantissa.length - dot - 1
  const binary = Number(exponent) - fraction + bits
  return binary >= -2147483648 && binary <= 2147483647
}
