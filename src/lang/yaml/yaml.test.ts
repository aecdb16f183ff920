import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { scalarText } from './cook.ts'
import { parseYaml } from './parse.ts'
import type { YamlDialect } from './resolve.ts'
import {
  yamlAnchor,
  yamlEntries,
  yamlItems,
  yamlKind,
  yamlSource,
  yamlSpan,
  yamlStyle,
  yamlTag,
  yamlTarget,
  type YamlNode,
  type YamlTree,
} from './tree.ts'
import { keyText, yamlValue, type YamlValue } from './value.ts'

const file = filePath('a.yaml')

function parse(text: string): YamlTree {
  return parseYaml(file, text)
}

function rootOf(tree: YamlTree): YamlNode {
  return tree.documents[0] ?? -1
}

/** The value of each document, as plain JavaScript. */
function values(text: string): readonly unknown[] {
  const tree = parse(text)
  return tree.documents.map((root) => plain(yamlValue(tree, root, { dialect: 'core' }).value))
}

function plain(value: YamlValue): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map')
    return Object.fromEntries(
      value.entries.map(({ key, value: one }) => [keyText(key) ?? JSON.stringify(plain(key)), plain(one)]),
    )
  const { scalar } = value
  if (scalar.kind === 'null') return null
  if (scalar.kind === 'bool') return scalar.value
  return scalar.kind === 'int' || scalar.kind === 'float' ? Number(scalar.text) : scalar.text
}

describe('the tree', () => {
  const text = [
    '# head',
    'name: &n "web" # tail',
    'list:',
    '- !!str 1',
    '- [a, {b: *n}]',
    'text: |-',
    '  one',
    '  two',
    'none:',
    '',
  ].join('\n')
  const tree = parse(text)
  const entries = [...yamlEntries(tree, rootOf(tree))]

  it('has its nodes where they are written', () => {
    expect(entries.map(({ key, value }) => [yamlSource(tree, key), yamlSource(tree, value)])).toEqual([
      ['name', '"web"'],
      ['list', '- !!str 1\n- [a, {b: *n}]'],
      ['text', '|-\n  one\n  two'],
      ['none', ''],
    ])
  })

  it('says kind and style of each', () => {
    const said = entries.map(({ value }) => [yamlKind(tree, value), yamlStyle(tree, value)])
    expect(said).toEqual([
      ['scalar', 'double'],
      ['list', 'block'],
      ['scalar', 'literal'],
      ['empty', 'plain'],
    ])
  })

  it('puts a value that is left out after its colon', () => {
    const none = entries[3]?.value ?? -1
    expect(yamlSpan(tree, none).start).toBe(text.indexOf('none:') + 5)
  })

  it('knows anchors, tags and what an alias stands for', () => {
    const name = entries[0]?.value ?? -1
    const [tagged = -1, flow = -1] = yamlItems(tree, entries[1]?.value ?? -1)
    expect(yamlAnchor(tree, name)).toBe('n')
    expect(yamlTag(tree, tagged)).toBe('tag:yaml.org,2002:str')
    const [, map = -1] = yamlItems(tree, flow)
    const [entry] = yamlEntries(tree, map)
    expect([yamlKind(tree, map), yamlStyle(tree, map)]).toEqual(['map', 'flow'])
    expect(yamlTarget(tree, entry?.value ?? -1)).toBe(name)
  })

  it('keeps the places of comments', () => {
    const { comments } = tree
    const said = Array.from({ length: comments.length / 2 }, (_, index) =>
      text.slice(comments[index * 2], comments[index * 2 + 1]),
    )
    expect(said).toEqual(['# head', '# tail'])
  })

  it('resolves tags with the handles that are declared, per document', () => {
    const tagged = parse('%TAG !e! tag:example.com,2000:\n---\n!e!a%21 x\n---\n!e!b y\n')
    expect(tagged.documents.map((root) => yamlTag(tagged, root))).toEqual(['tag:example.com,2000:a!', '!e!b'])
    expect(tagged.diagnostics.map(({ code }) => code)).toEqual(['yaml/invalid-tag'])
  })

  it('gives the properties of a line of their own to the collection below, those of the line to the key', () => {
    const one = parse('&map\n&key a: b\n')
    const root = rootOf(one)
    const [entry] = yamlEntries(one, root)
    expect([yamlAnchor(one, root), yamlAnchor(one, entry?.key ?? -1)]).toEqual(['map', 'key'])
  })

  it('lets an alias mean the last anchor of its name before it', () => {
    expect(values('- &a 1\n- *a\n- &a 2\n- *a\n')).toEqual([[1, 1, 2, 2]])
  })
})

