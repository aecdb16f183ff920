import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { Fault } from '../kernel/fault.ts'

const packed = promisify<Uint8Array, Buffer>(deflate)
const unpacked = promisify<Uint8Array, Buffer>(inflate)

/** What lies under a key: nobody reads it without, and nobody puts it into another place. */
export interface Sealed {
  /** The id of the key. */
  readonly key: string
  readonly bytes: Buffer
}

/** What is kept under keys. AES-256-GCM: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf */
export class Sealer {
  readonly #keys: ReadonlyMap<string, Uint8Array>
  readonly #first: string

  /** The first key seals; all of them open, so that keys can be changed. */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    this.#keys = new Map(keys.map((key) => [keyId(key), key]))
    this.#first = keyId(keys[0])
  }

  /** The id of the key that seals. */
  get key(): string {
    return this.#first
  }

  /** `place` is where it belongs: it opens nowhere else. */
  async seal(text: string, place: string): Promise<Sealed> {
    const key = this.#keys.get(this.#first)
    if (key === undefined) throw new Fault('store/no-key', { key: this.#first })
    const start = randomBytes(startBytes)
    const cipher = createCipheriv('aes-256-gcm', key, start).setAAD(Buffer.from(place))
    const content = await packed(Buffer.from(text))
    const bytes = Buffer.concat([start, cipher.update(content), cipher.final()])
    return { key: this.#first, bytes: Buffer.concat([bytes, cipher.getAuthTag()]) }
  }

  async open({ key: id, bytes }: Sealed, place: string): Promise<string> {
    const key = this.#keys.get(id)
    if (key === undefined) throw new Fault('store/no-key', { key: id })
    const end = bytes.length - tagBytes
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, startBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(end))
    try {
      const content = Buffer.concat([cipher.update(bytes.subarray(startBytes, end)), cipher.final()])
      return (await unpacked(content)).toString('utf8')
    } catch (error) {
      throw new Fault('store/broken-seal', { key: id }, error)
    }
  }
}

const startBytes = 12
const tagBytes = 16

/** What a key is called: nothing of it can be told from that. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

const keyBytes = 32

/** The keys in a text: 32 bytes in base64 or hexadecimal each, with blanks or commas between them. The first one seals. */
export function keysIn(text: string): readonly [Uint8Array, ...Uint8Array[]] {
  const [first, ...others] = text
    .split(/[\s,]+/u)
    .filter((one) => one !== '')
    .map(keyIn)
  if (first === undefined) throw new Fault('store/bad-key', { why: 'it is empty' })
  return [first, ...others]
}

function keyIn(text: string, position: number): Uint8Array {
  const isHex = /^[0-9a-f]{64}$/iu.test(text)
  const bytes = isHex
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]+={0,2}$/u.test(text)
      ? Buffer.from(text, 'base64')
      : Buffer.alloc(0)
  if (bytes.length === keyBytes) return bytes
  throw new Fault('store/bad-key', {
    key: String(position + 1),
    why: `it is no ${keyBytes} bytes in base64; \`openssl rand -base64 32\` makes some`,
  })
}
