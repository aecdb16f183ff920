import { Buffer } from 'node:buffer'

import { goQuoted } from '../../lexer.ts'
import { isProblem, problem, type UrlProblem } from './problem.ts'

/** A part of a URL; each has its own letters that need no escape. */
export type UrlPart = 'path' | 'host' | 'user' | 'fragment'

const free: Readonly<Record<UrlPart, string>> = {
  path: '-_.~$&+,/:;=@',
  host: '-_.~!$&\'()*+,;=:[]<>"',
  user: '-_.~$&+,;=',
  fragment: '-_.~$&+,/:;=?@!()*',
}

/** https://pkg.go.dev/net/url#PathEscape and its kin */
export function escape(text: string, part: UrlPart): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const letter = String.fromCodePoint(byte)
    return isFree(letter, part) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

/** Takes escapes away, or says which is none. */
export function unescape(text: string, part: UrlPart): string | UrlProblem {
  const bytes: number[] = []
  const source = Buffer.from(text, 'utf8')
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0
    const made = byte === 0x25 ? escapedAt(source, at, part) : plain(byte, part)
    if (isProblem(made)) return made
    bytes.push(made)
    if (byte === 0x25) at += 2
  }
  return Buffer.from(bytes).toString('utf8')
}

function escapedAt(source: Buffer, at: number, part: UrlPart): number | UrlProblem {
  const written = source.toString('latin1', at, at + 3)
  if (!/^%[\da-f]{2}$/iu.test(written)) return badEscape(written)
  const byte = Number.parseInt(written.slice(1), 16)
  // A host may hold escapes of letters beyond ASCII only.
  if (part === 'host' && byte < 0x80 && written !== '%25') return badEscape(written)
  return byte
}

function badEscape(written: string): UrlProblem {
  return problem(`invalid URL escape ${goQuoted(written)}`)
}

function plain(byte: number, part: UrlPart): number | UrlProblem {
  const letter = String.fromCodePoint(byte)
  if (part === 'host' && byte < 0x80 && !isFree(letter, part)) {
    return problem(`invalid character ${goQuoted(letter)} in host name`)
  }
  return byte
}

function isFree(letter: string, part: UrlPart): boolean {
  return /^[\dA-Za-z]$/u.test(letter) || free[part].includes(letter)
}