describe('the text of a scalar', () => {
  it.each([
    ['a b', 'a b'],
    ['a\n  b\n\n  c', 'a b\nc'],
    ["'it''s'", "it's"],
    ["'a  \n  b\n\n\n  c '", 'a b\n\nc '],
    ['"a\\tb\\x41\\u00e9\\U0001F600\\N"', 'a\tbAé😀\u0085'],
    ['"a \\\n   b"', 'a b'],
    ['"a\n  \\  b"', 'a   b'],
    ['"\\ud83d\\ude00 \\ud800"', '😀 \ufffd'],
    ['"a\\\\\n b"', 'a\\ b'],
    ['|\n a\n  b\n\n c\n\n', 'a\n b\n\nc\n'],
    ['|-\n a\n\n', 'a'],
    ['|+\n a\n\n\n', 'a\n\n\n'],
    ['|\n a', 'a'],
    ['|\r\n a\r\n b\r\n', 'a\nb\n'],
    ['|2\n   a\n  b\n', ' a\nb\n'],
    ['|-2 # c\n   a\n', ' a'],
    ['|\n\n\n', ''],
    ['|+\n\n\n', '\n\n'],
    ['>\n a\n b\n\n c\n', 'a b\nc\n'],
    ['>\n a\n  b\n c\n', 'a\n b\nc\n'],
    ['>\n\n a\n\n\n  b\n\n c\n', '\na\n\n\n b\n\nc\n'],
    ['>-\n a\n b', 'a b'],
    ['>+\n a\n\n', 'a\n\n'],
  ])('%j is %j', (text, cooked) => {
    const tree = parse(text)
    expect([scalarText(tree, rootOf(tree)), tree.diagnostics]).toEqual([cooked, []])
  })
})

describe('documents', () => {
  it.each([
    ['', []],
    ['# only a comment\n', []],
    ['---\n', [null]],
    ['---\n---\n', [null, null]],
    ['a\n---\nb\n...\nc\n', ['a', 'b', 'c']],
    ['--- a\n--- |\n x\n', ['a', 'x\n']],
    ['%YAML 1.2\n---\na\n...\n%YAML 1.2\n---\nb\n', ['a', 'b']],
    ['\ufeffa: 1\n', [{ a: 1 }]],
    ['a: 1\r\nb:\r\n- x\r\n', [{ a: 1, b: ['x'] }]],
    ['  a: 1\n  b: 2\n', [{ a: 1, b: 2 }]],
    ['? a\n: b\n? - c\n: - d\n', [{ a: 'b', '["c"]': ['d'] }]],
    ['- - - a\n    - b\n  - c\n- d\n', [[[['a', 'b'], 'c'], 'd']]],
    ['a:\n- b\nc:\n  - d\n', [{ a: ['b'], c: ['d'] }]],
    ['[a: b, ? c : d, "e":f, : g]', [[{ a: 'b' }, { c: 'd' }, { e: 'f' }, { null: 'g' }]]],
    [
      '{a, b: , "c":d, ? e, : f, g: http://h}',
      [{ a: null, b: null, c: 'd', e: null, null: 'f', g: 'http://h' }],
    ],
    ['{a: [\n1, # one\n2\n]}', [{ a: [1, 2] }]],
    ['[a]: b\n{c: d}: e\n', [{ '["a"]': 'b', '{"c":"d"}': 'e' }]],
    ['a: !!str\nb: &x\nc: *x\n', [{ a: '', b: null, c: null }]],
  ])('%j are %j', (text, wanted) => {
    expect([values(text), parse(text).diagnostics]).toEqual([wanted, []])
  })
})

