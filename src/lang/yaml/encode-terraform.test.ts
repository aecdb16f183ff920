import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { encodeTerraform, type PlainValue } from './encode-terraform.ts'
import { parseYaml } from './parse.ts'
import { keyText, yamlValue, type YamlValue } from './value.ts'

/** What `terraform console` (1.11.4) answers to yamlencode. */
const answers: readonly (readonly [unknown, string])[] = [
  ['a', '"a"\n'],
  ['', '""\n'],
  ['true', '"true"\n'],
  [1, '1\n...\n'],
  [1.5, '1.5\n...\n'],
  [true, 'true\n...\n'],
  [null, 'null\n...\n'],
  [[], '[]\n'],
  [{}, '{}\n'],
  [[1], '- 1\n'],
  [['a', 'b'], '- "a"\n- "b"\n'],
  [[[]], '- []\n'],
  [[{}], '- {}\n'],
  [[[1, 2], [3]], '- - 1\n  - 2\n- - 3\n'],
  [[[[1], [2]], [3]], '- - - 1\n  - - 2\n- - 3\n'],
  [{ a: 1 }, '"a": 1\n'],
  [{ a: {} }, '"a": {}\n'],
  [{ a: [] }, '"a": []\n'],
  [{ a: [1, 2] }, '"a":\n- 1\n- 2\n'],
  [{ a: { b: 1 } }, '"a":\n  "b": 1\n'],
  [{ a: [{ b: [1], c: { d: 2 } }] }, '"a":\n- "b":\n  - 1\n  "c":\n    "d": 2\n'],
  [[{ a: [1] }], '- "a":\n  - 1\n'],
  [[{ a: { b: 1 } }], '- "a":\n    "b": 1\n'],
  [[[{ a: 1, b: 2 }]], '- - "a": 1\n    "b": 2\n'],
  [{ b: 1, a: 2 }, '"a": 2\n"b": 1\n'],
  [{ '': 1 }, '"": 1\n'],
  [{ 'a:b': 1 }, '"a:b": 1\n'],
  ['a\nb', '|-\n  a\n  b\n'],
  ['a\nb\n', '|\n  a\n  b\n'],
  ['a\n\nb\n\n', '|+\n  a\n\n  b\n\n'],
  ['\n', '|2+\n\n'],
  ['\n\n', '|2+\n\n\n'],
  ['\na', '|2-\n\n  a\n'],
  [' a\nb', '|2-\n   a\n  b\n'],
  ['a\n b', '|-\n  a\n   b\n'],
  ['a \nb', '"a \\nb"\n'],
  ['a\t\nb', '"a\\t\\nb"\n'],
  ['a\r\nb', '"a\\r\\nb"\n'],
  [{ a: 'x\ny\n' }, '"a": |\n  x\n  y\n'],
  [{ a: 'x\n\n' }, '"a": |+\n  x\n\n'],
  [{ a: ' x\ny\n' }, '"a": |2\n   x\n  y\n'],
  [{ a: ['x\ny', 'z'] }, '"a":\n- |-\n  x\n  y\n- "z"\n'],
  [[['x\ny\n'], 'z'], '- - |\n    x\n    y\n- "z"\n'],
  [[{ a: 'x\ny\n', b: 1 }], '- "a": |\n    x\n    y\n  "b": 1\n'],
  ['a"b\\', '"a\\"b\\\\"\n'],
  ['é 😀 \u0001\u007f\u0085\u00a0\u2028\ufeff', '"é \\U0001F600 \\x01\\x7F\\N\u00a0\\L\\uFEFF"\n'],
  ['\ufeffa b', '"\\uFEFF\\x61\\x20\\x62"\n'],
  ['😀\nb', '"\\U0001F600\\nb"\n'],
  [[null, true], '- null\n- true\n'],
  ['---\nb', '|-\n  ---\n  b\n'],
  ['#a\n...', '|-\n  #a\n  ...\n'],
  [[{}, { a: 1 }], '- {}\n- "a": 1\n'],
  [{ 'a\nb': { c: 1 } }, '? |-\n  a\n  b\n: "c": 1\n'],
  [{ 'a\nb': [1, 2] }, '? |-\n  a\n  b\n: - 1\n  - 2\n'],
  [{ 'a\nb': [[1], { x: 'y\nz' }] }, '? |-\n  a\n  b\n: - - 1\n  - "x": |-\n      y\n      z\n'],
  [{ 'a\nb': {} }, '? |-\n  a\n  b\n: {}\n'],
  [{ 'a\nb': 'c\nd' }, '? |-\n  a\n  b\n: |-\n  c\n  d\n'],
  [[{ 'a\nb': 1, c: 2 }], '- ? |-\n    a\n    b\n  : 1\n  "c": 2\n'],
  [{ x: { 'a\nb': { c: { d: 1 } } } }, '"x":\n  ? |-\n    a\n    b\n  : "c":\n      "d": 1\n'],
  [
    { éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé: 1 },
    '"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé": 1\n',
  ],
  [
    { ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé: 1 },
    '? "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"\n: 1\n',
  ],
  [{ 'a\u2028b': 1 }, '? "a\\Lb"\n: 1\n'],
  ['a\u2028b', '"a\\Lb"\n'],
  ['a\u2028\nb', '|-\n  a\u2028\n  b\n'],
  ['\u2028\n', '|2+\n\u2028\n'],
  ['a\n\u2028', '|+\n  a\n\u2028'],
  [
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx yyy  z wwwww',
    '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n  yyy  z wwwww"\n',
  ],
  [
    {
      a: {
        b: {
          c: 'word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ',
        },
      },
    },
    '"a":\n  "b":\n    "c": "word word word word word word word word word word word word word word word\n      word word word word word word word word word word word word word word word word\n      word word word word word word word word word "\n',
  ],
  [
    [
      [
        'word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ',
      ],
    ],
    '- - "word word word word word word word word word word word word word word word word\n    word word word word word word word word word word word word word word word word\n    word word word word word word word word "\n',
  ],
  [
    {
      a: [
        'word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ',
      ],
    },
    '"a":\n- "word word word word word word word word word word word word word word word word\n  word word word word word word word word word word word word word word word word\n  word word word word word word word word "\n',
  ],
  [
    {
      a: [
        {
          b: 'word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word ',
        },
      ],
    },
    '"a":\n- "b": "word word word word word word word word word word word word word word word\n    word word word word word word word word word word word word word word word word\n    word word word word word word word word word "\n',
  ],
  [
    'é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é ',
    '"é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é\n  é é é é é é é é é "\n',
  ],
  [{ '😀': 1, '\uffff': 2, z: 3, '\ue000': 4 }, '"z": 3\n"\ue000": 4\n"\\uFFFF": 2\n"\\U0001F600": 1\n'],
]

