import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../../kernel/diagnostic.ts'
import { firstChild, nextSibling, type Node, type Tree } from '../tree.ts'
import {
  jsonBody,
  nativeBody,
  parseHcl,
  parseHclExpression,
  parseHclJson,
  parseHclTemplate,
} from './index.ts'

const file = filePath('main.tf')
const parsers: Readonly<Record<string, (text: string) => Outcome<Tree>>> = {
  file: (text) => parseHcl(file, text),
  expression: (text) => parseHclExpression(file, text),
  template: (text) => parseHclTemplate(file, text),
  json: (text) => parseHclJson(filePath('main.tf.json'), text),
}

/** Pieces that mean something, so that random texts get deep into the grammar. */
const pieces = [
  'resource "a" "b" {',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '=',
  '==',
  '?',
  ':',
  ',',
  '.',
  '...',
  '"',
  '${',
  '~}',
  '%{',
  '%{ if x }',
  '%{ else }',
  '%{ endif }',
  '%{ for x in y }',
  '%{ endfor }',
  '<<E\n',
  '<<-E\n',
  'E\n',
  'for x in y : x',
  'a',
  'a-b',
  'é',
  '👩‍👩‍👧',
  '1',
  '1e9',
  '.0',
  '.*',
  '[*]',
  '!',
  '-',
  '&&',
  '||',
  '=>',
  '#',
  '//',
  '/*',
  '*/',
  '\\',
  '\\n',
  '\\u00e9',
  '$${',
  '%%{',
  'null',
  'true',
  'in',
  'if',
  '\u0000',
  '\ufeff',
  "'",
  ';',
  '`',
  '{"a": [1, "${b}"]}',
  '"a":',
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
)

/** Texts with surrogate halves, which a file that is UTF-8 never has, are still read without a fall. */
describe.each(Object.entries(parsers))('parsing a %s', (name, parse) => {
  it('never throws, and everything it points to lies in the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { value, diagnostics } = parse(text)
        return isWellFormed(value, text.length) && diagnostics.every((one) => isInside(one, text.length))
      }),
      { numRuns: 1500 },
    )
  })

  it('keeps the whole text, and gives the same twice', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = parse(text)
        const again = parse(text)
        return once.value.text === text && JSON.stringify(once) === JSON.stringify(again)
      }),
      { numRuns: 300 },
    )
  })

  it('reads ten thousand levels of anything', () => {
    for (const one of [
      '[',
      '{',
      '(',
      '"${',
      '{"a":',
      'a {\n',
      '!',
      '-',
      'a ? ',
      '[for x in ',
      'f(',
      'a[',
      '%{ if a }',
    ]) {
      const { value } = parse(one.repeat(10_000))
      expect(isWellFormed(value, value.text.length), `${name} of ${one}`).toBe(true)
    }
  })
})

describe('bodies', () => {
  it('give what they hold of any text, in either syntax', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const types = new Map([
          ['resource', 2],
          ['*', 0],
        ])
        const native = nativeBody(parseHcl(file, text).value).content(types)
        const json = jsonBody(parseHclJson(file, text).value).content(types)
        return [native, json].every(({ diagnostics }) =>
          diagnostics.every((one) => isInside(one, text.length)),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('keep what stands around something broken', () => {
    const text = 'a = 1\nb = = 2\nc = 3\nblock "x" {\n  d = (\n}\ne = 5\n'
    const { value, diagnostics } = parseHcl(file, text)
    const { attributes } = nativeBody(value).content(new Map())
    expect(diagnostics.length).toBeGreaterThan(0)
    expect([...attributes.keys()]).toEqual(expect.arrayContaining(['a', 'c']))
  })
})

function isInside({ span }: Diagnostic, length: number): boolean {
  return span.start >= 0 && span.start <= span.end && span.end <= length
}

/** Children lie in their parents, one after the other. Iterative, since trees may be deep. */
function isWellFormed(tree: Tree, length: number): boolean {
  const open: Node[] = [tree.root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const start = tree.starts[node] ?? -1
    const end = tree.ends[node] ?? -1
    if (start < 0 || start > end || end > length) return false
    let last = start
    for (let child = firstChild(tree, node); child !== -1; child = nextSibling(tree, child)) {
      const from = tree.starts[child] ?? -1
      const to = tree.ends[child] ?? -1
      if (from < last || to > end) return false
      last = to
      open.push(child)
    }
  }
  return true
}
