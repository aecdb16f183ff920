import type { Buffer } from 'node:buffer'
import { constants, createPrivateKey, privateDecrypt, type KeyObject } from 'node:crypto'
import type { Problem } from '../../problem.ts'
import { stringType } from '../../types.ts'
import { unknown } from '../../value.ts'
import { bytesOfBase64 } from '../encoding/bytes.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'

export const rsadecrypt: HclFunction = {
  name: 'rsadecrypt',
  summary: 'The text that was encrypted for an RSA key.',
  parameters: [
    { name: 'ciphertext', type: stringType },
    { name: 'privatekey', type: stringType },
  ],
  returns: () => stringType,

  call([given, privateKey], _, type) {
    const bytes = bytesOfBase64(textIn(given))
    if (typeof bytes === 'number') {
      const detail = `failed to decode input ${quoted(textIn(given))}: cipher text must be base64-encoded`
      return badArgument(0, detail)
    }
    const pem = pemIn(textIn(privateKey))
    if (pem?.kind === 'OPENSSH PRIVATE KEY') {
      return unknown(type, [{ kind: 'computed', what: 'a key in the format of OpenSSH' }])
    }
    const key = keyOf(pem)
    if ('summary' in key) return key
    const plain = decrypted(bytes, key)
    return plain === undefined
      ? failed('failed to decrypt: crypto/rsa: decryption error')
      : text(plain.toString('utf8'))
  },
}

interface Pem {
  readonly kind: string
  readonly text: string
}

const framed = /-----BEGIN ([A-Z ]+)-----[^]*?-----END \1-----/u

function pemIn(given: string): Pem | undefined {
  const found = framed.exec(given)
  return found === null ? undefined : { kind: found[1] ?? '', text: found[0] }
}

const readable = new Set(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY'])

function keyOf(pem: Pem | undefined): KeyObject | Problem {
  if (pem === undefined) return invalidKey('ssh: no key found')
  if (/^(?:Proc-Type:.*ENCRYPTED|DEK-Info:)/mu.test(pem.text)) {
    return invalidKey('ssh: this private key is passphrase protected')
  }
  if (!readable.has(pem.kind)) return invalidKey(`ssh: unsupported key type ${quoted(pem.kind)}`)
  try {
    const key = createPrivateKey(pem.text)
    return key.asymmetricKeyType === 'rsa' ? key : invalidKey('it is not an RSA key')
  } catch {
    return invalidKey('its content cannot be read')
  }
}

function invalidKey(why: string): Problem {
  return badArgument(1, `invalid private key: ${why}`)
}

/** The padding is taken off here: Node no longer does, and it is no secret to time in a tool that reads files. */
function decrypted(bytes: Uint8Array, key: KeyObject): Buffer | undefined {
  try {
    const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes)
    const end = padded.indexOf(0, 2)
    const isPadded = padded[0] === 0 && padded[1] === 2 && end >= 10
    return isPadded ? padded.subarray(end + 1) : undefined
  } catch {
    return undefined
  }
}
