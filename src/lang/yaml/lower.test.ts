import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { steps } from '../../kernel/origin.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml, type YamlLowering } from './lower.ts'
import { parseYaml } from './parse.ts'

const file = filePath('a.yaml')

interface Read {
  readonly value: Value
  readonly origins: Origins
  readonly diagnostics: readonly Diagnostic[]
  readonly text: string
}

function read(text: string, options: Partial<YamlLowering> = {}): Read {
  const origins = new Origins()
  const tree = parseYaml(file, text)
  const { value, diagnostics } = lowerYaml(tree, tree.documents[0] ?? 0, {
    dialect: 'go-yaml-v2',
    origins,
    ...options,
  })
  return { value, origins, diagnostics, text }
}

function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((here, step) => {
    if (here?.kind === 'list') return here.items[Number(step)]
    return here?.kind === 'map' ? here.entries.get(String(step)) : undefined
  }, value)
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map') return Object.fromEntries([...value.entries].map(([k, v]) => [k, plain(v)]))
  return value.kind === 'scalar' ? value.scalar : value.kind
}

/** The hops of a value from the nearest to the last that hands one value on, each as its step and text. */
function chain({ value, origins, text }: Read, ...path: readonly (string | number)[]): readonly string[] {
  const said: string[] = []
  for (let id = at(value, ...path)?.origin ?? 0; id !== 0;) {
    const node = origins.get(id)
    if (node === undefined) break
    said.push(`${node.step} ${text.slice(node.site.start, node.site.end)}`)
    id = steps[node.step].identity ? (node.inputs[0] ?? 0) : 0
  }
  return said
}

function losers({ value, origins, text }: Read, ...path: readonly (string | number)[]): readonly string[] {
  const node = origins.get(at(value, ...path)?.origin ?? 0)
  return (node?.losers ?? []).map((id) => {
    const { start, end } = origins.site(id)
    return text.slice(start, end)
  })
}

/** What a language with short forms makes of a tag. */
function tagged(tag: string, value: Value): Value {
  return { kind: 'map', entries: new Map([[tag.slice(1), value]]), origin: value.origin, marks: 0 }
}

function wrapped(inside: string): string {
  return `${'['.repeat(100)}${inside}${']'.repeat(100)}`
}

