import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { parseYaml } from './parse.ts'
import { resolveScalar, type YamlDialect, type YamlScalar } from './resolve.ts'
import { yamlSource, type YamlTree } from './tree.ts'
import { keyText, yamlValue, type YamlPair, type YamlValue } from './value.ts'

/** A scalar in short: its kind and what it says. */
function said(scalar: YamlScalar): string {
  if (scalar.kind === 'null') return 'null'
  return `${scalar.kind} ${scalar.kind === 'bool' ? String(scalar.value) : scalar.text}`
}

const dialects: readonly YamlDialect[] = ['core', 'go-yaml-v2', 'go-yaml-v3', 'cloudformation']

describe('a plain scalar', () => {
  it.each([
    ['', 'null', 'null', 'null', 'null'],
    ['~', 'null', 'null', 'null', 'null'],
    ['NULL', 'null', 'null', 'null', 'null'],
    ['nULL', 'string nULL', 'string nULL', 'string nULL', 'string nULL'],
    ['True', 'bool true', 'bool true', 'bool true', 'bool true'],
    ['yes', 'string yes', 'bool true', 'string yes', 'bool true'],
    ['Off', 'string Off', 'bool false', 'string Off', 'bool false'],
    ['y', 'string y', 'bool true', 'string y', 'string y'],
    ['0', 'int 0', 'int 0', 'int 0', 'int 0'],
    ['-0', 'int 0', 'int 0', 'int 0', 'int 0'],
    ['+12', 'int 12', 'int 12', 'int 12', 'int 12'],
    ['0777', 'int 777', 'int 511', 'int 511', 'int 511'],
    ['089', 'int 89', 'float 089', 'float 089', 'string 089'],
    ['0o17', 'int 15', 'int 15', 'int 15', 'string 0o17'],
    ['-0o17', 'string -0o17', 'int -15', 'int -15', 'string -0o17'],
    ['0x1F', 'int 31', 'int 31', 'int 31', 'int 31'],
    ['0b11', 'string 0b11', 'int 3', 'int 3', 'int 3'],
    ['1_000', 'string 1_000', 'int 1000', 'int 1000', 'int 1000'],
    ['1_0.5', 'string 1_0.5', 'float 10.5', 'float 10.5', 'float 10.5'],
    [
      '9007199254740993',
      'int 9007199254740993',
      'int 9007199254740993',
      'int 9007199254740993',
      'int 9007199254740993',
    ],
    [
      '18446744073709551616',
      'int 18446744073709551616',
      'float 18446744073709551616',
      'float 18446744073709551616',
      'int 18446744073709551616',
    ],
    ['1.50', 'float 1.50', 'float 1.50', 'float 1.50', 'float 1.50'],
    ['.5', 'float .5', 'float .5', 'float .5', 'float .5'],
    ['5.', 'float 5.', 'float 5.', 'float 5.', 'float 5.'],
    ['1e3', 'float 1e3', 'float 1e3', 'float 1e3', 'string 1e3'],
    ['1.5e+3', 'float 1.5e+3', 'float 1.5e+3', 'float 1.5e+3', 'float 1.5e+3'],
    ['.', 'string .', 'string .', 'string .', 'string .'],
    ['-.INF', 'float -inf', 'float -inf', 'float -inf', 'float -inf'],
    ['.nan', 'float nan', 'float nan', 'float nan', 'float nan'],
    ['2001-12-14', 'string 2001-12-14', 'string 2001-12-14', 'timestamp 2001-12-14', 'string 2001-12-14'],
    ['2001-02-30', 'string 2001-02-30', 'string 2001-02-30', 'string 2001-02-30', 'string 2001-02-30'],
    ['12:30', 'string 12:30', 'string 12:30', 'string 12:30', 'string 12:30'],
    ['1.2.3', 'string 1.2.3', 'string 1.2.3', 'string 1.2.3', 'string 1.2.3'],
    ['-', 'string -', 'string -', 'string -', 'string -'],
  ])('%j is %s in core, %s in go-yaml v2, %s in v3, %s in CloudFormation', (text, ...wanted) => {
    expect(dialects.map((dialect) => said(resolveScalar(text, 'plain', undefined, dialect)))).toEqual(wanted)
  })

  it.each([
    ['1', 'str', 'string 1'],
    ['1', 'int', 'int 1'],
    ['1', 'float', 'float 1'],
    ['true', 'bool', 'bool true'],
    ['x', 'int', 'invalid x'],
    ['', 'null', 'null'],
    ['1', 'binary', 'string 1'],
  ])('%j tagged !!%s is %s', (text, tag, wanted) => {
    expect(said(resolveScalar(text, 'double', `tag:yaml.org,2002:${tag}`, 'core'))).toBe(wanted)
  })

  it('is text in quotes, in blocks, and after a tag that means nothing here', () => {
    expect(said(resolveScalar('1', 'single', undefined, 'core'))).toBe('string 1')
    expect(said(resolveScalar('1', 'literal', undefined, 'go-yaml-v2'))).toBe('string 1')
    expect(said(resolveScalar('1', 'plain', '!Ref', 'cloudformation'))).toBe('string 1')
  })
})

