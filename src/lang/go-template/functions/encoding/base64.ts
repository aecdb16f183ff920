import { Buffer } from 'node:buffer'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const pad = 0x3d

/** Bytes of base64, or Go's words for what is wrong with it. https://pkg.go.dev/encoding/base64#CorruptInputError */
export function unbase64(bytes: Uint8Array): Uint8Array | string {
  const fault = firstFault(bytes)
  if (fault !== undefined) return `illegal base64 data at input byte ${fault}`
  return Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64')
}

/** Line ends may stand anywhere; four letters belong together, and only the last four may be filled up. */
function firstFault(bytes: Uint8Array): number | undefined {
  let at = 0
  let letters = 0
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (isLineEnd(byte)) continue
    if (byte === pad) return faultOfPadding(bytes, at, letters)
    if (!alphabet.includes(String.fromCodePoint(byte))) return at
    letters = (letters + 1) % 4
  }
  return letters === 0 ? undefined : at - letters
}

function faultOfPadding(bytes: Uint8Array, at: number, letters: number): number | undefined {
  if (letters < 2) return at
  let next = afterLineEnds(bytes, at + 1)
  if (letters === 2) {
    if (next === bytes.length) return bytes.length
    if (bytes[next] !== pad) return next - 1
    next = afterLineEnds(bytes, next + 1)
  }
  return next < bytes.length ? next : undefined
}

function afterLineEnds(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && isLineEnd(bytes[at] ?? 0)) at++
  return at
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d
}
