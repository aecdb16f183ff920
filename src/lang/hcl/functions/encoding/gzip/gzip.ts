import { Bits } from './bits.ts'
import { blocksOf } from './tokens.ts'
import { writeBlock, writeStored } from './write.ts'

/** No name, no time, no system. */
const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
const nothing = new Uint8Array()

/** Bytes compressed with gzip, to the byte as Terraform's functions do, which flush before they close. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const bits = new Bits()
  bits.append(header)
  for (const block of blocksOf(bytes)) writeBlock(bits, block, bytes)
  writeStored(bits, nothing, false)
  writeStored(bits, nothing, true)
  bits.append(littleEndian(checksum(bytes)))
  bits.append(littleEndian(bytes.length))
  return bits.bytes()
}

function littleEndian(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}
