import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto'
import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const pkcs1 = JSON.stringify(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
const pkcs8 = JSON.stringify(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
const secret = encrypted('secret é')

function encrypted(text: string): string {
  const bytes = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text))
  return bytes.toString('base64')
}

it('decrypts with the private key in either form', () => {
  expect(asked(`rsadecrypt("${secret}", ${pkcs1})`)).toBe('"secret é" : string')
  expect(asked(`rsadecrypt("${secret}", ${pkcs8})`)).toBe('"secret é" : string')
  expect(asked(`rsadecrypt("${encrypted('')}", ${pkcs8})`)).toBe('"" : string')
})

it('keeps the mark of the key', () => {
  expect(asked(`rsadecrypt("${secret}", sensitive(${pkcs1}))`)).toContain(': string, sensitive')
})

it.each(['aGVsbG8=', '', Buffer.alloc(128, 1).toString('base64')])('does not decrypt %j', (text) => {
  expect(asked(`rsadecrypt("${text}", ${pkcs1})`)).toBe(
    'Error in function call: Call to function "rsadecrypt" failed: failed to decrypt: crypto/rsa: decryption error.',
  )
})

it('says why a key is none', () => {
  const publicPem = JSON.stringify(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  expect(asked(`rsadecrypt("${secret}", ${publicPem})`)).toBe(
    'Invalid function argument: Invalid value for "privatekey" parameter: invalid private key: ssh: unsupported key type "PUBLIC KEY".',
  )
  const locked = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' })
  expect(asked(`rsadecrypt("${secret}", ${JSON.stringify(locked.toString())})`)).toBe(
    'Invalid function argument: Invalid value for "privatekey" parameter: invalid private key: ssh: this private key is passphrase protected.',
  )
})
