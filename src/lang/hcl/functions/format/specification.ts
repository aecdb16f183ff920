import { Buffer } from 'node:buffer'
import { quotedCharacter } from '../quoted.ts'

/** One verb of a format string, such as `%-5.2[1]f`. */
export interface Verb {
  readonly kind: 'verb'
  /** As it is written. */
  readonly raw: string
  /** Where it starts, in bytes. */
  readonly offset: number
  readonly letter: string
  readonly flags: ReadonlySet<string>
  readonly width: number | undefined
  readonly precision: number | undefined
  /** Which argument it says it wants, from 1. */
  readonly argument: number | undefined
}

/** What a format string consists of: literal text, and verbs. What cannot be read ends the list. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'broken'; readonly why: string }
  | Verb

/** Reads a format string. */
export function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < format.length) {
    const next = format.indexOf('%', at)
    if (next === -1) return [...pieces, { kind: 'text', text: format.slice(at) }]
    if (next > at) pieces.push({ kind: 'text', text: format.slice(at, next) })
    if (format[next + 1] === '%') {
      pieces.push({ kind: 'text', text: '%' })
      at = next + 2
      continue
    }
    const verb = verbAt(format, next)
    pieces.push(verb)
    if (verb.kind !== 'verb') return pieces
    at = next + verb.raw.length
  }
  return pieces
}

const written = /(%)([#0\-+ ]*)([1-9]\d*)?(?:(\.)(\d*))?(?:(\[)([1-9]\d*)?(\])?)?([A-Za-z])?/uy

function verbAt(format: string, start: number): Piece {
  written.lastIndex = start
  const found = written.exec(format)
  const [raw = '', , flags = '', width, point, precision = '', open, argument, close, letter] = found ?? []
  const isIndexRead = open === undefined || (argument !== undefined && close !== undefined)
  if (letter === undefined || !isIndexRead) {
    return broken(format, start + brokenAt(raw, argument, close, isIndexRead))
  }
  return {
    kind: 'verb',
    raw,
    offset: bytesBefore(format, start),
    letter,
    flags: new Set(flags),
    width: width === undefined ? undefined : Number(width),
    precision: point === undefined ? undefined : Number(precision),
    // Terraform counts in 64 bits, and goes on from the other end.
    argument: argument === undefined ? undefined : Number(BigInt.asIntN(64, BigInt(argument))),
  }
}

/** How much of a verb can be read: where its index breaks off, what follows was not looked at. */
function brokenAt(
  raw: string,
  argument: string | undefined,
  close: string | undefined,
  isIndexRead: boolean,
): number {
  if (isIndexRead) return raw.length
  const open = raw.indexOf('[') + 1
  return close !== undefined && argument === undefined ? open : open + (argument ?? '').length
}

function broken(format: string, at: number): Piece {
  const offset = bytesBefore(format, at)
  const point = format.codePointAt(at)
  if (point === undefined)
    return { kind: 'broken', why: `invalid format string starting at offset ${offset}` }
  const character = quotedCharacter(String.fromCodePoint(point))
  return { kind: 'broken', why: `unrecognized format character ${character} at offset ${offset}` }
}

function bytesBefore(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at))
}
