import { formatAddress, isFourInSix, parseAddress, parseDecimal, type Address } from './address.ts'

/** An address prefix: the first address, and how many of its bits are fixed. */
export interface Network extends Address {
  readonly prefix: number
}

/** What `10.0.0.0/8` writes, or undefined; bits behind the prefix are cleared. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/')
  const address = slash === -1 ? undefined : parseAddress(text.slice(0, slash))
  if (address === undefined) return undefined
  const prefix = parseDecimal(text.slice(slash + 1), address.bits)
  return prefix === undefined ? undefined : networkAt(address, prefix)
}

/** What Terraform says of a text that is no network. */
export function notNetwork(text: string): string {
  return `invalid CIDR expression: invalid CIDR address: ${text}`
}

/** The network of a prefix length that an address lies in. */
export function networkAt({ bits, value }: Address, prefix: number): Network {
  const host = BigInt(bits - prefix)
  return { bits, prefix, value: (value >> host) << host }
}

/** Its last address. */
export function lastOf({ bits, prefix, value }: Network): bigint {
  return value | ((1n << BigInt(bits - prefix)) - 1n)
}

/** As Go prints it; an IPv4 network inside IPv6 is printed as IPv4 where its prefix leaves nothing before it free. */
export function formatNetwork(network: Network): string {
  const { bits, prefix, value } = network
  const four = bits === 128 && isFourInSix(value)
  if (prefix < 0) return '<nil>'
  return `${formatAddress(network)}/${four ? Math.max(prefix - 96, 0) : prefix}`
}

/**
 * A number put into the bits that end `to` bits from the front. What does not fit spills into the bits before it, and
 * the bits of a negative number are those of its size, as Terraform has it; undefined where even that does not fit.
 */
export function withNumber({ bits, value }: Address, number: bigint, to: number): Address | undefined {
  const all = value | (number << BigInt(bits - to))
  const size = all < 0n ? -all : all
  return size >> BigInt(bits) === 0n ? { bits, value: size } : undefined
}