interface Read {
  readonly tree: YamlTree
  readonly value: YamlValue
  readonly problems: readonly (readonly [string, string, string])[]
}

function read(text: string, dialect: YamlDialect, most?: number): Read {
  const tree = parseYaml(filePath('a.yaml'), text)
  const options = most === undefined ? { dialect } : { dialect, most }
  const { value, diagnostics } = yamlValue(tree, tree.documents[0] ?? 0, options)
  const problems = diagnostics.map(
    ({ code, severity, span }) => [code, severity, text.slice(span.start, span.end)] as const,
  )
  return { tree, value, problems }
}

/** The entries of a mapping at a key as `key: source of the value`. */
function entriesAt(
  { tree, value }: Read,
  key: string,
  which: 'entries' | 'hidden' = 'entries',
): readonly string[] {
  const found =
    value.kind === 'map' ? value.entries.find((entry) => keyText(entry.key) === key)?.value : undefined
  return found?.kind === 'map' ? found[which].map((pair) => shown(tree, pair)) : []
}

function shown(tree: YamlTree, { key, value }: YamlPair): string {
  return `${keyText(key) ?? ''}: ${yamlSource(tree, value.node)}`
}

describe('a duplicate key', () => {
  const text = 'm:\n  a: 1\n  b: 2\n  a: 3\n'

  it.each([
    ['core', [['yaml/duplicate-key', 'error', 'a']]],
    ['go-yaml-v2', [['yaml/duplicate-key', 'warning', 'a']]],
    ['go-yaml-v3', [['yaml/duplicate-key', 'error', 'a']]],
    ['cloudformation', [['yaml/duplicate-key', 'error', 'a']]],
    ['yamldecode', []],
  ] as const)('has its last value in %s, and keeps the one that it hides', (dialect, problems) => {
    const found = read(text, dialect)
    expect(found.problems).toEqual(problems)
    expect(entriesAt(found, 'm')).toEqual(['a: 3', 'b: 2'])
    expect(entriesAt(found, 'm', 'hidden')).toEqual(['a: 1'])
  })

  it('is one only when its type is the same', () => {
    expect(read('{1: a, "1": b}', 'core').problems).toEqual([])
    expect(read('{1: a, 0x1: b}', 'core').problems).toEqual([['yaml/duplicate-key', 'error', '0x1']])
  })
})