describe('a broken text', () => {
  it.each([
    ['a: \u0001\nb: 1', 'yaml/control-character', '\u0001', { a: '\u0001', b: 1 }],
    ['a:\n\tb: 1\n\tc: 2\nd: 3', 'yaml/tab-indentation', '\t', { a: { b: 1, c: 2 }, d: 3 }],
    ['a:\n    b: 1\n  c: 2\nd: 3', 'yaml/indentation', 'c: 2', { a: { b: 1, c: 2 }, d: 3 }],
    ['a: 1\n  b: 2\nc: 3', 'yaml/indentation', 'b: 2', { a: 1, c: 3 }],
    ['a: 1\nb\nc: 2', 'yaml/missing-colon', 'b', { a: 1, b: null, c: 2 }],
    ['a:\n  b\n  c: 2\n', 'yaml/missing-colon', 'b', { a: { b: null, c: 2 } }],
    ['- a\nb\n- c', 'yaml/missing-dash', 'b', ['a', 'b', 'c']],
    ['a: 1\n- b\n- c\nd: 2', 'yaml/unexpected-dash', '- b', { a: 1, d: 2 }],
    ['a: b: c\nd: 1', 'yaml/nested-mapping', 'b', { a: 'b: c', d: 1 }],
    ['a: - b\nd: 1', 'yaml/block-here', '-', { a: ['b'], d: 1 }],
    ['&x - a\n- b', 'yaml/block-here', '-', ['a', 'b']],
    ['--- a: 1\nb: 2', 'yaml/block-here', 'a', { a: 1, b: 2 }],
    ['a: "b" c\nd: 1', 'yaml/unexpected-text', 'c', { a: 'b', d: 1 }],
    ['[a]\nb', 'yaml/extra-content', 'b', ['a']],
    ['a: @b\nc: 1', 'yaml/reserved-character', '@', { a: '@b', c: 1 }],
    ['a: "b\nc: 1\nd: 2', 'yaml/unclosed-quote', '"', { a: 'b', c: 1, d: 2 }],
    ['a: "b\nc: "d"\ne: 2', 'yaml/unclosed-quote', '"', { a: 'b', c: 'd', e: 2 }],
    ["a: 'b\nc: it's\nd: 2", 'yaml/unclosed-quote', "'", { a: 'b', c: "it's", d: 2 }],
    ['a: "\\q"\nb: 1', 'yaml/invalid-escape', '\\q', { a: '\\q', b: 1 }],
    ['a: "b\nc"\nd: 1', 'yaml/quoted-indentation', 'c"', { a: 'b c', d: 1 }],
    ['a: [b\nc: 1\nd: 2', 'yaml/unclosed-flow', '[', { a: ['b'], c: 1, d: 2 }],
    ['a: [b}]\nc: 1', 'yaml/unexpected-bracket', '}', { a: ['b'], c: 1 }],
    ['a: [{b: c]\nd: 1', 'yaml/unclosed-flow', '{', { a: [{ b: 'c' }], d: 1 }],
    ['[a, , b]', 'yaml/unexpected-comma', ',', ['a', 'b']],
    ['["a" "b"]', 'yaml/missing-comma', '"', ['a', 'b']],
    ['{a: b: c, d: e}', 'yaml/unexpected-colon', ':', { a: 'b', c: null, d: 'e' }],
    ['[a\n: b]', 'yaml/multiline-key', 'a\n', [{ a: 'b' }]],
    ['[- a]', 'yaml/dash-in-flow', '-', ['a']],
    ['a: "b"#c\nd: 1', 'yaml/comment-space', '#c', { a: 'b', d: 1 }],
    ['a: |x\n  b\nc: 1', 'yaml/block-scalar-header', 'x', { a: 'b\n', c: 1 }],
    ['a: |\n    \n  b\nc: 1', 'yaml/block-scalar-indentation', '    ', { a: '  \nb\n', c: 1 }],
    ['&a &b c', 'yaml/duplicate-anchor', '&b', 'c'],
    ['a: & b', 'yaml/invalid-name', '&', { a: 'b' }],
    ['- &a 1\n- !!str *a', 'yaml/alias-properties', '!!str', [1, 1]],
    ['a: *b\nc: 1', 'yaml/unknown-alias', '*b', { a: null, c: 1 }],
    ['a: !x!y z', 'yaml/invalid-tag', '!x!y', { a: 'z' }],
    ['%FOO\n---\na', 'yaml/invalid-directive', '%FOO', 'a'],
    ['%YAML 1.2\na: 1', 'yaml/missing-marker', '%YAML 1.2', { a: 1 }],
    ['a: [b\n---\nc', 'yaml/document-marker', '---', { a: ['b'] }],
  ])('%j has %s at %j', (text, code, under, value) => {
    const found = parse(text).diagnostics.map(({ code: one, span }) => [
      one,
      text.slice(span.start, span.end),
    ])
    expect(found).toContainEqual([code, under])
    expect(values(text)[0]).toEqual(value)
  })

  it('does not take the rest of the file with it', () => {
    const text = 'a: {b: [c\nd: "e\nf: 1\n---\ng: 2\n'
    expect(values(text)).toEqual([{ a: { b: ['c'] }, d: 'e', f: 1 }, { g: 2 }])
  })

  it('has a detail that names what it speaks of', () => {
    const [found] = parse('a: *long-name').diagnostics
    expect(found?.detail).toContain('"long-name"')
  })

  it('says that a key is too long', () => {
    expect(parse(`${'k'.repeat(1100)}: v`).diagnostics.map(({ code }) => code)).toEqual(['yaml/long-key'])
  })
})

