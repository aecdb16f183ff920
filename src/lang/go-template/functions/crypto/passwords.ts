import { Buffer } from 'node:buffer'
import { createHmac, scryptSync } from 'node:crypto'

import { bytesFor } from '../random/random.ts'
import { derived } from '../results.ts'
import { intAt, stringAt } from '../arguments.ts'
import { placeholder } from '../placeholder.ts'
import { byteLength } from '../bytes.ts'
import type { Functions } from '../function.ts'
import type { Call } from '../../value.ts'

/** https://masterminds.github.io/sprig/crypto.html */
export const passwordFunctions: Functions = {
  bcrypt: {
    params: ['string'],
    call: (args, call) => {
      const password = stringAt(args, 0)
      return isTooLong(password)
        ? derived(tooLong, args, call)
        : placeholder('random', bcryptLike(call), args, call)
    },
  },
  htpasswd: {
    params: ['string', 'string'],
    call: (args, call) => {
      const [user, password] = [stringAt(args, 0), stringAt(args, 1)]
      if (user.includes(':')) return derived(`invalid username: ${user}`, args, call)
      const hash = isTooLong(password) ? tooLong : bcryptLike(call)
      return placeholder('random', `${user}:${hash}`, args, call)
    },
  },
  derivePassword: {
    params: ['int', 'string', 'string', 'string', 'string'],
    call: (args, call) => {
      // One takes a tenth of a second.
      call.spend(2_000_000)
      const [type, password, user, place] = [1, 2, 3, 4].map((at) => stringAt(args, at))
      const wanted: Wanted = {
        type: type ?? '',
        password: password ?? '',
        user: user ?? '',
        place: place ?? '',
      }
      return derived(derivedPassword(intAt(args, 0), wanted), args, call)
    },
  },
}

const tooLong = 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes'
const cryptLetters = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function isTooLong(password: string): boolean {
  return byteLength(password) > 72
}

/** What a hash of bcrypt looks like; each one has a salt of chance. */
function bcryptLike(call: Call): string {
  const letters = Array.from(bytesFor(call, 53), (byte) => cryptLetters[byte % 64] ?? '')
  return `$2a$10$${letters.join('')}`
}

interface Wanted {
  readonly type: string
  readonly password: string
  readonly user: string
  readonly place: string
}

const seed = 'com.lyndir.masterpassword'
/** Shapes of passwords: each letter stands for a kind of letters. https://spectre.app/spectre-algorithm.pdf */
const shapes: Readonly<Record<string, readonly string[]>> = {
  maximum: ['anoxxxxxxxxxxxxxxxxx', 'axxxxxxxxxxxxxxxxxno'],
  long: (
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
    'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
    'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno'
  ).split(' '),
  medium: ['CvcnoCvc', 'CvcCvcno'],
  short: ['Cvcn'],
  basic: ['aaanaaan', 'aannaaan', 'aaannaaa'],
  pin: ['nnnn'],
}
const consonants = 'bcdfghjklmnpqrstvwxyz'
const all = `AEIOUaeiou${consonants.toUpperCase()}${consonants}`
const kinds: Readonly<Record<string, string>> = {
  V: 'AEIOU',
  C: consonants.toUpperCase(),
  v: 'aeiou',
  c: consonants,
  a: all,
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: `${all}0123456789!@#$%^&*()`,
}

function derivedPassword(counter: number, { type, password, user, place }: Wanted): string {
  const known = Object.hasOwn(shapes, type) ? shapes[type] : undefined
  if (known === undefined) return `cannot find password template ${type}`
  const salt = Buffer.concat([Buffer.from(seed), counted(user)])
  const cost = { N: 32_768, r: 8, p: 2, maxmem: 128 * 1024 * 1024 }
  const key = scryptSync(password, salt, 64, cost)
  const number = Buffer.alloc(4)
  number.writeUInt32BE(counter >>> 0)
  const message = Buffer.concat([Buffer.from(seed), counted(place), number])
  const bytes = createHmac('sha256', key).update(message).digest()
  const shape = known[(bytes[0] ?? 0) % known.length] ?? ''
  const letters = Array.from(shape, (kind, at) => {
    const some = kinds[kind] ?? ''
    return some[(bytes[at + 1] ?? 0) % some.length] ?? ''
  })
  return letters.join('')
}

/** A text after its length. */
function counted(text: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(byteLength(text))
  return Buffer.concat([length, Buffer.from(text, 'utf8')])
}
