import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, stringify, type ToStringOptions } from 'yaml'
import { filePath } from '../../kernel/brand.ts'
import { parseYaml } from './parse.ts'
import { yamlValue, type YamlValue } from './value.ts'

/** A value in a form that compares: numbers apart from strings, mappings as lists of pairs. */
type Plain =
  | null
  | boolean
  | string
  | { readonly number: string }
  | { readonly pairs: readonly Plain[][] }
  | Plain[]

/** What a text means: the value of each document, or undefined when it is refused. */
function ours(text: string): readonly Plain[] | undefined {
  const tree = parseYaml(filePath('a.yaml'), text)
  const read = tree.documents.map((root) => yamlValue(tree, root, { dialect: 'core' }))
  const problems = [...tree.diagnostics, ...read.flatMap(({ diagnostics }) => diagnostics)]
  return problems.length > 0 ? undefined : read.map(({ value }) => ourPlain(value))
}

function ourPlain(value: YamlValue): Plain {
  if (value.kind === 'list') return value.items.map(ourPlain)
  if (value.kind === 'map')
    return { pairs: value.entries.map((pair) => [ourPlain(pair.key), ourPlain(pair.value)]) }
  const { scalar } = value
  if (scalar.kind === 'null') return null
  if (scalar.kind === 'bool') return scalar.value
  if (scalar.kind !== 'int' && scalar.kind !== 'float') return scalar.text
  return numberOf(Number(scalar.text.replace('inf', 'Infinity')))
}

/** The same by the package `yaml`, which throws for unknown aliases, and has no end for those inside their anchor. */
function theirs(text: string): readonly Plain[] | undefined {
  const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', logLevel: 'silent' })
  const all = Array.isArray(documents) ? documents : []
  if (all.some(({ errors }) => errors.length > 0)) return undefined
  try {
    return all.map((one) => theirPlain(one.toJS({ mapAsMap: true })))
  } catch {
    return undefined
  }
}

function theirPlain(value: unknown): Plain {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(theirPlain)
  if (value instanceof Map)
    return { pairs: [...value].map(([key, one]) => [theirPlain(key), theirPlain(one)]) }
  if (typeof value === 'object')
    return { pairs: Object.entries(value).map(([key, one]) => [theirPlain(key), theirPlain(one)]) }
  return typeof value === 'number' || typeof value === 'bigint'
    ? numberOf(Number(value))
    : (value as string | boolean)
}

function numberOf(value: number): Plain {
  return { number: String(value) }
}

const strings = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    'true',
    '1',
    '~',
    '- a',
    'a: b',
    '# c',
    "it's",
    '"q"',
    ' lead',
    'trail ',
    '',
    'a\n',
    '\na\n b\n\n',
    '---',
    '...\n',
  ),
  fc
    .array(fc.constantFrom('word', ' ', '  ', '\n', '\n\n', 'long words here', '\t', ':', '#'), {
      maxLength: 20,
    })
    .map((all) => all.join('')),
)
const { tree: jsonLike } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    strings,
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.constantFrom(true, false, null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(strings, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const styles: fc.Arbitrary<ToStringOptions> = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  minContentWidth: fc.constant(0),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'QUOTE_SINGLE',
    'QUOTE_DOUBLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ),
})

describe('what the yaml package writes', () => {
  it('means the same to us as to it', () => {
    fc.assert(
      fc.property(jsonLike, styles, (value, style) => {
        const text = stringify(value, style)
        const meant = theirs(text)
        // What it cannot read back itself, such as some blocks of one column, says nothing about us.
        if (JSON.stringify(meant) !== JSON.stringify([theirPlain(value)])) return true
        return JSON.stringify(ours(text)) === JSON.stringify(meant)
      }),
      { numRuns: 1500 },
    )
  })
})

const seeds = [
  'a: 1\nb:\n  - x\n  - y: z\n    w: [1, 2, {k: v}]\nc: |\n  text\n   more\n\n  end\nd: "q \\n e"\n',
  '- a\n-   b: c\n    d: e\n- - f\n  - g\n- >\n  fold\n  ed\n\n  x\n',
  '&a a: *a\nx: &y {b: [*y, c]}\nlist:\n- 1\n- 2 # c\n# c2\nm:\n  n: ~\n',
  '{a: b, "c": d, e: [f, g: h]}\n---\nk: v\n',
  "a:\n    b:\n        c: \"multi\n          line\"\n        d: 'it''s\n\n          x'\ne: f\n",
]
const pieces = [
  'a',
  '1',
  '- ',
  '-',
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
  ' # c',
  '&x ',
  '*x',
]
const more = [
  '!!str ',
  '|',
  '>',
  '|-\n',
  '>+\n',
  '\n---\n',
  'k: ',
  '\n\n',
  '\\',
  '~',
  '@',
  '\r\n',
  '[a, b]',
  '- - ',
  'a:\n',
  'é',
]
const piece = fc.constantFrom(...pieces, ...more)
const mutants = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(200), fc.nat(3), piece), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((old, [where, drop, put]) => {
      const at = where % (old.length + 1)
      return old.slice(0, at) + put + old.slice(at + drop)
    }, text),
  )
const fragments = fc.array(piece, { maxLength: 12 }).map((all) => all.join(''))

/** Where the package departs from the specification (or reports a warning as an error), and we do not follow. */
const departures: readonly (readonly [string, RegExp])[] = [
  ['takes a key whose colon stands on the next line', /\n[ ]*:(?:\s|$)/u],
  ['takes a mapping on the line of its key when the inner key is in brackets', /[\]}]\s*:(?:\s|$)/u],
  ['refuses lines in brackets that are not indented, which every other reader takes', /[[{][^\]}]*\n/u],
  ['takes a carriage return alone as text, not as a line break', /\r(?!\n)/u],
  ['refuses collections in brackets as keys in some places', /[\]}]\s*:/u],
]

describe('a mutated text', () => {
  it.each([
    ['a mutant of a good text', mutants, 1],
    ['pieces put together', fragments, 2],
  ] as const)('is read or refused as the yaml package does: %s', (_, texts, seed) => {
    const compared = fc
      .sample(texts, { numRuns: 2000, seed })
      .map((text) => `${text}\n`)
      .filter((text) => !departures.some(([, where]) => where.test(text)))
    const different = compared.filter((text) => JSON.stringify(ours(text)) !== JSON.stringify(theirs(text)))
    expect(different).toEqual([])
    expect(compared.filter((text) => theirs(text) !== undefined).length).toBeGreaterThan(200)
  })
})
