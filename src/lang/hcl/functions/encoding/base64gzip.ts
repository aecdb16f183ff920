import { Buffer } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { withMarks } from '../../mark.ts'
import { stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import { shown } from '../files/reading.ts'
import type { HclFunction } from '../function.ts'
import { longest } from '../longest.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { bytesOfBase64 } from './bytes.ts'
import { gzip } from './gzip/gzip.ts'

export const base64gzip: HclFunction = {
  name: 'base64gzip',
  summary: 'A text, compressed with gzip, in Base64.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => string(Buffer.from(gzip(Buffer.from(textIn(given)))).toString('base64')),
}

export const base64gunzip: HclFunction = {
  name: 'base64gunzip',
  summary: 'The text that is compressed with gzip and written in Base64.',
  parameters: [{ name: 'str', type: stringType, allowMarked: 'when known' }],
  only: 'opentofu',
  returns: () => stringType,

  call([given]) {
    const bytes = bytesOfBase64(textIn(given))
    if (typeof bytes === 'number') return failed(`failed to decode base64 data ${shown(given)}`)
    if (bytes.length < 10)
      return failed(`failed to gunzip bytestream: ${bytes.length === 0 ? 'EOF' : 'unexpected EOF'}`)
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) {
      return failed('failed to gunzip bytestream: gzip: invalid header')
    }
    const unpacked = unpackedText(bytes)
    if (unpacked === undefined) return failed('failed to read gunzip raw data: unexpected EOF')
    return withMarks(text(unpacked), given?.marks ?? 0)
  },
}

/** Bounded: a few bytes can stand for very many. */
function unpackedText(bytes: Uint8Array): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: longest }).toString('utf8')
  } catch {
    return undefined
  }
}
