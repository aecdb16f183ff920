import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { parseJson, type JsonOptions } from './parse.ts'
import {
  jsonItems,
  jsonKind,
  jsonMembers,
  jsonRoot,
  jsonSource,
  jsonSpan,
  jsonString,
  type JsonTree,
} from './tree.ts'
import { duplicateKeys, jsonValue, type JsonValue } from './value.ts'

const file = filePath('a.json')

function parse(text: string, options?: JsonOptions): JsonTree {
  return parseJson(file, text, options)
}

/** Each problem as its code and the text under it. */
function problems(text: string): readonly (readonly [string, string])[] {
  return parse(text).diagnostics.map(({ code, span }) => [code, text.slice(span.start, span.end)] as const)
}

function plain(value: JsonValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
  return Array.isArray(value) ? value.map(plain) : value
}

describe('a good text', () => {
  it('gives the same value as JSON.parse', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent)
        const tree = parse(text)
        return (
          tree.diagnostics.length === 0 &&
          JSON.stringify(plain(jsonValue(tree, 0))) === JSON.stringify(withoutProto(JSON.parse(text)))
        )
      }),
    )
  })

  it('has nodes that stand where they are written', () => {
    const text = ' { "a\\n" : [1, "é"], "b": null }\r\n'
    const tree = parse(text)
    const root = jsonRoot(tree) ?? -1
    expect(jsonSource(tree, root)).toBe('{ "a\\n" : [1, "é"], "b": null }')
    const members = [...jsonMembers(tree, root)]
    expect(members.map(({ key, value }) => [jsonString(tree, key), jsonSource(tree, value)])).toEqual([
      ['a\n', '[1, "é"]'],
      ['b', 'null'],
    ])
    const [list] = members
    expect([...jsonItems(tree, list?.value ?? -1)].map((item) => jsonSpan(tree, item))).toEqual([
      { file, start: 12, end: 13 },
      { file, start: 15, end: 18 },
    ])
  })

  it('keeps the text of numbers when asked', () => {
    const tree = parse('[1.10, 9007199254740993, -0, 1e400]')
    expect(jsonValue(tree, 0, { numbers: 'text' })).toEqual([
      { number: '1.10' },
      { number: '9007199254740993' },
      { number: '-0' },
      { number: '1e400' },
    ])
  })

  it('cooks escapes, and turns half a surrogate pair into U+FFFD', () => {
    const tree = parse(String.raw`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00|\ud800|"`)
    expect(tree.diagnostics).toEqual([])
    expect(jsonString(tree, 0)).toBe('"\\/\b\f\n\r\té😀|\ufffd|')
  })

  it('has keys like __proto__ as any other', () => {
    const value = jsonValue(parse('{"__proto__": 1}'), 0)
    expect(value instanceof Map && [...value]).toEqual([['__proto__', 1]])
  })

  it('lets the last of duplicate keys win, and can list them', () => {
    const text = '{"a": {"b": 1, "b": 2}, "\\u0061": 3}'
    const tree = parse(text)
    expect(plain(jsonValue(tree, 0))).toEqual({ a: 3 })
    const found = duplicateKeys(tree, 'warning').map(({ span }) => [
      span.start,
      text.slice(span.start, span.end),
    ])
    expect(found).toEqual([
      [15, '"b"'],
      [24, '"\\u0061"'],
    ])
  })
})

