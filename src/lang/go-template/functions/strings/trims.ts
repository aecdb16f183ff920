import { byteLength, byteSlice } from '../bytes.ts'
import { intAt, stringAt, textAt } from '../arguments.ts'
import { refuse } from '../../refuse.ts'
import { joined, sliced, type Text } from '../../text.ts'
import { stringOf } from '../results.ts'
import { isSpace } from './letters.ts'
import type { Functions } from '../function.ts'
import type { GoFunction } from '../../value.ts'

const trimAll: GoFunction = {
  params: ['string', 'string'],
  call: (args) => {
    const cutset = new Set(stringAt(args, 0))
    return stringOf(trimmed(textAt(args, 1), (letter) => cutset.has(letter)))
  },
}

/** Functions that take letters away at the ends of a string. */
export const trims: Functions = {
  trim: { params: ['string'], call: (args) => stringOf(trimmed(textAt(args, 0), isSpace)) },
  trimAll,
  trimall: trimAll,
  trimSuffix: {
    params: ['string', 'string'],
    call: (args) => {
      const text = textAt(args, 1)
      const suffix = stringAt(args, 0)
      if (!text.value.endsWith(suffix)) return stringOf(text)
      return stringOf(sliced(text, 0, text.value.length - suffix.length))
    },
  },
  trimPrefix: {
    params: ['string', 'string'],
    call: (args) => {
      const text = textAt(args, 1)
      const prefix = stringAt(args, 0)
      return stringOf(text.value.startsWith(prefix) ? sliced(text, prefix.length) : text)
    },
  },
  trunc: {
    params: ['int', 'string'],
    call: (args) => {
      const count = intAt(args, 0)
      const text = textAt(args, 1)
      const length = byteLength(text.value)
      if (count < 0 && length + count > 0) return stringOf(byteSlice(text, length + count, length))
      return stringOf(count >= 0 && length > count ? byteSlice(text, 0, count) : text)
    },
  },
  substr: {
    params: ['int', 'int', 'string'],
    call: (args) => stringOf(substring(textAt(args, 2), intAt(args, 0), intAt(args, 1))),
  },
  abbrev: {
    params: ['int', 'string'],
    call: (args) => {
      const width = intAt(args, 0)
      return stringOf(width < 4 ? textAt(args, 1) : abbreviated(textAt(args, 1), 0, width))
    },
  },
  abbrevboth: {
    params: ['int', 'int', 'string'],
    call: (args) => {
      const offset = intAt(args, 0)
      const width = intAt(args, 1)
      const isTooNarrow = width < 4 || (offset > 0 && width < 7)
      return stringOf(isTooNarrow ? textAt(args, 2) : abbreviated(textAt(args, 2), offset, width))
    },
  },
}

function trimmed(text: Text, isCut: (letter: string) => boolean): Text {
  const letters = Array.from(text.value)
  let first = 0
  let start = 0
  while (first < letters.length && isCut(letters[first] ?? '')) start += letters[first++]?.length ?? 0
  let last = letters.length
  let end = text.value.length
  while (last > first && isCut(letters[last - 1] ?? '')) end -= letters[--last]?.length ?? 0
  return sliced(text, start, end)
}

function substring(text: Text, start: number, end: number): Text {
  const length = byteLength(text.value)
  if (start < 0) {
    if (end < 0 || end > length) throw outOfRange('', end, length)
    return byteSlice(text, 0, end)
  }
  if (end < 0 || end > length) {
    if (start > length) throw refuse(`runtime error: slice bounds out of range [${start}:${length}]`)
    return byteSlice(text, start, length)
  }
  if (start > end) throw refuse(`runtime error: slice bounds out of range [${start}:${end}]`)
  return byteSlice(text, start, end)
}

function outOfRange(start: number | '', end: number, length: number): Error {
  const known = end < 0 ? '' : ` with length ${length}`
  return refuse(`runtime error: slice bounds out of range [${start}:${end}]${known}`)
}

/** https://pkg.go.dev/github.com/Masterminds/goutils#AbbreviateFull */
function abbreviated(text: Text, offset: number, width: number): Text {
  const length = byteLength(text.value)
  if (length <= width) return text
  let left = Math.min(offset, length)
  if (length - left < width - 3) left = length - (width - 3)
  if (left <= 4) return joined([byteSlice(text, 0, width - 3), '...'])
  if (left + width - 3 < length) {
    return joined(['...', abbreviated(byteSlice(text, left, length), 0, width - 3)])
  }
  return joined(['...', byteSlice(text, length - (width - 3), length)])
}
