import { Buffer } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gzip } from './gzip.ts'

function packed(text: string): string {
  return Buffer.from(gzip(Buffer.from(text))).toString('base64')
}

it.each([
  ['', 'H4sIAAAAAAAA/wAAAP//AQAA//8AAAAAAAAAAA=='],
  ['a', 'H4sIAAAAAAAA/0oEAAAA//8BAAD//0O+t+gBAAAA'],
  ['hello', 'H4sIAAAAAAAA/8pIzcnJBwAAAP//AQAA//+GphA2BQAAAA=='],
  [
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'H4sIAAAAAAAA/0okFwAAAAD//wEAAP//QWJzUDkAAAA=',
  ],
  [
    'abcabcabcabcabcdabcabcabcabcabcdabcabcabcabcabcd',
    'H4sIAAAAAAAA/0pMSkZGKYT4AAAAAP//AQAA//92uDYFMAAAAA==',
  ],
  [
    '#!/bin/bash\necho "hello"\necho "hello again"\n',
    'H4sIAAAAAAAA/1JW1E/KzNNPSizO4EpNzshXUMpIzcnJV0LmKCSmJ2bmKXEBAAAA//8BAAD//9RO+JQsAAAA',
  ],
  [
    'éèàüöäßñçøåæþðœŵŷğşıħłđŧŋ',
    'H4sIAAAAAAAA/wTAOxJAQBCE4btLRcoBRoAhM4FHoDb5u++1HycHCz8PK0GRfGzsNC7Pvv0qHCqlB01Ojx0AAP//AQAA//93Mzt4MgAAAA==',
  ],
  [
    'The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog. 012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789resource "aws_instance" "web" { ami = "x" }',
    'H4sIAAAAAAAA/+zKuxHCMAwG4FX+0wAc70fBFvScYgQxEAukGBs4dmcHCqp0X/HtWsE9x3BBY1oSjlpxzt3NoQ8x9K3gyq8nDnoaYcg/5/FkOpsvlqv15r8ycc0WBMTF9zF5zykIgYo0hDe4i9iCKuHzBQAA//8BAAD//9nkOB0LAgAA',
  ],
])('packs %j as Terraform does', (text, answer) => {
  expect(packed(text)).toBe(answer)
})

it('can be unpacked again', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('resource "a" "b" {\n}\n', 'ab'.repeat(200), 'x'.repeat(1000), '😀é日'.repeat(30)),
  )
  const holds = fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
    const bytes = Buffer.from(pieces.join(''))
    return gunzipSync(gzip(bytes)).equals(bytes)
  })
  expect(fc.check(holds, { numRuns: 200 }).counterexample).toBeNull()
})

it('packs across many blocks and windows', () => {
  let state = 1
  const words: string[] = []
  for (let at = 0; at < 60_000; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    words.push((state % 5000).toString(36))
  }
  const bytes = Buffer.from(words.join(' '))
  const start = performance.now()
  const short = gzip(bytes)
  expect(gunzipSync(short).equals(bytes)).toBe(true)
  expect(short.length).toBeLessThan(bytes.length * 0.8)
  expect(performance.now() - start).toBeLessThan(60_000)
})
