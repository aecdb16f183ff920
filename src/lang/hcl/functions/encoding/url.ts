import { Buffer } from 'node:buffer'
import { stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'

export const urlencode: HclFunction = {
  name: 'urlencode',
  summary: 'A text as it is written in the query of a URL.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => string(encoded(textIn(given))),
}

export const urldecode: HclFunction = {
  name: 'urldecode',
  summary: 'A text from the query of a URL.',
  parameters: [{ name: 'str', type: stringType }],
  only: 'opentofu',
  returns: () => stringType,

  call([given]) {
    const written = textIn(given)
    const wrong = /%(?![\dA-Fa-f]{2})[^]{0,2}/u.exec(written)?.[0]
    if (wrong !== undefined) return failed(`failed to decode URL '': invalid URL escape ${quoted(wrong)}`)
    return text(decoded(written))
  },
}

function encoded(plain: string): string {
  return encodeURIComponent(plain.toWellFormed())
    .replaceAll(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** Runs of escapes are the bytes of characters. */
function decoded(written: string): string {
  return written
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[\dA-Fa-f]{2})+/gu, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    )
}
