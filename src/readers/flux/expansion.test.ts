import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expanded, parsedExpansion } from './expansion.ts'

const values = new Map([
  ['word', 'Hello'],
  ['path', 'registry.io/team/app:v1.2'],
  ['number', '0123456789'],
  ['other', 'x'],
  ['empty', ''],
])

/** What a text becomes, or that it is refused. */
function of(text: string): string {
  const parts = parsedExpansion(text)
  return parts === undefined ? 'refused' : expanded(parts, (name) => values.get(name) ?? '')
}

describe('variables of Flux', () => {
  it.each([
    ['${word} and ${gone}.', 'Hello and .'],
    ['${#word}', '5'],
    ['${word^^}${word,,}${other^}${word,}', 'HELLOhelloXhello'],
    ['${number:7}', '789'],
    ['${number:2:3}', '234'],
    ['${number: -3:2}', '0123456789'],
    ['${number:-3}', '0123456789'],
    ['${number:99}', ''],
    ['${number:1:-1}', '12345678'],
    ['${gone:-d}${empty:=e}${gone=f}${word:-g}', 'defHello'],
    ['${gone:-a${word}b${gone:=${other}}}', 'aHellobx'],
    ['${path#*/}', 'team/app:v1.2'],
    ['${path##*/}', 'app:v1.2'],
    ['${path%/*}', 'registry.io/team'],
    ['${path%%:*}', 'registry.io/team/app'],
    ['${path#[a-r]?}', 'gistry.io/team/app:v1.2'],
    ['${path#nothing}', 'registry.io/team/app:v1.2'],
    ['${word/l/L}', 'HeLlo'],
    ['${word//l/L}', 'HeLLo'],
    ['${word//l/}', 'Heo'],
    ['${path//\\//-}', 'registry.io-team-app:v1.2'],
    ['${word/#He/J}', 'Jllo'],
    ['${word/%lo/p}', 'Help'],
    ['$${word} $$ $word', '${word} $ $word'],
    ['a$${b}${other}', 'a${b}x'],
  ])('%s is %s', (text, made) => {
    expect(of(text)).toBe(made)
  })

  it.each([
    '${',
    '${}',
    '${word',
    '${ word }',
    '${word^x}',
    '${word[0]}',
    '${!word}',
    '${word/a}',
    '${word#}',
  ])('%s is refused', (text) => {
    expect(of(text)).toBe('refused')
  })

  it('are read whatever they are, however deep', () => {
    const piece = fc.constantFrom('${', '}', 'a', ':', '-', '/', '#', '%', '$', '*', '[', ']', '\\', '^', '1')
    fc.assert(fc.property(fc.array(piece), (all) => typeof of(all.join('')) === 'string'))
    expect(of('${a:-'.repeat(100_000))).toBe('refused')
  })
})
