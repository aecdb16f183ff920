const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** How many letters of eight stand for so many bytes. */
const filled: readonly number[] = [0, 2, 4, 5, 7, 8]

/** https://pkg.go.dev/encoding/base32 */
export function base32(bytes: Uint8Array): string {
  const out: string[] = []
  for (let at = 0; at < bytes.length; at += 5) {
    const part = bytes.subarray(at, at + 5)
    let bits = 0n
    for (let byte = 0; byte < 5; byte++) bits = bits * 256n + BigInt(part[byte] ?? 0)
    const letters = Array.from(
      { length: 8 },
      (_, position) => alphabet[Number((bits >> BigInt(35 - 5 * position)) & 31n)] ?? '',
    )
    out.push(letters.slice(0, filled[part.length]).join('').padEnd(8, '='))
  }
  return out.join('')
}

/** Bytes of base32, or Go's words for what is wrong with it. */
export function unbase32(bytes: Uint8Array): Uint8Array | string {
  const letters = Array.from(
    bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d),
    (byte) => String.fromCodePoint(byte),
  )
  const out: number[] = []
  for (let at = 0; at < letters.length; at += 8) {
    const count = lettersAt(letters, at)
    if (typeof count === 'string') return count
    let bits = 0n
    for (let position = 0; position < 8; position++) {
      const digit = position < count ? alphabet.indexOf(letters[at + position] ?? 'A') : 0
      bits = bits * 32n + BigInt(digit)
    }
    for (let byte = 0; byte < Math.floor((count * 5) / 8); byte++)
      out.push(Number((bits >> BigInt(32 - 8 * byte)) & 255n))
    if (count < 8) break
  }
  return Uint8Array.from(out)
}

/** How many of the next eight letters are no filling. */
function lettersAt(letters: readonly string[], at: number): number | string {
  for (let position = 0; position < 8; position++) {
    const letter = letters[at + position]
    if (letter === undefined) return wrong(at)
    const left = letters.length - (at + position + 1)
    if (letter === '=' && position >= 2 && left < 8) return paddedAt(letters, at + position, position, left)
    if (!alphabet.includes(letter)) return wrong(at + position)
  }
  return 8
}

function paddedAt(letters: readonly string[], at: number, position: number, left: number): number | string {
  if (left + position < 7) return wrong(letters.length)
  for (let next = 0; next < 7 - position; next++) {
    const letter = letters[at + 1 + next]
    if (letter !== undefined && letter !== '=') return wrong(at + next)
  }
  return position === 3 || position === 6 ? wrong(at) : position
}

function wrong(at: number): string {
  return `illegal base32 data at input byte ${at}`
}
