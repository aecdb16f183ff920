import { Buffer } from 'node:buffer'

import { cost } from '../cost.ts'
import { derived, stringOf } from '../results.ts'
import { intAt, itemAt, stringAt, textAt } from '../arguments.ts'
import { indented, joined, replaced, sliced, type Text } from '../../text.ts'
import { refuse } from '../../refuse.ts'
import type { Functions } from '../function.ts'
import type { Call, GoString, GoValue } from '../../value.ts'

/** Functions that lay text out in lines. */
export const lines: Functions = {
  hello: { params: [], call: (args, call) => derived('Hello!', args, call) },
  indent: {
    params: ['int', 'string'],
    call: (args, call) => stringOf(withPad(textAt(args, 1), padOf(intAt(args, 0), call), call)),
  },
  nindent: {
    params: ['int', 'string'],
    call: (args, call) =>
      stringOf(joined(['\n', withPad(textAt(args, 1), padOf(intAt(args, 0), call), call)])),
  },
  repeat: {
    params: ['int', 'string'],
    call: (args, call) => {
      const count = intAt(args, 0)
      const text = textAt(args, 1)
      if (count < 0) throw refuse('strings: negative Repeat count')
      call.spend(count * (text.value.length + text.pieces.length * cost.piece))
      return stringOf(joined(Array.from({ length: text.value === '' ? 0 : count }, () => text)))
    },
  },
  replace: {
    params: ['string', 'string', 'string'],
    call: (args, call) => stringOf(replacedAll(textAt(args, 2), stringAt(args, 0), textAt(args, 1), call)),
  },
  plural: {
    params: ['string', 'string', 'int'],
    call: (args) => chosen(itemAt(args, intAt(args, 2) === 1 ? 0 : 1)),
  },
  wrap: {
    params: ['int', 'string'],
    call: (args, call) => {
      const way = { column: intAt(args, 0), line: '\n', breaksWords: false }
      return derived(wrapped(stringAt(args, 1), way, call), args, call)
    },
  },
  wrapWith: {
    params: ['int', 'string', 'string'],
    call: (args, call) => {
      const way = { column: intAt(args, 0), line: stringAt(args, 1) || '\n', breaksWords: true }
      return derived(wrapped(stringAt(args, 2), way, call), args, call)
    },
  },
}

function chosen(value: GoValue): GoString {
  return value.kind === 'string' ? value : stringOf(sliced({ value: '', pieces: [] }, 0))
}

function padOf(spaces: number, call: Call): string {
  if (spaces < 0) throw refuse('strings: negative Repeat count')
  call.spend(spaces)
  return ' '.repeat(spaces)
}

function withPad(text: Text, pad: string, call: Call): Text {
  let feeds = 0
  for (let at = text.value.indexOf('\n'); at !== -1; at = text.value.indexOf('\n', at + 1)) feeds++
  call.spend(feeds * (pad.length + cost.piece))
  return indented(text, pad)
}

/** https://pkg.go.dev/strings#ReplaceAll; an empty string stands before each letter and at the end. */
function replacedAll(text: Text, old: string, by: Text, call: Call): Text {
  const parts: [number, number, Text][] = []
  const each = by.value.length + by.pieces.length * cost.piece + cost.piece
  if (old === '') {
    let at = 0
    for (const letter of text.value) {
      call.spend(each)
      parts.push([at, at, by])
      at += letter.length
    }
    parts.push([at, at, by])
  } else {
    let at = text.value.indexOf(old)
    while (at !== -1) {
      call.spend(each)
      parts.push([at, at + old.length, by])
      at = text.value.indexOf(old, at + old.length)
    }
  }
  return replaced(text, parts)
}

/** How lines are broken: how long they may be, what stands between them, and whether a word may be broken too. */
interface Wrapping {
  readonly column: number
  readonly line: string
  readonly breaksWords: boolean
}

/** https://pkg.go.dev/github.com/Masterminds/goutils#WrapCustom; columns are bytes. */
function wrapped(text: string, { column, line, breaksWords }: Wrapping, call: Call): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  const width = Math.max(1, column)
  const between = Buffer.from(line, 'utf8').toString('latin1')
  const out: string[] = []
  let at = 0
  while (bytes.length - at > width) {
    if (bytes[at] === ' ') {
      at++
      continue
    }
    const space = bytes.slice(at, at + width + 1).lastIndexOf(' ')
    const end = space === -1 ? longWordEnd(bytes, at + width, breaksWords) : at + space
    out.push(bytes.slice(at, end))
    if (end === bytes.length) {
      at = end
      break
    }
    call.spend(end - at + line.length)
    out.push(between)
    at = space === -1 && breaksWords ? end : end + 1
  }
  out.push(bytes.slice(at))
  return Buffer.from(out.join(''), 'latin1').toString('utf8')
}

function longWordEnd(bytes: string, from: number, breaksWords: boolean): number {
  if (breaksWords) return from
  const space = bytes.indexOf(' ', from)
  return space === -1 ? bytes.length : space
}
