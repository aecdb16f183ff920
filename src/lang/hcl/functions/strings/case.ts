import { stringType } from '../../types.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'

export const lower: HclFunction = {
  name: 'lower',
  summary: 'A text in small letters.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(eachCharacter(textIn(given), 'toLowerCase', lowerOf)),
}

export const upper: HclFunction = {
  name: 'upper',
  summary: 'A text in capital letters.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(eachCharacter(textIn(given), 'toUpperCase', upperOf)),
}

export const title: HclFunction = {
  name: 'title',
  summary: 'A text with a capital at the start of each word.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(withCapitals(textIn(given))),
}

// oxlint-disable-next-line no-control-regex -- where both languages agree
const ascii = /^[\0-\x7f]*$/u

/** Character by character: Terraform knows neither ß → SS nor the sigma that ends a word. */
function eachCharacter(
  whole: string,
  plain: 'toLowerCase' | 'toUpperCase',
  change: (character: string) => string,
): string {
  if (ascii.test(whole)) return whole[plain]()
  let made = ''
  for (const character of whole) made += change(character)
  return made
}

function lowerOf(character: string): string {
  if (character === 'İ') return 'i'
  const changed = character.toLowerCase()
  return isOne(changed) ? changed : character
}

/** Letters that got their capitals in a later Unicode than Terraform's. */
const withoutCapital = new Set('ƛɤꟓꟕ')

function upperOf(character: string): string {
  if (withoutCapital.has(character)) return character
  const changed = character.toUpperCase()
  return isOne(changed) ? changed : greekUpper(character)
}

function isOne(changed: string): boolean {
  return changed.length === 1 || (changed.length === 2 && (changed.codePointAt(0) ?? 0) > 0xffff)
}

/** Greek letters with an iota below have a single capital; all others that would become several letters stay. */
function greekUpper(character: string): string {
  const point = character.codePointAt(0) ?? 0
  if (point === 0x1fb3 || point === 0x1fc3 || point === 0x1ff3) return String.fromCodePoint(point + 9)
  const isRow = point >= 0x1f80 && point < 0x1fb0 && point % 16 < 8
  return isRow ? String.fromCodePoint(point + 8) : character
}

/** Letters that are two in one have a third form, with only the first a capital. */
const digraphs: ReadonlyMap<string, string> = new Map([
  ['Ǆ', 'ǅ'],
  ['ǅ', 'ǅ'],
  ['ǆ', 'ǅ'],
  ['Ǉ', 'ǈ'],
  ['ǈ', 'ǈ'],
  ['ǉ', 'ǈ'],
  ['Ǌ', 'ǋ'],
  ['ǋ', 'ǋ'],
  ['ǌ', 'ǋ'],
  ['Ǳ', 'ǲ'],
  ['ǲ', 'ǲ'],
  ['ǳ', 'ǲ'],
])

/** Georgian has capitals, but starts no word with one. */
const georgian = /[\u10d0-\u10ff]/u

function titleOf(character: string): string {
  if (georgian.test(character)) return character
  return digraphs.get(character) ?? upperOf(character)
}

const inWord = /[\p{L}\p{Nd}_]/u
const ofAscii = /\p{ASCII}/u
const space = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u

/** Any other ASCII character ends a word; beyond ASCII, only white space does. */
function withCapitals(whole: string): string {
  let made = ''
  let isStart = true
  for (const character of whole) {
    made += isStart ? titleOf(character) : character
    isStart = !inWord.test(character) && (ofAscii.test(character) || space.test(character))
  }
  return made
}
