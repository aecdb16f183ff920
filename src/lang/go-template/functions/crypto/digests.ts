import { bytesOfText } from '../../go-bytes.ts'
import { createHash } from 'node:crypto'

import { derived } from '../results.ts'
import { stringAt } from '../arguments.ts'
import type { Functions } from '../function.ts'
import type { GoFunction } from '../../value.ts'

/** https://masterminds.github.io/sprig/crypto.html */
export const digestFunctions: Functions = {
  sha1sum: digest('sha1'),
  sha256sum: digest('sha256'),
  sha512sum: digest('sha512'),
  adler32sum: {
    params: ['string'],
    call: (args, call) => derived(String(adler32(bytesOfText(stringAt(args, 0)))), args, call),
  },
}

function digest(algorithm: string): GoFunction {
  return {
    params: ['string'],
    call: (args, call) =>
      derived(
        createHash(algorithm)
          .update(bytesOfText(stringAt(args, 0)))
          .digest('hex'),
        args,
        call,
      ),
  }
}

/** RFC 1950, section 9 */
function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return high * 65_536 + low
}