describe('a value of YAML', () => {
  it('has its place at every depth', () => {
    const found = read('a: {b: [1, "x"]}\n')
    expect(plain(found.value)).toEqual({ a: { b: [1, 'x'] } })
    expect(chain(found, 'a')).toEqual(['construct {b: [1, "x"]}'])
    expect(chain(found, 'a', 'b', 1)).toEqual(['literal "x"'])
  })

  it('begins with its key where it is a block', () => {
    const found = read('a:\n  - b: 1\n    c:\n      d: 2\n')
    expect(chain(found, 'a')).toEqual(['construct a:\n  - b: 1\n    c:\n      d: 2'])
    expect(chain(found, 'a', 0)).toEqual(['construct b: 1\n    c:\n      d: 2'])
    expect(chain(found, 'a', 0, 'c')).toEqual(['construct c:\n      d: 2'])
  })

  it('keeps the digits that a double would lose', () => {
    expect(plain(read('[9007199254740993, 1.50, 1e3, .inf, -0]').value)).toEqual([
      { number: '9007199254740993' },
      1.5,
      1000,
      { number: '1e9999' },
      0,
    ])
  })

  it('that an alias gives has the alias as a hop, and so have its parts', () => {
    const found = read('a: &x {k: 1}\nb: *x\nc: &y [*x]\nd: *y\n')
    expect(chain(found, 'a', 'k')).toEqual(['literal 1'])
    expect(chain(found, 'b')).toEqual(['alias *x', 'construct {k: 1}'])
    expect(chain(found, 'b', 'k')).toEqual(['alias *x', 'literal 1'])
    expect(chain(found, 'd', 0, 'k')).toEqual(['alias *y', 'alias *x', 'literal 1'])
  })

  it('that a merge brought has the merge as a hop', () => {
    const found = read('a: &x {k: {l: 1}}\nb:\n  <<: *x\n  m: 2\n')
    expect(plain(found.value)).toMatchObject({ b: { k: { l: 1 }, m: 2 } })
    expect(chain(found, 'b', 'k', 'l')[0]).toBe('merge *x')
    expect(chain(found, 'b', 'k', 'l').at(-1)).toBe('literal 1')
    expect(chain(found, 'b', 'm')).toEqual(['literal 2'])
  })

  it('that hides others has them as losers, strongest first', () => {
    const merged = read('a: &x {k: 1}\nb: &y {k: 2}\nc: {<<: [*x, *y], k: 3}\n')
    expect(plain(merged.value)).toMatchObject({ c: { k: 3 } })
    expect(losers(merged, 'c', 'k')).toEqual(['*x', '*y'])
    const twice = read('k: 1\nk: 2\nk: 3\n')
    expect([plain(twice.value), losers(twice, 'k')]).toEqual([{ k: 3 }, ['2', '1']])
  })

  it('whose keys are not text has them as Go writes them', () => {
    const found = read('on: 1\n2: 2\n1.50: 3\n"on": 4\n')
    expect(plain(found.value)).toEqual({ true: 1, 2: 2, 1.5: 3, on: 4 })
  })

  it('leaves out what has no key that could be text', () => {
    const found = read('~: 1\n[a]: 2\nb: 3\n')
    expect(plain(found.value)).toEqual({ b: 3 })
    expect(found.diagnostics.map(({ code, span }) => [code, found.text.slice(span.start, span.end)])).toEqual(
      [
        ['yaml/invalid-key', '~'],
        ['yaml/invalid-key', '[a]'],
      ],
    )
  })

  it('with a tag of its own is what the language makes of it', () => {
    expect(
      plain(read('[!Ref a, !!str 1, !Sub [x, !Ref b]]', { dialect: 'cloudformation', tagged }).value),
    ).toEqual([{ Ref: 'a' }, '1', { Sub: ['x', { Ref: 'b' }] }])
    expect(plain(read('!Ref a', { dialect: 'cloudformation' }).value)).toBe('a')
  })

  it('is bounded in depth', () => {
    const { diagnostics, value } = read(`a: ${'['.repeat(5000)}${']'.repeat(5000)}\nb: 1\n`)
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/too-deep'])
    expect(at(value, 'b')).toMatchObject({ scalar: 1 })
  })

  it('is bounded in depth where aliases are nested', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `a${level + 1}: &a${level + 1} ${wrapped(`*a${level}`)}\n`,
    )
    const { diagnostics } = read(`a0: &a0 []\n${levels.join('')}`)
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/too-deep'])
  })

  it('is bounded in size', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `a${level + 1}: &a${level + 1} {<<: [*a${level}, *a${level}], k${level}: *a${level}}\n`,
    )
    const { diagnostics, origins } = read(`a0: &a0 {x: 1}\n${levels.join('')}`)
    expect(diagnostics.map(({ code }) => code)).toContain('yaml/alias-bomb')
    expect(origins.size).toBeLessThan(3_000_000)
  })

  it('is made of any text, twice the same', () => {
    const word = fc.constantFrom(
      'a: ',
      '&x ',
      '*x',
      '<<: ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '\n',
      '  ',
      '1',
      '"',
      '|',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join('')
        const [one, other] = [read(text), read(text)]
        const inside = Array.from({ length: one.origins.size }, (_, id) => one.origins.site(id + 1))
        return (
          JSON.stringify(plain(one.value)) === JSON.stringify(plain(other.value)) &&
          one.origins.size === other.origins.size &&
          inside.every(({ start, end }) => start >= 0 && start <= end && end <= text.length)
        )
      }),
    )
  })
})
