import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv } from 'node:crypto'

import { bytesFor } from '../random/random.ts'
import { derived } from '../results.ts'
import { placeholder } from '../placeholder.ts'
import { refuse } from '../../refuse.ts'
import { stringAt } from '../arguments.ts'
import { unbase64 } from '../encoding/base64.ts'
import type { Functions } from '../function.ts'

/** AES-256 in CBC mode, the password as it is for a key, the start value before what it enciphers. */
export const cipherFunctions: Functions = {
  encryptAES: {
    params: ['string', 'string'],
    call: (args, call) => {
      const text = stringAt(args, 1)
      if (text === '') return derived('', args, call)
      const start = bytesFor(call, 16)
      const cipher = createCipheriv('aes-256-cbc', keyOf(stringAt(args, 0)), start)
      const made = Buffer.concat([start, cipher.update(text, 'utf8'), cipher.final()])
      return placeholder('random', made.toString('base64'), args, call)
    },
  },
  decryptAES: {
    params: ['string', 'string'],
    call: (args, call) => {
      const text = stringAt(args, 1)
      return derived(text === '' ? '' : deciphered(stringAt(args, 0), text), args, call)
    },
  },
}

function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32)
  key.set(Buffer.from(password, 'utf8').subarray(0, 32))
  return key
}

function deciphered(password: string, text: string): string {
  const bytes = unbase64(Buffer.from(text, 'utf8'))
  if (typeof bytes === 'string') throw refuse(bytes)
  if (bytes.length < 16) {
    throw refuse(`runtime error: slice bounds out of range [:16] with capacity ${capacity(text)}`)
  }
  const body = bytes.subarray(16)
  if (body.length % 16 !== 0) throw refuse('crypto/cipher: input not full blocks')
  if (body.length === 0) throw refuse('runtime error: index out of range [-1]')
  const decipher = createDecipheriv('aes-256-cbc', keyOf(password), bytes.subarray(0, 16))
  decipher.setAutoPadding(false)
  const made = Buffer.concat([decipher.update(body), decipher.final()])
  const length = made.length - (made.at(-1) ?? 0)
  if (length < 0) throw refuse(`runtime error: slice bounds out of range [:${length}]`)
  return made.subarray(0, length).toString('utf8')
}

/** How much room Go makes for what it decodes. */
function capacity(text: string): number {
  return Math.floor(Buffer.byteLength(text, 'utf8') / 4) * 3
}
