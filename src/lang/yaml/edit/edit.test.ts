import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, parseDocument } from 'yaml'
import { filePath } from '../../../kernel/brand.ts'
import { editedText, inverseEdits, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { parseYaml } from '../parse.ts'
import { removeYaml, removeYamlAt, renameYaml, replaceYaml, setYaml } from './index.ts'

type Path = readonly (string | number)[]

function set(text: string, path: Path, data: Data): string {
  return changed(text, (tree) => setYaml(tree, tree.documents[0] ?? -1, path, data))
}

function changed(
  text: string,
  work: (tree: ReturnType<typeof parseYaml>) => readonly TextEdit[] | undefined,
): string {
  const edits = work(parseYaml(filePath('a.yaml'), text))
  return edits === undefined ? 'refused' : editedText(text, edits)
}

describe('a scalar', () => {
  it.each([
    ['a: 1 # one\nb: 2\n', ['a'], 5, 'a: 5 # one\nb: 2\n'],
    ["a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
    ['a: "x"\n', ['a'], 'say "y"', 'a: "say \\"y\\""\n'],
    ['a: x\nb: "y"\n', ['a'], 'true', 'a: "true"\nb: "y"\n'],
    ["a: x\nb: 'y'\n", ['a'], '0123', "a: '0123'\nb: 'y'\n"],
    ['a: x\n', ['a'], 'y: z', 'a: "y: z"\n'],
    ['a:\n  - x\n  - y\n', ['a', 1], 'z', 'a:\n  - x\n  - z\n'],
    ['a: {b: x, c: 2}\n', ['a', 'b'], 'p,q', 'a: {b: "p,q", c: 2}\n'],
    ['a: |\n  one\n  two\nb: 1\n', ['a'], 'one\nthree\n', 'a: |\n  one\n  three\nb: 1\n'],
    ['a: |\n  one\n  two\nb: 1', ['a'], 'one\nthree', 'a: |-\n  one\n  three\nb: 1'],
    ['a: x\nb: 1\n', ['a'], 'one\ntwo\n', 'a: |\n  one\n  two\nb: 1\n'],
    ['a: 1\r\nb: 2\r\n', ['b'], [1, 2], 'a: 1\r\nb:\r\n  - 1\r\n  - 2\r\n'],
    ['a: !Ref X\n', ['a'], 'w', 'a: w\n'],
    ['\uFEFFa: 1', ['a'], 2, '\uFEFFa: 2'],
  ] satisfies [string, Path, Data, string][])('of %j at %j becomes %j', (text, path, data, wanted) => {
    expect(set(text, path, data)).toBe(wanted)
  })
})

describe('what is missing', () => {
  it.each([
    ['a:\n  b: 1 # one\nc: 2', ['a', 'd'], 3, 'a:\n  b: 1 # one\n  d: 3\nc: 2'],
    ['a: 1', ['b', 'c'], true, 'a: 1\nb:\n  c: true'],
    ['a:\n- x: 1\n  y: 2\n- x: 3\n', ['a', 0, 'z'], 9, 'a:\n- x: 1\n  y: 2\n  z: 9\n- x: 3\n'],
    ['a: {}\n', ['a', 'b'], 'x', 'a:\n  b: x\n'],
    ['a:\nb: 1\n', ['a', 'c'], 2, 'a:\n  c: 2\nb: 1\n'],
    ['a: [x]\n', ['a', 1], 'w', 'a: [x, w]\n'],
    ['a: {b: 1}\n', ['a', 'c'], { d: [1] }, 'a: {b: 1, c: {d: [1]}}\n'],
    ['a: { "b": 1 }\n', ['a', 'c'], 'x', 'a: { "b": 1, "c": "x" }\n'],
    ['a:\n    b:\n        c: 1\n', ['a', 'd'], { e: 1 }, 'a:\n    b:\n        c: 1\n    d:\n        e: 1\n'],
    ['a: |\n  x\n', ['b'], 1, 'a: |\n  x\nb: 1\n'],
    ['a:\n- 1\nb:\n- 2\n', ['c'], [{ d: 1, e: 2 }], 'a:\n- 1\nb:\n- 2\nc:\n- d: 1\n  e: 2\n'],
    ['a:\n  x: 1\n\n  y: 2\nb: 1\n', ['a', 'z'], 3, 'a:\n  x: 1\n\n  y: 2\n\n  z: 3\nb: 1\n'],
    ['a: |\n  x\n\nb: |\n  y\n', ['c'], 1, 'a: |\n  x\n\nb: |\n  y\n\nc: 1\n'],
    ['a: |\n  x\nb: |\n  y\n', ['c'], 1, 'a: |\n  x\nb: |\n  y\nc: 1\n'],
    ['- 1\r\n\r\n# b\r\n- 2\r\n', [2], 3, '- 1\r\n\r\n# b\r\n- 2\r\n\r\n- 3\r\n'],
    ['a: 1\n\nb: 2\nc: 3\n', ['d'], 4, 'a: 1\n\nb: 2\nc: 3\nd: 4\n'],
  ] satisfies [string, Path, Data, string][])('in %j is added at %j as %j', (text, path, data, wanted) => {
    expect(set(text, path, data)).toBe(wanted)
  })
})

describe('what goes', () => {
  it.each([
    ['a: 1\nb: 2 # two\nc: 3\n', ['b'], 'a: 1\nc: 3\n'],
    ['a: 1\nb: 2', ['b'], 'a: 1'],
    ['a:\n  b: 1\nc: 2\n', ['a', 'b'], 'a: {}\nc: 2\n'],
    ['- x: 1\n  y: 2\n- z\n', [0, 'x'], '- y: 2\n- z\n'],
    ['a: {b: 1, c: 2}\n', ['a', 'b'], 'a: {c: 2}\n'],
    ['a: {b: 1, c: 2}\n', ['a', 'c'], 'a: {b: 1}\n'],
    ['a:\n  - x\n  - y\n', ['a', 0], 'a:\n  - y\n'],
    ['a: 1\n', ['b'], 'a: 1\n'],
  ] satisfies [string, Path, string][])('of %j at %j takes its lines along', (text, path, wanted) => {
    expect(changed(text, (tree) => removeYaml(tree, tree.documents[0] ?? -1, path))).toBe(wanted)
  })
})

it('renames a key and nothing else', () => {
  expect(
    changed('a:\n  "b": 1 # c\n', (tree) => renameYaml(tree, tree.documents[0] ?? -1, ['a', 'b'], 'd')),
  ).toBe('a:\n  "d": 1 # c\n')
})

it('finds what begins at a place', () => {
  const text = 'a: 1\nb:\n  c: 2\n'
  expect(changed(text, (tree) => replaceYaml(tree, text.indexOf('2'), 3))).toBe('a: 1\nb:\n  c: 3\n')
  expect(changed(text, (tree) => replaceYaml(tree, text.indexOf('c'), { c: 4, d: 5 }))).toBe(
    'a: 1\nb:\n  c: 4\n  d: 5\n',
  )
  expect(changed(text, (tree) => removeYamlAt(tree, 3))).toBe('b:\n  c: 2\n')
})

const key = fc.constantFrom('a', 'b', 'name', 'x.y/z', 'on', '1', 'with space')
const scalar = fc.oneof(
  fc.constantFrom<Data>(
    '',
    'x',
    'true',
    'no',
    '1e3',
    '0x1f',
    '1:30',
    '2026-01-01',
    'a: b',
    '# c',
    '- d',
    ' e ',
    '~',
  ),
  fc.string({ maxLength: 12 }),
  fc.constantFrom<Data>('one\ntwo', 'one\n\n two\n', 'x\n\n', 'é\n"q"'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const data: fc.Arbitrary<Data> = fc.letrec<{ any: Data }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any

/** A text that says a value, in one of the manners that people have. */
const texts = fc
  .record({
    value: fc.dictionary(key, data, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    quote: fc.constantFrom<'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | 'PLAIN'>(
      'QUOTE_SINGLE',
      'QUOTE_DOUBLE',
      'PLAIN',
    ),
    flow: fc.boolean(),
    windows: fc.boolean(),
    final: fc.boolean(),
  })
  .map(({ value, indent, indentSeq, quote, flow, windows, final }) => {
    const document = parseDocument(JSON.stringify(value))
    const whole = document.toString({
      indent,
      indentSeq,
      collectionStyle: flow ? 'flow' : 'block',
      defaultStringType: quote,
      defaultKeyType: 'PLAIN',
      lineWidth: 0,
    })
    const text = final ? whole : whole.replace(/\n$/u, '')
    return { value, text: windows ? text.replaceAll('\n', '\r\n') : text }
  })
  .filter(({ value, text }) => sameAs(text, value))

/** Whether another program reads a text as a value. */
function sameAs(text: string, value: Data): boolean {
  const [document] = parseAllDocuments(text, { uniqueKeys: true })
  if (document === undefined || !('toJS' in document) || document.errors.length > 0) return false
  return JSON.stringify(sorted(document.toJS() as Data)) === JSON.stringify(sorted(value))
}

function sorted(value: Data): Data {
  if (Array.isArray(value)) return value.map((one: Data) => sorted(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, sorted(one)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function pathsOf(value: Data, above: Path = []): readonly Path[] {
  if (Array.isArray(value)) {
    return [
      above,
      ...value.flatMap((one: Data, at) => pathsOf(one, [...above, at])),
      [...above, value.length],
    ]
  }
  if (typeof value !== 'object' || value === null) return [above]
  return [
    above,
    ...Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...above, name])),
    [...above, 'fresh'],
  ]
}

function withData(value: Data, path: Path, wanted: Data): Data {
  const [step, ...rest] = path
  if (step === undefined) return wanted
  if (Array.isArray(value)) {
    const items: readonly Data[] = value
    return [...items, ...(step === items.length ? [null] : [])].map((one, at) =>
      at === step ? withData(one, rest, wanted) : one,
    )
  }
  const map = value as Readonly<Record<string, Data>>
  return { ...map, [step]: withData(map[step] ?? null, rest, wanted) }
}

describe('any text', () => {
  it('says the wanted value afterwards, to another program too, and can be taken back', () => {
    fc.assert(
      fc.property(texts, fc.nat(), data, ({ value, text }, pick, wanted) => {
        const paths = pathsOf(value).filter((path) => path.length > 0)
        const path = paths[pick % paths.length] ?? []
        const edits = changesOf(text, path, wanted)
        const made = editedText(text, edits)
        const after = withData(value, path, wanted)
        return sameAs(made, after) && editedText(made, inverseEdits(text, edits)) === text
      }),
      { numRuns: 200 },
    )
  })

  it('keeps every comment when one scalar changes', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer(), ({ value, text }, pick, wanted) => {
        const leaves = pathsOf(value).filter((path) => {
          const there = path.reduce<Data | undefined>((one, step) => (one as never)?.[step], value)
          return there !== undefined && (typeof there !== 'object' || there === null)
        })
        const path = leaves[pick % Math.max(leaves.length, 1)]
        if (path === undefined) return true
        const commented = `# first\n${text.replace(/\n?$/u, '')}\n# last\n`
        const edits = changesOf(commented, path, wanted)
        return (
          editedText(commented, edits).startsWith('# first\n') &&
          editedText(commented, edits).endsWith('# last\n')
        )
      }),
    )
  })
})

function changesOf(text: string, path: Path, wanted: Data): readonly TextEdit[] {
  const tree = parseYaml(filePath('a.yaml'), text)
  return setYaml(tree, tree.documents[0] ?? -1, path, wanted) ?? []
}
