import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOfText, textOfBytes } from './go-bytes.ts'

it('gives every sequence of bytes back as it was', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      (bytes) => Buffer.compare(bytesOfText(textOfBytes(bytes)), bytes) === 0,
    ),
  )
})

it('reads UTF-8 as text', () => {
  expect(textOfBytes(Buffer.from('é€😀'))).toBe('é€😀')
})

it('keeps a byte that is no UTF-8 apart from the text around it', () => {
  expect(bytesOfText(`a${textOfBytes(Uint8Array.of(0xff, 0xc3))}b`)).toEqual(
    Buffer.from([0x61, 0xff, 0xc3, 0x62]),
  )
})
