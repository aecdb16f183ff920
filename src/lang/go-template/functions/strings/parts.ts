import { between } from '../pieces.ts'
import { boolOf, listOf, mapOf, stringOf } from '../results.ts'
import { cost } from '../cost.ts'
import { intAt, itemAt, stringAt, textAt } from '../arguments.ts'
import { sliced, type Text } from '../../text.ts'
import { strings } from '../strval.ts'
import type { Functions } from '../function.ts'
import type { Call, GoFunction, GoMap, GoValue } from '../../value.ts'

/** Functions that look for parts of a string, cut it up and put it together. */
export const parts: Functions = {
  contains: asked((part, text) => text.includes(part)),
  hasPrefix: asked((part, text) => text.startsWith(part)),
  hasSuffix: asked((part, text) => text.endsWith(part)),
  split: {
    params: ['string', 'string'],
    call: (args, call) => numbered(split(textAt(args, 1), stringAt(args, 0), -1, call), args, call),
  },
  splitn: {
    params: ['string', 'int', 'string'],
    call: (args, call) =>
      numbered(split(textAt(args, 2), stringAt(args, 0), intAt(args, 1), call), args, call),
  },
  splitList: {
    params: ['string', 'string'],
    call: (args, call) => {
      const items = split(textAt(args, 1), stringAt(args, 0), -1, call).map(stringOf)
      return listOf(items, args, call, '[]string')
    },
  },
  join: {
    params: ['string', 'any'],
    call: (args, call) => {
      const texts = strings(itemAt(args, 1)).map((one) => one.text)
      const separator = textAt(args, 0)
      call.spend(texts.length * (separator.value.length + separator.pieces.length * cost.piece))
      for (const text of texts) call.spend(text.value.length + text.pieces.length * cost.piece)
      return stringOf(between(texts, separator))
    },
  },
  toStrings: {
    params: ['any'],
    call: (args, call) => {
      const value = itemAt(args, 0)
      if (value.kind === 'list' && value.type === '[]string') return value
      return listOf(strings(value), args, call, '[]string')
    },
  },
}

function asked(is: (part: string, text: string) => boolean): GoFunction {
  return {
    params: ['string', 'string'],
    call: (args, call) => boolOf(is(stringAt(args, 0), stringAt(args, 1)), args, call),
  }
}

/** https://pkg.go.dev/strings#SplitN; with no separator each letter stands apart. */
function split(text: Text, separator: string, most: number, call: Call): readonly Text[] {
  if (most === 0) return []
  const limit = most < 0 ? Infinity : most
  const found: Text[] = []
  let start = 0
  while (found.length + 1 < limit) {
    const end = separator === '' ? letterEnd(text.value, start) : text.value.indexOf(separator, start)
    if (end === -1) break
    call.spend(cost.item)
    found.push(sliced(text, start, end))
    start = end + separator.length
  }
  if (separator === '' && text.value === '') return found
  return [...found, sliced(text, start)]
}

/** The end of the letter at a place; -1 where it is the last one. */
function letterEnd(text: string, start: number): number {
  const end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  return end >= text.length ? -1 : end
}

function numbered(texts: readonly Text[], args: readonly GoValue[], call: Call): GoMap {
  const entries = texts.map((text, position) => [`_${position}`, stringOf(text)] as const)
  return mapOf(new Map(entries), args, call, 'map[string]string')
}
