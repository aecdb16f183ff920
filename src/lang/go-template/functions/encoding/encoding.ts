import { bytesOfText, textOfBytes } from '../../go-bytes.ts'
import { Buffer } from 'node:buffer'

import { base32, unbase32 } from './base32.ts'
import { derived } from '../results.ts'
import { stringAt } from '../arguments.ts'
import { unbase64 } from './base64.ts'
import type { Functions } from '../function.ts'
import type { GoFunction } from '../../value.ts'

/** https://masterminds.github.io/sprig/encoding.html; what cannot be decoded gives the words of the error. */
export const encodingFunctions: Functions = {
  b64enc: bytewise((bytes) => Buffer.from(bytes).toString('base64')),
  b64dec: bytewise((bytes) => text(unbase64(bytes))),
  b32enc: bytewise(base32),
  b32dec: bytewise((bytes) => text(unbase32(bytes))),
}

function bytewise(change: (bytes: Uint8Array) => string): GoFunction {
  return {
    params: ['string'],
    call: (args, call) => derived(change(bytesOfText(stringAt(args, 0))), args, call),
  }
}

function text(decoded: Uint8Array | string): string {
  return typeof decoded === 'string' ? decoded : textOfBytes(decoded)
}
