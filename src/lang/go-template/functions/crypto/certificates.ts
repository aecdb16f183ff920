import { Buffer } from 'node:buffer'

import { bytesFor } from '../random/random.ts'
import { causeOf, placeholder, unknownAmong, withCause } from '../placeholder.ts'
import { derived } from '../results.ts'
import { itemAt, listAt, stringAt } from '../arguments.ts'
import { pemProblem, typeOfPem } from './pem.ts'
import { refuse } from '../../refuse.ts'
import { strval } from '../strval.ts'
import {
  typeName,
  type Call,
  type GoFunction,
  type GoObject,
  type GoParam,
  type GoString,
  type GoValue,
} from '../../value.ts'
import { unbase64 } from '../encoding/base64.ts'
import type { Functions } from '../function.ts'

type Args = readonly GoValue[]

const named: readonly GoParam[] = ['string', 'list', 'list', 'int']
const certificateType = 'sprig.certificate'
/** About how many bytes keys and certificates have. */
const sizes = { certificate: 777, rsa2048: 1191, rsa4096: 2349, ecdsa: 121, ed25519: 48, dsa: 858 }

/** Keys and certificates look like those of Sprig, but there is no key in them. https://masterminds.github.io/sprig/crypto.html */
export const certificateFunctions: Functions = {
  genPrivateKey: { params: ['string'], call: privateKey },
  genCA: { params: ['string', 'int'], call: generated },
  genCAWithKey: { params: ['string', 'int', 'string'], call: (args, call) => withKey(args, call, 2) },
  genSelfSignedCert: { params: named, call: checked(generated) },
  genSelfSignedCertWithKey: {
    params: [...named, 'string'],
    call: checked((args, call) => withKey(args, call, 4)),
  },
  genSignedCert: { params: [...named, 'any'], call: checked((args, call) => signed(args, call, generated)) },
  genSignedCertWithKey: {
    params: [...named, 'any', 'string'],
    call: checked((args, call) => signed(args, call, () => withKey(args, call, 5))),
  },
  buildCustomCert: { params: ['string', 'string'], call: customCertificate },
}

function privateKey(args: Args, call: Call): GoValue {
  const type = stringAt(args, 0)
  switch (type) {
    case '':
    case 'rsa':
      return placeholder('random', pem('RSA PRIVATE KEY', sizes.rsa4096, call), args, call)
    case 'dsa':
      return placeholder('random', pem('DSA PRIVATE KEY', sizes.dsa, call), args, call)
    case 'ecdsa':
      return placeholder('random', pem('EC PRIVATE KEY', sizes.ecdsa, call), args, call)
    case 'ed25519':
      return placeholder('random', pem('PRIVATE KEY', sizes.ed25519, call), args, call)
    default:
      return derived(`Unknown type ${type}`, args, call)
  }
}

function generated(args: Args, call: Call): GoValue {
  const key = placeholder('random', pem('RSA PRIVATE KEY', sizes.rsa2048, call), args, call)
  return certificate(newCertificate(args, call), key, args, call)
}

/** With a key that was given, only the certificate is new. */
function withKey(args: Args, call: Call, at: number): GoValue {
  const key = itemAt(args, at)
  const problem = unknownAmong([key]) === undefined ? pemProblem(stringAt(args, at)) : undefined
  if (problem !== undefined) throw refuse(`parsing private key: ${problem}`)
  return certificate(
    newCertificate(args, call),
    key.kind === 'string' ? key : derived('', args, call),
    args,
    call,
  )
}

function signed(args: Args, call: Call, make: (args: Args, call: Call) => GoValue): GoValue {
  const authority = itemAt(args, 4)
  if (authority.kind !== 'object' || authority.type !== certificateType) {
    throw refuse(`wrong type for value; expected ${certificateType}; got ${typeName(authority)}`)
  }
  return make(args, call)
}

/** Whether the addresses and names that a certificate is for are any. */
function checked(make: (args: Args, call: Call) => GoValue): GoFunction['call'] {
  return (args, call) => {
    for (const ip of listAt(args, 1).items) {
      if (ip.kind !== 'string') throw refuse(`error parsing ip: ${strval(ip).value} is not a string`)
      if (!isAddress(ip.text.value)) throw refuse(`error parsing ip: ${ip.text.value}`)
    }
    for (const name of listAt(args, 2).items) {
      if (name.kind === 'string') continue
      throw refuse(`error processing alternate dns name: ${strval(name).value} is not a string`)
    }
    return make(args, call)
  }
}

function isAddress(text: string): boolean {
  const part = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`
  if (new RegExp(`^${part}(?:\\.${part}){3}$`, 'u').test(text)) return true
  const groups = text.split('::')
  if (!text.includes(':') || groups.length > 2) return false
  const words = groups.flatMap((group) => (group === '' ? [] : group.split(':')))
  if (!words.every((word) => /^[\da-f]{1,4}$/iu.test(word))) return false
  return groups.length === 2 ? words.length < 8 : words.length === 8
}

/** A certificate that was made elsewhere, both parts in base64. */
function customCertificate(args: Args, call: Call): GoValue {
  const [cert, key] = [0, 1].map((at) => unbase64(Buffer.from(stringAt(args, at), 'utf8')))
  if (typeof cert !== 'object') throw refuse('unable to decode base64 certificate')
  if (typeof key !== 'object') throw refuse('unable to decode base64 private key')
  const [certText, keyText] = [cert, key].map((bytes) => Buffer.from(bytes).toString('utf8'))
  if (unknownAmong(args) === undefined) {
    if (typeOfPem(certText ?? '') === undefined) throw refuse('unable to decode certificate')
    const problem = pemProblem(keyText ?? '')
    if (problem !== undefined) throw refuse(`error parsing private key: ${problem}`)
  }
  return certificate(derived(certText ?? '', args, call), derived(keyText ?? '', args, call), args, call)
}

function newCertificate(args: Args, call: Call): GoString {
  return placeholder('random', pem('CERTIFICATE', sizes.certificate, call), args, call)
}

function certificate(cert: GoString, key: GoString, args: Args, call: Call): GoObject {
  const object: GoObject = {
    kind: 'object',
    type: certificateType,
    origin: call.made(args),
    fields: new Map<string, GoValue>([
      ['Cert', cert],
      ['Key', key],
    ]),
    methods: new Map(),
    printed: `{${cert.text.value} ${key.text.value}}`,
  }
  return unknownAmong([cert, key]) === undefined ? object : withCause(object, causeOf('random', call))
}

/** A block as PEM has it, whose letters say nothing. https://www.rfc-editor.org/rfc/rfc7468 */
function pem(label: string, size: number, call: Call): string {
  call.spend(size * 2)
  const body = Buffer.from(bytesFor(call, size)).toString('base64')
  const lines = body.match(/.{1,64}/gu) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