describe('a broken text', () => {
  it.each([
    ['', 'json/empty', '', null],
    [' \n', 'json/empty', ' \n', null],
    ['\ufeff1', 'json/byte-order-mark', '\ufeff', 1],
    ['[1,]', 'json/trailing-comma', ',', [1]],
    ['{"a":1,}', 'json/trailing-comma', ',', { a: 1 }],
    ['[1 2]', 'json/missing-comma', '2', [1, 2]],
    ['{"a":1 "b":2}', 'json/missing-comma', '"', { a: 1, b: 2 }],
    ['[,1]', 'json/missing-value', ',', [null, 1]],
    ['{"a":}', 'json/missing-value', '}', { a: null }],
    ['{"a" 1}', 'json/missing-colon', '1', { a: 1 }],
    ['{"a" = 1}', 'json/missing-colon', '=', { a: 1 }],
    ['{"a", "b": 1}', 'json/missing-colon', ',', { a: null, b: 1 }],
    ['{a: 1}', 'json/unquoted-key', 'a', { a: 1 }],
    ['{: 1}', 'json/missing-key', ':', { '': 1 }],
    ['{,"a":1}', 'json/missing-key', ',', { a: 1 }],
    ['[tru, 1]', 'json/unknown-word', 'tru', [null, 1]],
    ["['a']", 'json/unexpected', "'a'", [null]],
    ['[01]', 'json/invalid-number', '01', [null]],
    ['[1.]', 'json/invalid-number', '1.', [null]],
    ['[-]', 'json/invalid-number', '-', [null]],
    ['["\\x"]', 'json/invalid-escape', '\\x', ['\\x']],
    ['["\\u12"]', 'json/invalid-escape', '\\u', ['\\u12']],
    ['["a\tb"]', 'json/control-character', '\t', ['a\tb']],
    ['["a\n, 1]', 'json/unclosed-string', '"a', ['a', 1]],
    ['["a', 'json/unclosed-string', '"a', ['a']],
    ['[1, [2', 'json/unclosed', '[', [1, [2]]],
    ['{"a": [1}', 'json/unclosed', '[', { a: [1] }],
    ['{"a"', 'json/missing-value', '', { a: null }],
    ['{"a":', 'json/missing-value', '', { a: null }],
    ['[1] // x', 'json/comment', '// x', [1]],
    ['[/* x */ 1]', 'json/comment', '/* x */', [1]],
    ['1 2', 'json/extra-text', '2', 1],
    [']1', 'json/unexpected', ']', 1],
    ['[1}, 2]', 'json/unexpected', '}', [1, 2]],
    ['[1: 2]', 'json/unexpected', ':', [1, 2]],
    ['nul', 'json/unknown-word', 'nul', null],
  ])('%j: %s at %j', (text, code, under, value) => {
    expect(problems(text)[0]).toEqual([code, under])
    const tree = parse(text)
    expect(plain(jsonRoot(tree) === undefined ? null : jsonValue(tree, 0))).toEqual(value)
  })

  it('is never accepted when JSON.parse refuses it, nor the other way round', () => {
    fc.assert(
      fc.property(mutated(), (text) => {
        return (parse(text).diagnostics.length === 0) === accepts(text)
      }),
      { numRuns: 3000 },
    )
  })

  it('gives a tree whose nodes nest inside the text', () => {
    fc.assert(
      fc.property(mutated(), (text) => nests(parse(text))),
      { numRuns: 1000 },
    )
  })

  it('lists a hundred problems at most', () => {
    const found = problems('[' + 'x '.repeat(1000))
    expect(found.length).toBe(101)
    expect(found.at(-1)?.[0]).toBe('json/too-many-problems')
  })

  it('may begin with a byte order mark when told so', () => {
    const tree = parse('\ufeff1', { byteOrderMark: 'skip' })
    expect([tree.diagnostics, jsonValue(tree, 0)]).toEqual([[], 1])
  })
})

describe('large texts', () => {
  it.each([
    ['deep arrays', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['deep objects', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)],
    ['crossed brackets', '[{"a":'.repeat(100_000) + '}'.repeat(100_000) + ']'.repeat(200_000)],
    ['garbage', '\u0000\u0001\ufffd{]'.repeat(200_000)],
    ['one line of 10 MB', `["${'x'.repeat(10_000_000)}"]`],
    ['commas', ','.repeat(1_000_000)],
    ['trailing commas', '[,'.repeat(100_000) + ',]'.repeat(100_000)],
    ['slashes', '/'.repeat(1_000_000)],
  ])('end in time: %s', (_, text) => {
    const tree = parse(text)
    if (tree.size > 0) jsonValue(tree, 0)
    expect(nests(tree)).toBe(true)
  })
})

function withoutProto(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProto)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutProto(one)]))
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Texts of JSON with a few pieces put in, taken out or cut. */
function mutated(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\n',
    '\t',
    '0',
    '-',
    '.',
    'e',
    '/',
    't',
    'null',
    ' ',
    '\ufeff',
    '\u00a0',
  )
  const edit = fc.tuple(fc.nat(200), fc.nat(3), piece)
  return fc.tuple(fc.json(), fc.array(edit, { maxLength: 3 })).map(([json, edits]) =>
    edits.reduce((text, [where, drop, put]) => {
      const at = where % (text.length + 1)
      return text.slice(0, at) + put + text.slice(at + drop)
    }, json),
  )
}

/** Every node stands inside its parent and after its elder sibling, and objects have as many keys as values. */
function nests(tree: JsonTree): boolean {
  const ends: { readonly end: number; readonly after: number; at: number }[] = [
    { end: tree.text.length, after: tree.size, at: 0 },
  ]
  for (let node = 0; node < tree.size; node++) {
    while ((ends.at(-1)?.after ?? 0) <= node) ends.pop()
    const parent = ends.at(-1)
    const { start, end } = jsonSpan(tree, node)
    if (parent === undefined || start < parent.at || end < start || end > parent.end) return false
    parent.at = end
    const kind = jsonKind(tree, node)
    if (
      kind === 'object' &&
      [...jsonMembers(tree, node)].some(({ value }) => value >= (tree.afters[node] ?? 0))
    )
      return false
    if (kind === 'object' || kind === 'array') ends.push({ end, after: tree.afters[node] ?? 0, at: start })
  }
  return true
}
