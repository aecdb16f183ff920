import { Buffer } from 'node:buffer'

/** An encoding with a character for each byte. */
export interface BytePage {
  encode(text: string): Uint8Array | undefined
  decode(bytes: Uint8Array): string
}

/** The code points of the 256 bytes of IBM037, which are those of Latin-1 in another order. */
const points = [
  '000102039c09867f978d8e0b0c0d0e0f101112139d8508871819928f1c1d1e1f',
  '80818283840a171b88898a8b8c050607909116939495960498999a9b14159e1a',
  '20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293bac',
  '2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22',
  'd8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4',
  'b57e737475767778797aa1bfd0dddeae5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7',
  '7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff',
  '5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f',
].join('')

const ibm037: readonly string[] = Array.from(Buffer.from(points, 'hex').toString('latin1'))

/** IBM1047 has six characters of IBM037 in other places, IBM01140 has the euro sign. */
const pages: ReadonlyMap<string, BytePage> = new Map([
  ['IBM037', page({})],
  ['IBM1047', page({ 0x5f: '^', 0xad: '[', 0xb0: '¬', 0xba: 'Ý', 0xbb: '¨', 0xbd: ']' })],
  ['IBM01140', page({ 0x9f: '€' })],
])

/** The encodings of IBM mainframes, which our library does not have. */
export function ebcdicNamed(name: string): BytePage | undefined {
  return pages.get(name)
}

function page(changed: Readonly<Record<number, string>>): BytePage {
  const characters = ibm037.map((character, byte) => changed[byte] ?? character)
  const bytes = new Map(characters.map((character, byte) => [character, byte]))
  return {
    decode: (given) => Array.from(given, (byte) => characters[byte] ?? '').join(''),
    encode(text) {
      const found = Array.from(text, (character) => bytes.get(character))
      return found.includes(undefined) ? undefined : Uint8Array.from(found, (byte) => byte ?? 0)
    },
  }
}