describe('any text', () => {
  const tokens = [
    'a',
    '1',
    '- ',
    '-',
    '? ',
    ': ',
    ':',
    '\n',
    '\n ',
    '\n  ',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
  ]
  const more = [
    ' # c',
    '&x ',
    '*x',
    '!!str ',
    '!t ',
    '|',
    '>+\n',
    '\n---\n',
    '\n...\n',
    'k: ',
    '\t',
    '\\',
    '%',
    '\r\n',
    '\r',
    '\ufeff',
    '\0',
  ]
  const texts = fc
    .array(fc.constantFrom(...tokens, ...more), { maxLength: 30 })
    .map((parts) => parts.join(''))

  it('gives nodes that nest inside it, and diagnostics inside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tree = parse(text)
        const inside = tree.diagnostics.every(
          ({ span }) => span.start >= 0 && span.start <= span.end && span.end <= text.length,
        )
        return inside && tree.documents.every((root) => nests(tree, root))
      }),
      { numRuns: 3000 },
    )
  })

  it('gives values in every dialect, the same each time', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom<YamlDialect[]>('core', 'yamldecode', 'go-yaml-v2', 'go-yaml-v3', 'cloudformation'),
        (text, dialect) => {
          const tree = parse(text)
          return valuesText(tree, dialect) === valuesText(tree, dialect)
        },
      ),
      { numRuns: 1000 },
    )
  })

  const many = 100_000
  it.each([
    ['brackets', '['.repeat(many) + ']'.repeat(many)],
    ['open brackets', '['.repeat(many * 10)],
    ['open braces', '{a: '.repeat(many)],
    ['dashes', '- '.repeat(many)],
    ['question marks', '? '.repeat(many)],
    ['colons', ': '.repeat(many)],
    ['pairs', '[a: '.repeat(many)],
    ['crossed brackets', '[{'.repeat(many) + ']'.repeat(many)],
    ['wrong brackets', '[}'.repeat(many)],
    ['brackets as a key', `${'['.repeat(many)}${']'.repeat(many)}: a`],
    ['a line of 10 MB', `a: ${'x'.repeat(10_000_000)}`],
    ['an open quote of 10 MB', `a: "${'x'.repeat(10_000_000)}`],
    ['quotes on lines', `- "a\n- 'b\n`.repeat(many)],
    ['open brackets on lines', 'a: [b, {c\n'.repeat(many)],
    ['tabs', '\ta: b\n'.repeat(many)],
    ['lines without colons', `${'a\n'.repeat(many)}b: c`],
    ['documents', '--- "\n'.repeat(many)],
    ['anchors', '- &a *a\n'.repeat(many)],
    ['steps', Array.from({ length: 2000 }, (_, index) => `${' '.repeat(index)}a:\n`).join('')],
    [
      'garbage',
      Array.from({ length: 1_000_000 }, (_, index) =>
        String.fromCharCode((index * 7919 + (index % 251) ** 2) % 256),
      ).join(''),
    ],
  ])('ends in time: %s', (_, text) => {
    const tree = parse(text)
    const sizes = tree.documents.map((root) => yamlValue(tree, root, { dialect: 'core' }).diagnostics.length)
    expect(sizes.length).toBe(tree.documents.length)
    expect(tree.diagnostics.length).toBeLessThanOrEqual(101)
  })
})

function valuesText(tree: YamlTree, dialect: YamlDialect): string {
  return JSON.stringify(tree.documents.map((root) => yamlValue(tree, root, { dialect, most: 1000 })))
}

/** Every node stands inside its parent, after its elder sibling, and mappings have as many keys as values. */
function nests(tree: YamlTree, root: YamlNode): boolean {
  const open = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { start, end } = yamlSpan(tree, node)
    if (start > end || end > tree.text.length) return false
    const kind = yamlKind(tree, node)
    if (kind === 'alias') continue
    const children: YamlNode[] = []
    if (kind === 'list') children.push(...yamlItems(tree, node))
    if (kind === 'map') for (const { key, value } of yamlEntries(tree, node)) children.push(key, value)
    let at = start
    for (const child of children) {
      const span = child < 0 ? { start: -1, end: -1 } : yamlSpan(tree, child)
      if (span.start < at || span.end > end) return false
      at = span.end
    }
    open.push(...children)
  }
  return true
}
