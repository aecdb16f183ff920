import { Buffer } from 'node:buffer'

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

const largest = 2n ** 63n

/** Reads a duration such as `1h30m` as nanoseconds; a text says why it is none, as Terraform says it. */
export function readDuration(text: string): bigint | string {
  const isNegative = text.startsWith('-')
  const parts = isNegative || text.startsWith('+') ? text.slice(1) : text
  if (parts === '0') return 0n
  let total = 0n
  let at = 0
  while (at < parts.length) {
    const part = partAt(parts, at, text)
    if (typeof part === 'string') return part
    at = part.end
    total += part.size
    if (total > largest) return invalid(text)
  }
  if (parts === '' || (!isNegative && total === largest)) return invalid(text)
  return isNegative ? -total : total
}

interface Part {
  readonly size: bigint
  readonly end: number
}

/** A number and its unit. */
function partAt(parts: string, at: number, text: string): Part | string {
  const [number = '', whole = '', fraction = ''] = /^(\d*)(?:\.(\d*))?/u.exec(parts.slice(at)) ?? []
  if (whole + fraction === '' || BigInt(whole) > largest) return invalid(text)
  const rest = parts.slice(at + number.length)
  const unit = /^[^.\d]*/u.exec(rest)?.[0] ?? ''
  if (unit === '') return `time: missing unit in duration ${quotedBytes(text)}`
  const size = units.get(unit)
  if (size === undefined) return `time: unknown unit ${quotedBytes(unit)} in duration ${quotedBytes(text)}`
  const end = at + number.length + unit.length
  return { size: BigInt(whole) * size + partOf(fraction, size), end }
}

function invalid(text: string): string {
  return `time: invalid duration ${quotedBytes(text)}`
}

/** A fraction of a unit is counted with as many digits as 64 bits hold, in a double. */
function partOf(fraction: string, unit: bigint): bigint {
  let digits = 0n
  let scale = 1
  for (const digit of fraction) {
    const next = digits * 10n + BigInt(digit)
    if (next > largest) break
    digits = next
    scale *= 10
  }
  return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)))
}

/** As such messages quote: bytes beyond ASCII one by one. */
function quotedBytes(text: string): string {
  let made = ''
  for (const byte of Buffer.from(text)) {
    const character = String.fromCodePoint(byte)
    if (character === '"' || character === '\\') made += `\\${character}`
    else if (byte < 0x20 || byte >= 0x7f) made += String.raw`\x${byte.toString(16).padStart(2, '0')}`
    else made += character
  }
  return `"${made}"`
}
