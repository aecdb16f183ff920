import { stringType } from '../../types.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'

export const chomp: HclFunction = {
  name: 'chomp',
  summary: 'A text without the line ends at its end.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(withoutAtEnd(textIn(given), '\r\n')),
}

export const trim: HclFunction = {
  name: 'trim',
  summary: 'A text without any of some characters at its start and end.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'cutset', type: stringType },
  ],
  returns: () => stringType,
  call([given, set]) {
    const characters = textIn(set)
    return text(withoutAtStart(withoutAtEnd(textIn(given), characters), characters))
  },
}

export const trimprefix: HclFunction = {
  name: 'trimprefix',
  summary: 'A text without another at its start.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'prefix', type: stringType },
  ],
  returns: () => stringType,
  call([given, prefix]) {
    const whole = textIn(given)
    const part = textIn(prefix)
    return text(whole.startsWith(part) ? whole.slice(part.length) : whole)
  },
}

export const trimsuffix: HclFunction = {
  name: 'trimsuffix',
  summary: 'A text without another at its end.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'suffix', type: stringType },
  ],
  returns: () => stringType,
  call([given, suffix]) {
    const whole = textIn(given)
    const part = textIn(suffix)
    return text(part !== '' && whole.endsWith(part) ? whole.slice(0, -part.length) : whole)
  },
}

/** What Unicode calls white space: not quite what JavaScript does. */
const spaces =
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

export const trimspace: HclFunction = {
  name: 'trimspace',
  summary: 'A text without white space at its start and end.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => stringType,
  call: ([given]) => text(withoutAtStart(withoutAtEnd(textIn(given), spaces), spaces)),
}

function withoutAtStart(whole: string, characters: string): string {
  const set = new Set(characters)
  let start = 0
  for (const character of whole) {
    if (!set.has(character)) break
    start += character.length
  }
  return whole.slice(start)
}

function withoutAtEnd(whole: string, characters: string): string {
  const set = new Set(characters)
  let end = whole.length
  while (end > 0) {
    const isPair = end > 1 && (whole.codePointAt(end - 2) ?? 0) > 0xffff
    const character = whole.slice(end - (isPair ? 2 : 1), end)
    if (!set.has(character)) break
    end -= character.length
  }
  return whole.slice(0, end)
}
