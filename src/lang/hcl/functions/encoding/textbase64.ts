import { Buffer } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Problem } from '../../problem.ts'
import { stringType } from '../../types.ts'
import { string, unknown, type Val } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { FunctionContext, HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'
import { bytesOfBase64 } from './bytes.ts'
import { ebcdicNamed } from './ebcdic.ts'
import { encodingNamed, type Encoding } from './encodings.ts'

export const textencodebase64: HclFunction = {
  name: 'textencodebase64',
  summary: 'A text in an encoding, in Base64.',
  parameters: [
    { name: 'string', type: stringType },
    { name: 'encoding', type: stringType },
  ],
  returns: () => stringType,

  call([given, wanted], context) {
    const encoding = encodingIn(wanted, context)
    if ('kind' in encoding) return encoding
    const { library, name } = encoding
    const page = ebcdicNamed(name)
    if (library === undefined && page === undefined) return notComputed(encoding)
    const plain = textIn(given)
    const bytes = page === undefined ? encode(plain, library) : page.encode(plain)
    if (bytes === undefined) {
      return badArgument(
        0,
        `the given string contains characters that cannot be represented in ${encoding.name}`,
      )
    }
    const mark = encoding.name === 'UTF-16' ? [Buffer.from([0xfe, 0xff])] : []
    return string(Buffer.concat([...mark, bytes]).toString('base64'))
  },
}

export const textdecodebase64: HclFunction = {
  name: 'textdecodebase64',
  summary: 'The text that is written in an encoding, in Base64.',
  parameters: [
    { name: 'source', type: stringType },
    { name: 'encoding', type: stringType },
  ],
  returns: () => stringType,

  call([given, wanted], context) {
    const encoding = encodingIn(wanted, context)
    if ('kind' in encoding) return encoding
    const bytes = bytesOfBase64(textIn(given))
    if (typeof bytes === 'number') {
      return badArgument(0, `the given value is has an invalid base64 symbol at offset ${bytes}`)
    }
    const page = ebcdicNamed(encoding.name)
    if (encoding.library === undefined && page === undefined) return notComputed(encoding)
    const decoded = page === undefined ? decode(bytes, encoding) : page.decode(bytes)
    return decoded.includes('\uFFFD')
      ? badArgument(0, `the given string contains symbols that are not defined for ${encoding.name}`)
      : text(decoded)
  },
}

/** Undefined where the encoding cannot say it: there the library puts something else. */
function encode(plain: string, library = ''): Uint8Array | undefined {
  const bytes = iconv.encode(plain, library, { addBOM: false })
  return iconv.decode(bytes, library, { stripBOM: false }) === plain ? bytes : undefined
}

function encodingIn(wanted: Val | undefined, { version }: FunctionContext): Encoding | Problem {
  const name = textIn(wanted)
  const product = version.opentofu ? 'OpenTofu' : 'Terraform'
  return (
    encodingNamed(name) ??
    badArgument(
      1,
      `${quoted(name)} is not a supported IANA encoding name or alias in this ${product} version`,
    )
  )
}

function decode(bytes: Uint8Array, { library = '', name }: Encoding): string {
  const isWide = library.startsWith('utf16')
  const isLittle = name === 'UTF-16' && bytes[0] === 0xff && bytes[1] === 0xfe
  const hasMark = isLittle || (name === 'UTF-16' && bytes[0] === 0xfe && bytes[1] === 0xff)
  const content = Buffer.from(hasMark ? bytes.subarray(2) : bytes)
  const decoded = iconv.decode(content, isLittle ? 'utf16le' : library, { stripBOM: false })
  return (isWide && content.length % 2 === 1 ? `${decoded}\uFFFD` : decoded).toWellFormed()
}

/** Terraform knows more encodings than our library. */
function notComputed({ name }: Encoding): Val {
  return unknown(stringType, [{ kind: 'computed', what: `the encoding ${name}` }])
}
