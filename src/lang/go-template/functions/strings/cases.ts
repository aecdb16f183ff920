import { stringAt, textAt } from '../arguments.ts'
import { isAscii } from '../bytes.ts'
import { derived, stringOf } from '../results.ts'
import { mapped } from '../pieces.ts'
import { camel, separated } from './words.ts'
import { isSpace, lower, titled, upper } from './letters.ts'
import type { Functions } from '../function.ts'
import type { GoFunction } from '../../value.ts'

/** Functions that change the case of letters. */
export const cases: Functions = {
  upper: letterwise(upper),
  lower: letterwise(lower),
  title: wordwise((letter, isFirst) => (isFirst ? titled(letter) : letter), isWordBreak),
  untitle: wordwise((letter, isFirst) => (isFirst ? lower(letter) : letter), isSpace),
  swapcase: {
    params: ['string'],
    call: (args, call) => derived(swapped(stringAt(args, 0)), args, call),
  },
  nospace: {
    params: ['string'],
    call: (args, call) => {
      const text = textAt(args, 0)
      if (!isAscii(text.value)) return derived(withoutSpaceBytes(text.value), args, call)
      return stringOf(mapped(text, (part) => part.replace(/[\t-\r ]/gu, ''), call.origins))
    },
  },
  initials: {
    params: ['string'],
    call: (args, call) => derived(initials(stringAt(args, 0)), args, call),
  },
  snakecase: {
    params: ['string'],
    call: (args, call) => derived(separated(stringAt(args, 0), '_'), args, call),
  },
  kebabcase: {
    params: ['string'],
    call: (args, call) => derived(separated(stringAt(args, 0), '-'), args, call),
  },
  camelcase: {
    params: ['string'],
    call: (args, call) => derived(camel(stringAt(args, 0)), args, call),
  },
}

function letterwise(change: (part: string) => string): GoFunction {
  return {
    params: ['string'],
    call: (args, call) => stringOf(mapped(textAt(args, 0), change, call.origins)),
  }
}

/** Whether a letter begins a word hangs on the one before it, which may lie in the piece before. */
function wordwise(
  change: (letter: string, isFirst: boolean) => string,
  isBreak: (letter: string) => boolean,
): GoFunction {
  return {
    params: ['string'],
    call: (args, call) => {
      let isFirst = true
      const each = (letter: string): string => {
        const made = change(letter, isFirst && !isBreak(letter))
        isFirst = isBreak(letter)
        return made
      }
      const text = mapped(textAt(args, 0), (part) => Array.from(part, each).join(''), call.origins)
      return stringOf(text)
    },
  }
}

/** What ends a word for `strings.Title`: in ASCII all but letters, digits and the underscore, elsewhere space only. */
function isWordBreak(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x80 ? !/\w/u.test(letter) : !/[\p{L}\p{Nd}]/u.test(letter) && isSpace(letter)
}

function swapped(text: string): string {
  let afterSpace = true
  return Array.from(text, (letter) => {
    if (/[\p{Lu}\p{Lt}]/u.test(letter)) {
      afterSpace = false
      return lower(letter)
    }
    if (/\p{Ll}/u.test(letter)) {
      const made = afterSpace ? titled(letter) : upper(letter)
      afterSpace = false
      return made
    }
    afterSpace = isSpace(letter)
    return letter
  }).join('')
}

/** The library looks at bytes, and where one is space it takes each other one for a letter of Latin-1. */
function withoutSpaceBytes(text: string): string {
  const letters = Array.from(new TextEncoder().encode(text), (byte) => String.fromCodePoint(byte))
  const kept = letters.filter((letter) => !isSpace(letter))
  return kept.length === letters.length ? text : kept.join('')
}

/** The first byte of each word, as a letter of Latin-1: so the library does it. */
function initials(text: string): string {
  let afterGap = true
  let made = ''
  for (const byte of new TextEncoder().encode(text)) {
    const letter = String.fromCodePoint(byte)
    const isGap = isSpace(letter)
    if (!isGap && afterGap) made += letter
    afterGap = isGap
  }
  return made
}
