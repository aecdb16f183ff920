/** An IP address: the number that its 32 or 128 bits are. */
export interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

/**
 * The address that a text writes, or undefined. As Terraform, and unlike most tools today, it takes leading zeros in
 * the parts of an IPv4 address, as decimal.
 */
export function parseAddress(text: string): Address | undefined {
  const four = parseFour(text)
  if (four !== undefined) return { bits: 32, value: four }
  const six = parseSix(text)
  return six === undefined ? undefined : { bits: 128, value: six }
}

/** The number from 0 to `most` that decimal digits write. */
export function parseDecimal(text: string, most: number): number | undefined {
  if (!/^[0-9]+$/u.test(text)) return undefined
  const value = Number(text)
  return value <= most ? value : undefined
}

/** As Go prints it: IPv4 inside IPv6 as IPv4, the first longest run of zero groups as `::`. */
export function formatAddress({ bits, value }: Address): string {
  if (bits === 32 || isFourInSix(value)) {
    return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  }
  const groups = Array.from({ length: 8 }, (_, at) => (value >> BigInt(112 - 16 * at)) & 0xffffn)
  const [start, length] = longestZeros(groups)
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}

function hex(groups: readonly bigint[]): string {
  return groups.map((group) => group.toString(16)).join(':')
}

/** Whether a 128-bit address is `::ffff:a.b.c.d`. */
export function isFourInSix(value: bigint): boolean {
  return value >> 32n === 0xffffn
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0n
  for (const part of parts) {
    const byte = parseDecimal(part, 255)
    if (byte === undefined) return undefined
    value = value * 256n + BigInt(byte)
  }
  return value
}

function parseSix(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [before, after] = halves.map((half, at) => groupsOf(half, at === halves.length - 1))
  if (before === undefined) return undefined
  if (halves.length === 1) return before.length === 8 ? joined(before) : undefined
  if (after === undefined || before.length + after.length > 7) return undefined
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return joined([...before, ...zeros, ...after])
}

/** The 16-bit groups of one side of `::`; the last two may be written as an IPv4 address. */
function groupsOf(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    const four = last && at === parts.length - 1 ? parseFour(part) : undefined
    if (four !== undefined) groups.push(Number(four >> 16n), Number(four & 0xffffn))
    else if (!/^[0-9a-fA-F]+$/u.test(part) || Number.parseInt(part, 16) > 0xffff) return undefined
    else groups.push(Number.parseInt(part, 16))
  }
  return groups
}

function joined(groups: readonly number[]): bigint {
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** Where the first of the longest runs of zero groups starts, and how long it is. */
function longestZeros(groups: readonly bigint[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0]
  let start = 0
  for (const [at, group] of groups.entries()) {
    if (group !== 0n) start = at + 1
    else if (at + 1 - start > best[1]) best = [start, at + 1 - start]
  }
  return best
}