describe('a merge key', () => {
  const text = 'base: &b {x: 1, w: 2}\nown: {x: 3, <<: *b, z: 4}\n'

  it('is a key like any other in core and CloudFormation', () => {
    expect(entriesAt(read(text, 'core'), 'own')).toEqual(['x: 3', '<<: {x: 1, w: 2}', 'z: 4'])
  })

  it('brings entries in the order of the text in go-yaml v2 and Terraform', () => {
    expect(entriesAt(read(text, 'go-yaml-v2'), 'own')).toEqual(['x: 1', 'w: 2', 'z: 4'])
    expect(entriesAt(read(text, 'yamldecode'), 'own')).toEqual(['x: 1', 'w: 2', 'z: 4'])
    expect(entriesAt(read(text, 'yamldecode'), 'own', 'hidden')).toEqual(['x: 3'])
  })

  it('brings only what the mapping does not say itself in go-yaml v3', () => {
    const found = read(text, 'go-yaml-v3')
    expect(entriesAt(found, 'own')).toEqual(['x: 3', 'w: 2', 'z: 4'])
    expect(entriesAt(found, 'own', 'hidden')).toEqual(['x: 1'])
  })

  it('takes a list of mappings, the first of which wins, in go-yaml', () => {
    const found = read('m: {<<: [{a: 1, b: 2}, {a: 3, c: 4}]}', 'go-yaml-v2')
    expect(entriesAt(found, 'm').toSorted()).toEqual(['a: 1', 'b: 2', 'c: 4'])
  })

  it('says where an entry came from', () => {
    const { tree, value } = read('base: &b {x: 1}\n<<: *b\n', 'go-yaml-v3')
    const merged =
      value.kind === 'map' ? value.entries.find(({ key }) => keyText(key) === 'x')?.merged : undefined
    expect(yamlSource(tree, merged ?? -1)).toBe('{x: 1}')
  })

  it('must have a mapping', () => {
    expect(read('m: {<<: 1}', 'go-yaml-v2').problems).toEqual([['yaml/invalid-merge', 'error', '1']])
    expect(read('m: {<<: [{a: 1}]}', 'yamldecode').problems).toEqual([
      ['yaml/invalid-merge', 'error', '[{a: 1}]'],
    ])
  })
})

describe('an alias', () => {
  it('gives the same object as its anchor', () => {
    const { value } = read('- &a [1]\n- *a\n', 'core')
    expect(value.kind === 'list' && value.items[0] === value.items[1]).toBe(true)
  })

  it('cannot stand inside its own anchor', () => {
    expect(read('&a [1, {b: *a}]', 'core').problems).toEqual([['yaml/alias-cycle', 'error', '*a']])
  })

  it('does not explode', () => {
    const levels = Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`)
    const { problems } = read(`a0: &a0 [x, x]\n${levels.join('')}`, 'core')
    expect(problems.map(([code]) => code)).toEqual(['yaml/alias-bomb'])
  })

  it('does not explode through merges', () => {
    const levels = Array.from(
      { length: 40 },
      (_, at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], k${at}: *a${at}}\n`,
    )
    const { problems } = read(`a0: &a0 {x: 1}\n${levels.join('')}`, 'go-yaml-v3')
    expect(problems.map(([code]) => code)).toEqual(['yaml/alias-bomb'])
  })

  it('may be used as often as the limit says', () => {
    const text = '- &a [1, 2]\n- *a\n- *a\n'
    expect(read(text, 'core', 10).problems).toEqual([])
    expect(read(text, 'core', 9).problems).toEqual([['yaml/alias-bomb', 'error', '*a']])
  })
})

describe('a tag', () => {
  it('stays with its value', () => {
    const { value } = read('!Sub [a, !Ref b]', 'cloudformation')
    expect(value).toMatchObject({ kind: 'list', tag: '!Sub', items: [{ tag: undefined }, { tag: '!Ref' }] })
  })

  it('that cannot be true is said', () => {
    expect(read('a: !!int x', 'core').problems).toEqual([['yaml/invalid-value', 'error', 'x']])
    expect(read('a: !own [x]', 'yamldecode').problems).toEqual([['yaml/invalid-value', 'error', '[x]']])
  })
})