describe("Terraform's yamlencode", () => {
  it.each(answers)('writes %j as %j', (value, text) => {
    expect(encodeTerraform(valueOf(value))).toBe(text)
  })

  it('writes numbers as they are given', () => {
    const number: PlainValue = { kind: 'number', text: '100000000000000000000000.5' }
    expect(encodeTerraform({ kind: 'list', items: [number] })).toBe('- 100000000000000000000000.5\n')
  })

  it('is undone by yamldecode', () => {
    const { tree } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        texts,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(texts, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(
        tree,
        (value) => JSON.stringify(decode(encodeTerraform(valueOf(value)))) === JSON.stringify(sorted(value)),
      ),
      { numRuns: 1000 },
    )
  })

  it('writes a list of a hundred thousand levels', () => {
    let value: PlainValue = { kind: 'list', items: [] }
    for (let level = 0; level < 100_000; level++) value = { kind: 'list', items: [value] }
    expect(encodeTerraform(value)).toBe(`${'- '.repeat(100_000)}[]\n`)
  })
})

/** Without U+2028: Terraform writes it into blocks as a line break, which it is in YAML 1.1 and not in 1.2. */
const texts = fc
  .array(
    fc.constantFrom(
      'a',
      'b ',
      ' ',
      '\n',
      'word and more ',
      '"',
      '\\',
      '\t',
      'é',

      '\u0085',
      ': ',
      '#',
      '- ',
      '\r',
    ),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(''))

function valueOf(value: unknown): PlainValue {
  if (value === null || value === undefined) return { kind: 'null' }
  if (Array.isArray(value)) return { kind: 'list', items: value.map(valueOf) }
  if (typeof value === 'string') return { kind: 'string', text: value }
  if (typeof value === 'number') return { kind: 'number', text: String(value) }
  if (typeof value === 'boolean') return { kind: 'bool', value }
  return { kind: 'map', entries: new Map(Object.entries(value).map(([key, one]) => [key, valueOf(one)])) }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}

function decode(text: string): unknown {
  const tree = parseYaml(filePath('a.yaml'), text)
  const { value, diagnostics } = yamlValue(tree, tree.documents[0] ?? 0, { dialect: 'yamldecode' })
  return tree.diagnostics.length + diagnostics.length > 0
    ? { problems: [tree.diagnostics, diagnostics] }
    : plain(value)
}

function plain(value: YamlValue): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map')
    return Object.fromEntries(value.entries.map((entry) => [keyText(entry.key), plain(entry.value)]))
  const { scalar } = value
  if (scalar.kind === 'null') return null
  if (scalar.kind === 'bool') return scalar.value
  return scalar.kind === 'int' || scalar.kind === 'float' ? Number(scalar.text) : scalar.text
}
