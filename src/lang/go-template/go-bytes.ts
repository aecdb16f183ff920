import { Buffer, isUtf8 } from 'node:buffer'

// A byte that is no UTF-8 stands in a text as this unit and the byte: half of a pair, which no real text has alone.
const escape = 0xdc00
const escaped = /[\udc80-\udcff]/u

/** The bytes of a string of Go, which may be any: what a text of ours holds in their place is made bytes again. */
export function bytesOfText(text: string): Uint8Array {
  if (!escaped.test(text)) return Buffer.from(text, 'utf8')
  const parts = text.split(/([\udc80-\udcff])/u)
  return Buffer.concat(
    parts.map((part) =>
      escaped.test(part) ? Uint8Array.of(part.charCodeAt(0) - escape) : Buffer.from(part, 'utf8'),
    ),
  )
}

/** Bytes as a string. Those that are no UTF-8 are kept, so that the same bytes come out again. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return Array.from(validRuns(bytes), (run) =>
      typeof run === 'number' ? String.fromCharCode(escape + run) : strict.decode(run),
    ).join('')
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The stretches that are UTF-8, and the bytes between them that aren't. */
function* validRuns(bytes: Uint8Array): Generator<Uint8Array | number> {
  let start = 0
  for (let at = 0; at < bytes.length;) {
    const size = sizeAt(bytes, at)
    if (size > 0) {
      at += size
      continue
    }
    if (at > start) yield bytes.subarray(start, at)
    yield bytes[at] ?? 0
    at += 1
    start = at
  }
  if (start < bytes.length) yield bytes.subarray(start)
}

/** How many bytes the letter that begins here has; 0 where none does. */
function sizeAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  return at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)) ? size : 0
}
