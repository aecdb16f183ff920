/**
 * Blocks of equal size at the beginning of a block: of each address `bits` bits are the part's own. Undefined where
 * they don't fit, or where something isn't a block or a number.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function subnetsOf(block: string, count: string, bits: string): readonly string[] | undefined {
  const found = blockOf(block)
  if (found === undefined || !/^\d{1,3}$/u.test(count) || !/^\d{1,3}$/u.test(bits)) return undefined
  const { width, prefix } = found
  const many = Number(count)
  const own = Number(bits)
  const length = width - own
  if (many < 1 || many > 256 || own < 1 || length < prefix || length > width) return undefined
  if (length - prefix < 9 && many > 2 ** (length - prefix)) return undefined
  const size = 1n << BigInt(own)
  const first = (found.address >> BigInt(width - prefix)) << BigInt(width - prefix)
  return Array.from({ length: many }, (_, at) => `${textOf(first + size * BigInt(at), width)}/${length}`)
}

interface Block {
  readonly address: bigint
  readonly width: 32 | 128
  readonly prefix: number
}

function blockOf(text: string): Block | undefined {
  const [, address = '', length = ''] = /^([\d.a-fA-F:]+)\/(\d{1,3})$/u.exec(text.trim()) ?? []
  const prefix = Number(length)
  if (address === '') return undefined
  const number = address.includes(':') ? six(address) : four(address)
  const width = address.includes(':') ? 128 : 32
  return number === undefined || prefix > width ? undefined : { address: number, width, prefix }
}

function four(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/u.test(part) || Number(part) > 255))
    return undefined
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

function six(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = 8 - before.length - after.length
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined
  const parts = [...before, ...Array.from({ length: tail === undefined ? 0 : gap }, () => '0'), ...after]
  if (parts.some((part) => !/^[\da-fA-F]{1,4}$/u.test(part))) return undefined
  return parts.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}

function textOf(address: bigint, width: 32 | 128): string {
  const step = width === 32 ? 8n : 16n
  const count = width === 32 ? 4 : 8
  const parts = Array.from(
    { length: count },
    (_, at) => (address >> (step * BigInt(count - 1 - at))) & ((1n << step) - 1n),
  )
  return width === 32 ? parts.join('.') : shortened(parts.map((part) => part.toString(16)))
}

/** The longest row of zeros is left out, as RFC 5952 has it. */
function shortened(parts: readonly string[]): string {
  let start = -1
  let longest = 1
  for (let at = 0; at < parts.length; at++) {
    let end = at
    while (parts[end] === '0') end++
    if (end - at > longest) [start, longest] = [at, end - at]
  }
  if (start === -1) return parts.join(':')
  return `${parts.slice(0, start).join(':')}::${parts.slice(start + longest).join(':')}`
}
