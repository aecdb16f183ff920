import { between, mapped } from '../pieces.ts'
import { stringOf } from '../results.ts'
import { shown, strval } from '../strval.ts'
import { itemAt } from '../arguments.ts'
import { joined, type Text } from '../../text.ts'
import type { Functions } from '../function.ts'
import type { Call, GoFunction, GoValue } from '../../value.ts'

const asText: GoFunction = { params: ['any'], call: (args) => stringOf(strval(itemAt(args, 0))) }

/** Functions that put values side by side, in quotes or bare. */
export const quotes: Functions = {
  quote: {
    params: [],
    rest: 'any',
    call: (args, call) =>
      stringOf(
        between(
          present(args).map((value) => quoted(strval(value), call)),
          ' ',
        ),
      ),
  },
  squote: {
    params: [],
    rest: 'any',
    call: (args) => {
      const texts = present(args).map((value) => joined(["'", shown(value), "'"]))
      return stringOf(between(texts, ' '))
    },
  },
  cat: {
    params: [],
    rest: 'any',
    call: (args, call) => {
      const text = between(present(args).map(shown), ' ')
      call.spend(text.value.length)
      return stringOf(text)
    },
  },
  toString: asText,
}

function present(args: readonly GoValue[]): readonly GoValue[] {
  return args.filter(({ kind }) => kind !== 'nil')
}

/** `%q`: stretches in which nothing is escaped stay what they are. */
function quoted(text: Text, call: Call): Text {
  return joined(['"', mapped(text, escaped, call.origins), '"'])
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** https://pkg.go.dev/strconv#Quote */
export function escaped(part: string): string {
  if (/^[ !#-[\]-~]*$/u.test(part)) return part
  return Array.from(part, (letter) => {
    const known = short[letter]
    if (known !== undefined) return known
    if (letter === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(letter)) return letter
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
  }).join('')
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0')
}
