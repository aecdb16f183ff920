import { Buffer } from 'node:buffer'

/** The bytes that are written in Base64, with its padding; line ends do not count. Or where the first wrong symbol is. */
export function bytesOfBase64(written: string): Uint8Array | number {
  const symbols = written.replaceAll(/[\r\n]/gu, '')
  const padding = symbols.endsWith('==') ? 2 : Number(symbols.endsWith('='))
  const wrong = symbols.slice(0, symbols.length - padding).search(/[^A-Za-z0-9+/]/u)
  if (wrong !== -1) return offsetOf(written, wrong)
  return symbols.length % 4 === 0
    ? Buffer.from(symbols, 'base64')
    : offsetOf(written, symbols.length - padding)
}

/** Where a symbol is, in bytes, with the line ends before it. */
function offsetOf(written: string, symbol: number): number {
  let left = symbol
  let at = 0
  while (at < written.length) {
    const isLineEnd = written[at] === '\r' || written[at] === '\n'
    if (!isLineEnd && left-- === 0) break
    at++
  }
  return Buffer.byteLength(written.slice(0, at))
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that bytes are in UTF-8; undefined when they are none. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
