import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { Origins } from '../../../kernel/origins.ts'
import { textOf, writtenText, type Text } from '../text.ts'
import type { GoValue } from '../value.ts'
import { jsonText } from './json.ts'
import { toToml } from './toml.ts'
import { toYaml, toYamlPretty } from './yaml.ts'

describe('toYaml', () => {
  it('makes each scalar a piece of its own, exact even in quotes', () => {
    const value = map(1, {
      name: string('yes', 2),
      ports: { kind: 'list', items: [float(80, 4)], origin: 3 },
    })
    expect(show(toYaml(value, new Origins()))).toEqual([
      'name <2',
      ': " <1',
      'yes =2',
      '"\\n <1',
      'ports <3',
      ':\\n-  <3',
      '80 =4',
    ])
  })

  it('keeps a text of several lines one piece, with the blanks that were put before them', () => {
    const value = map(1, { a: string('x\ny\n', 2) })
    expect(show(toYaml(value, new Origins()))).toEqual(['a <2', ': |\\n <1', '  x\\n  y =2'])
  })

  it('keeps the pieces of a text that several things made', () => {
    const text: Text = {
      value: 'app-1',
      pieces: [
        { end: 4, origin: 5, under: 0, exact: true },
        { end: 5, origin: 6, under: 0, exact: true },
      ],
    }
    expect(show(toYaml({ kind: 'string', text }, new Origins()))).toEqual(['app- =5', '1 =6'])
  })

  it('points at the place of a written text that had to be escaped', () => {
    const origins = new Origins()
    const text = writtenText('\ta', { file: filePath('t.yaml'), start: 10 })
    const [, content] = toYaml({ kind: 'string', text }, origins).pieces
    expect(content?.written).toBeUndefined()
    expect(origins.site(content?.origin ?? 0)).toEqual({ file: 't.yaml', start: 10, end: 12 })
  })

  it('writes numbers as JSON has them, and indents lists only when pretty', () => {
    const value = map(1, { a: { kind: 'list', items: [float(1e6, 2)], origin: 1 } })
    expect(toYaml(value, new Origins()).value).toBe('a:\n- 1000000')
    expect(toYamlPretty(value, new Origins()).value).toBe('a:\n  - 1e+06')
  })
})

describe('toJson', () => {
  it('makes each scalar a piece of its own', () => {
    const value = map(1, { a: string('<', 2), b: float(1.5, 3) })
    const layout = { indented: false, escapesHtml: true }
    expect(show(jsonText(value, layout, new Origins()))).toEqual([
      '{" <1',
      'a <2',
      '":" <1',
      '\\u003c =2',
      '"," <1',
      'b <3',
      '": <1',
      '1.5 =3',
      '} <1',
    ])
  })

  it('refuses a map that holds itself', () => {
    const value = map(1, {})
    value.entries.set('self', value)
    expect(() => jsonText(value, { indented: false, escapesHtml: true }, new Origins())).toThrow('cycle')
  })
})

describe('toToml', () => {
  it('writes plain values before tables', () => {
    const value = map(1, { a: map(2, { b: float(1, 3) }), c: string('x', 4) })
    expect(show(toToml(value, new Origins()))).toEqual([
      'c <4',
      ' = " <1',
      'x =4',
      '"\\n <1',
      '\\n[a]\\n   <2',
      'b <3',
      ' =  <2',
      '1.0 =3',
      '\\n <2',
    ])
  })
})

function map(origin: number, entries: Readonly<Record<string, GoValue>>): GoValue & { readonly kind: 'map' } {
  return { kind: 'map', entries: new Map(Object.entries(entries)), origin }
}

function string(text: string, origin: number): GoValue {
  return { kind: 'string', text: textOf(text, origin) }
}

function float(value: number, origin: number): GoValue {
  return { kind: 'float', value, origin }
}

/** The pieces: what stands there, `=` where it is exact and `<` where it isn't, and the origin. */
function show({ value, pieces }: Text): readonly string[] {
  let start = 0
  return pieces.map(({ end, origin, exact }) => {
    const text = value.slice(start, end).replaceAll('\n', '\\n')
    start = end
    return `${text} ${exact ? '=' : '<'}${origin}`
  })
}
