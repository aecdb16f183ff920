import { Buffer } from 'node:buffer'

import { joined, sliced, type Text } from '../text.ts'

// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const ascii = /^[\u0000-\u007f]*$/u

/** Whether each letter is one byte. */
export function isAscii(value: string): boolean {
  return ascii.test(value)
}

/** How many bytes a text has in UTF-8, which is what Go counts. */
export function byteLength(value: string): number {
  return Buffer.byteLength(value, 'utf8')
}

/** A part of a text by offsets of bytes. Bytes of a letter that is cut through become U+FFFD, as any reader shows them. */
export function byteSlice(text: Text, start: number, end: number): Text {
  if (isAscii(text.value)) return sliced(text, start, end)
  const from = placeOf(text.value, start)
  const to = placeOf(text.value, end)
  if (from.inside === 0 && to.inside === 0) return sliced(text, from.at, to.at)
  const broken = '\u{fffd}'
  if (from.at === to.at) return joined([broken.repeat(Math.max(0, end - start))])
  const head = from.inside === 0 ? '' : broken.repeat(from.size - from.inside)
  const begin = from.inside === 0 ? from.at : from.at + from.width
  return joined([head, sliced(text, begin, to.at), broken.repeat(to.inside)])
}

interface BytePlace {
  /** The UTF-16 offset of the letter. */
  readonly at: number
  /** How many bytes of the letter lie before the place. */
  readonly inside: number
  /** How many bytes, and UTF-16 units, the letter has. */
  readonly size: number
  readonly width: number
}

function placeOf(value: string, offset: number): BytePlace {
  let bytes = 0
  let at = 0
  for (const letter of value) {
    const size = byteLength(letter)
    if (bytes + size > offset) return { at, inside: offset - bytes, size, width: letter.length }
    bytes += size
    at += letter.length
  }
  return { at, inside: 0, size: 0, width: 0 }
}
