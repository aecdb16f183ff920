import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['md5("hello")', '"5d41402abc4b2a76b9719d911017c592" : string'],
  ['md5("")', '"d41d8cd98f00b204e9800998ecf8427e" : string'],
  ['md5(1)', '"c4ca4238a0b923820dcc509a6f75849b" : string'],
  ['sha1("hello")', '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d" : string'],
  ['sha256("é")', '"4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c" : string'],
  [
    'sha512("a")',
    '"1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75" : string',
  ],
  ['base64sha256("hello")', '"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=" : string'],
  [
    'base64sha512("hello")',
    '"m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==" : string',
  ],
  ['uuidv5("dns", "example.com")', '"cfbff0d1-9375-5685-968c-48ce8b15ae17" : string'],
  ['uuidv5("url", "https://example.com/")', '"dd2c1780-811a-5296-81c5-178a0ef488bc" : string'],
  ['uuidv5("oid", "1.2.3")', '"42d5e23b-3a02-5135-85c6-52d1102f1f00" : string'],
  ['uuidv5("x500", "CN=a")', '"c4756781-662d-5713-b245-06d2e6262fc5" : string'],
  [
    'uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "example.com")',
    '"cfbff0d1-9375-5685-968c-48ce8b15ae17" : string',
  ],
  [
    'uuidv5("6BA7B8109dad11d180b400c04fd430c8", "example.com")',
    '"cfbff0d1-9375-5685-968c-48ce8b15ae17" : string',
  ],
  [
    'uuidv5("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "example.com")',
    '"cfbff0d1-9375-5685-968c-48ce8b15ae17" : string',
  ],
  [
    'uuidv5("[6ba7b810-9dad-11d1-80b4-00c04fd430c8]", "x")',
    '"05b16a01-46c6-56dd-bd6e-c6dfb4a1427a" : string',
  ],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['md5(text)', '? : string'],
  ['uuid()', '? : string'],
  ['bcrypt("a")', '? : string'],
  ['bcrypt("a",100)', '? : string'],
  ['rsadecrypt(text, "b")', '? : string'],
  ['uuidv5("dns", text)', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'sha256(secret)',
    '"043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89" : string, sensitive',
  ],
  ['bcrypt(secret)', '? : string, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['md5(null)', 'Invalid function argument: Invalid value for "str" parameter: argument must not be null.'],
  ['bcrypt("a","x")', 'Invalid function argument: Invalid value for "cost" parameter: a number is required.'],
  ['uuid(1)', 'Too many function arguments: Function "uuid" expects only 0 argument(s).'],
  [
    'uuidv5("nope","a")',
    'Error in function call: Call to function "uuidv5" failed: uuidv5() doesn\'t support namespace nope (invalid UUID length: 4).',
  ],
  [
    'uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430cz", "x")',
    'Error in function call: Call to function "uuidv5" failed: uuidv5() doesn\'t support namespace 6ba7b810-9dad-11d1-80b4-00c04fd430cz (invalid UUID format).',
  ],
  [
    'uuidv5("urx:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "x")',
    'Error in function call: Call to function "uuidv5" failed: uuidv5() doesn\'t support namespace urx:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8 (invalid urn prefix: "urx:uuid:").',
  ],
  [
    'rsadecrypt("a","b")',
    'Invalid function argument: Invalid value for "ciphertext" parameter: failed to decode input "a": cipher text must be base64-encoded.',
  ],
  [
    'rsadecrypt("aGVsbG8=","b")',
    'Invalid function argument: Invalid value for "privatekey" parameter: invalid private key: ssh: no key found.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
