import { Buffer } from 'node:buffer'
import { createHash, type BinaryToTextEncoding } from 'node:crypto'
import { stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { bytesToDigest, isProblem } from '../files/reading.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'

export const md5: HclFunction = ofText('md5', 'md5', 'hex')
export const sha1: HclFunction = ofText('sha1', 'sha1', 'hex')
export const sha256: HclFunction = ofText('sha256', 'sha256', 'hex')
export const sha512: HclFunction = ofText('sha512', 'sha512', 'hex')
export const base64sha256: HclFunction = ofText('base64sha256', 'sha256', 'base64')
export const base64sha512: HclFunction = ofText('base64sha512', 'sha512', 'base64')

export const filemd5: HclFunction = ofFile('filemd5', 'md5', 'hex')
export const filesha1: HclFunction = ofFile('filesha1', 'sha1', 'hex')
export const filesha256: HclFunction = ofFile('filesha256', 'sha256', 'hex')
export const filesha512: HclFunction = ofFile('filesha512', 'sha512', 'hex')
export const filebase64sha256: HclFunction = ofFile('filebase64sha256', 'sha256', 'base64')
export const filebase64sha512: HclFunction = ofFile('filebase64sha512', 'sha512', 'base64')

function ofText(name: string, algorithm: string, encoding: BinaryToTextEncoding): HclFunction {
  return {
    name,
    summary: `The ${algorithm.toUpperCase()} digest of a text in ${written(encoding)}.`,
    parameters: [{ name: 'str', type: stringType }],
    returns: () => stringType,
    call: ([given]) => string(digestOf(Buffer.from(textIn(given)), algorithm, encoding)),
  }
}

function ofFile(name: string, algorithm: string, encoding: BinaryToTextEncoding): HclFunction {
  return {
    name,
    summary: `The ${algorithm.toUpperCase()} digest of a file in ${written(encoding)}.`,
    parameters: [{ name: 'path', type: stringType }],
    returns: () => stringType,

    call([path], context) {
      const bytes = bytesToDigest(path, context)
      return isProblem(bytes) ? bytes : string(digestOf(bytes, algorithm, encoding))
    },
  }
}

function written(encoding: BinaryToTextEncoding): string {
  return encoding === 'hex' ? 'hexadecimal digits' : 'Base64'
}

function digestOf(bytes: Uint8Array, algorithm: string, encoding: BinaryToTextEncoding): string {
  return createHash(algorithm).update(bytes).digest(encoding)
}
