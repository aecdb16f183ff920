import { Buffer } from 'node:buffer'
import { withMarks } from '../../mark.ts'
import { stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import { shown } from '../files/reading.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { bytesOfBase64, textOfBytes } from './bytes.ts'

export const base64decode: HclFunction = {
  name: 'base64decode',
  summary: 'The text that is written in Base64.',
  parameters: [{ name: 'str', type: stringType, allowMarked: 'when known' }],
  returns: () => stringType,

  call([given]) {
    const bytes = bytesOfBase64(textIn(given))
    if (typeof bytes === 'number') return failed(`failed to decode base64 data ${shown(given)}`)
    const decoded = textOfBytes(bytes)
    if (decoded === undefined) return failed('the result of decoding the provided string is not valid UTF-8')
    return withMarks(text(decoded), given?.marks ?? 0)
  },
}

export const base64encode: HclFunction = {
  name: 'base64encode',
  summary: 'A text in Base64.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => string(Buffer.from(textIn(given)).toString('base64')),
}
