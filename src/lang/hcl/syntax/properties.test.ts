import fc from 'fast-check'
import { describe, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { firstChild, literalText, nextSibling, type Node, type Tree } from '../tree.ts'
import { nativeBody, parseHcl, parseHclExpression, parseHclTemplate } from './index.ts'
import { jsonBody } from './json-body.ts'
import { parseHclJson } from './json.ts'

const file = filePath('main.tf')
const parsers = { parseHcl, parseHclExpression, parseHclTemplate, parseHclJson }

const pieces = fc.constantFrom(
  'a',
  'b-c',
  'é',
  'for ',
  ' in ',
  'if ',
  '1',
  '2.5e1',
  'true',
  '"x"',
  '"',
  '${',
  '%{',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',

  '=',
  '==',
  ':',
  '::',
  '?',
  ',',
  '.',
  '...',
  '[*]',
  '.*',
  '=>',
  '!',
  '-',
  '+',
  '~}',
  '${~ ',
  '\n',
  '\r\n',
  '\r',
  ' ',

  '# c\n',
  '/* c */',
  '/*',
  '<<E\n',
  '<<-E\n',
  '\nE\n',
  '\\n',
  '\\',
  '$${',
  '%%{',
  '%{if a}',
  '%{endif}',
  '%{for a in b}',
  '\u0000',
  '\u{1F600}',
  '\uD800',
  '\ufeff',
  'a = 1\n',
  'b "c" {\n',
  '}\n',
  'd = [\n',
  '\\"',
  '"//": ',
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60, size: 'max' }).map((all) => all.join('')),
  fc.string({ unit: 'binary' }),
)

/** Whether each node lies in its parent, after its sibling before, and is reached once. */
function isNested({ starts, ends, text, ...tree }: Tree): boolean {
  const whole: Tree = { starts, ends, text, ...tree }
  const seen = new Set<Node>([tree.root])
  const open: Node[] = [tree.root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const start = starts[node] ?? -1
    const end = ends[node] ?? -1
    if (start < 0 || end < start || end > text.length) return false
    let before = start
    for (let child = firstChild(whole, node); child !== -1; child = nextSibling(whole, child)) {
      if (seen.has(child) || (starts[child] ?? -1) < before || (ends[child] ?? -1) > end) return false
      seen.add(child)
      before = ends[child] ?? -1
      open.push(child)
    }
  }
  return true
}

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  it('reads any text into nodes that lie in each other, in order', () => {
    fc.assert(
      fc.property(texts, (text) => isNested(parse(file, text).value)),
      { numRuns: 3000, examples: [['d = [\na]('], ['a = /*\nb */ ~']] },
    )
  })

  it('keeps the text, and gives the same for the same', () => {
    const same = fc.property(texts, (text) => {
      const first = parse(file, text)
      parse(file, 'x = [')
      const second = parse(file, text)
      return first.value.text === text && JSON.stringify(plain(first)) === JSON.stringify(plain(second))
    })
    fc.assert(same, { numRuns: 500 })
  })

  it('places every problem inside the text', () => {
    const inside = fc.property(texts, (text) =>
      parse(file, text).diagnostics.every(({ span }) => {
        return span.start >= 0 && span.start <= span.end && span.end <= text.length
      }),
    )
    fc.assert(inside, { numRuns: 1000 })
  })
})

function plain({ value, diagnostics }: ReturnType<typeof parseHcl>): unknown {
  return [diagnostics, value.kinds, value.starts, value.ends, value.firstChildren, [...value.cooked]]
}

describe('bodies', () => {
  it('say what they hold, whatever the text', () => {
    const read = fc.property(texts, (text) => {
      const native = nativeBody(parseHcl(file, text).value).content(new Map([['b', 2]]))
      const json = jsonBody(parseHclJson(file, text).value).content(new Map([['*', 1]]))
      return native.blocks.every(({ span }) => span.end <= text.length) && json.diagnostics.length >= 0
    })
    fc.assert(read, { numRuns: 1000 })
  })
})

describe('a text made of good lines and one broken line', () => {
  it('loses no good argument', () => {
    const broken = fc.constantFrom(
      'x = = 1',
      'x = [1 2]',
      'x = "y',
      'x = "${y"',
      'x "y" 1',
      '= 1',
      'x = )',
      'x = 1 2',
      "x = 'y'",
    )
    const good = fc.array(fc.nat(9), { minLength: 1, maxLength: 5 })
    const kept = fc.property(good, broken, good, (before, line, after) => {
      const lines = [...before.map((value, index) => `b${index} = "${value}"`), line]
      const text = [...lines, ...after.map((value, index) => `a${index} = "${value}"`)].join('\n')
      const { attributes } = nativeBody(parseHcl(file, text).value).content(new Map())
      return after.every((value, index) => {
        const found = attributes.get(`a${index}`)?.expression
        return (
          found !== undefined && literalText(found.tree, firstChild(found.tree, found.node)) === String(value)
        )
      })
    })
    fc.assert(kept)
  })
})
