import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import type { Body } from '../body.ts'
import { firstChild, literalText, sourceOf } from '../tree.ts'
import { literalString } from './index.ts'
import { jsonBody } from './json-body.ts'
import { parseHclJson } from './json.ts'
import { shapeOf } from './shape.ts'

const file = filePath('main.tf.json')
const types = new Map([
  ['resource', 2],
  ['variable', 1],
  ['locals', 0],
])

function codes(text: string): readonly string[] {
  return parseHclJson(file, text).diagnostics.map(({ code }) => code)
}

function body(text: string): Body {
  return jsonBody(parseHclJson(file, text).value)
}

describe('a JSON file', () => {
  it('becomes the nodes of the native syntax', () => {
    const { value } = parseHclJson(file, '{"a": [1, true, null, "x", "${f(b)}"], "${k}": {"c": -1.5}}')
    expect(shapeOf(value)).toBe(
      'object(objectItem(template("a"), tuple(1, true, null, template("x"), template(interpolation(call(identifier f, variable b))))), objectItem(template(interpolation(variable k)), object(objectItem(template("c"), -1.5))))',
    )
  })

  it.each([
    ['[]', []],
    ['', ['json/empty']],
    ['1', ['hcl/root-not-object']],
    ['null', ['hcl/root-not-object']],
    ['// x\n{}', ['json/comment']],
    ['\ufeff{}', ['json/byte-order-mark']],
    ['{"a": 1,}', ['json/trailing-comma']],
    ['{"a": 1e99999999999}', ['hcl/invalid-number']],
    ['{"a": "\\uD800"}', []],
  ])('%j has the problems %j', (text, expected) => expect(codes(text)).toEqual(expected))

  it('places what is in a string with escapes where it is in the file', () => {
    const text = '{"a": "\\t${f(\\"x\\", b\\u0063.d)}"}'
    const { value } = parseHclJson(file, text)
    expect(shapeOf(value)).toContain(
      'template("\\t", interpolation(call(identifier f, template("x"), getAttribute(variable bc, identifier d))))',
    )
    const spans = Array.from(value.kinds, (_, node) => sourceOf(value, node))
    expect(spans).toContain('${f(\\"x\\", b\\u0063.d)}')
    expect(spans).toContain('\\"x\\"')
    expect(spans).toContain('b\\u0063')
  })

  it('knows no backslashes of its own, but doubled sequences', () => {
    const { value } = parseHclJson(file, '{"a": "\\\\n $${x} %%{y} e\u0301 ${1}"}')
    expect(shapeOf(value)).toContain('template("\\\\n ${x} %{y} é ", interpolation(1))')
  })

  it('keeps what is wrong in a template until it is evaluated, and the string to be read as it stands', () => {
    const text = '{"a": "x ${y"}'
    const { value, diagnostics } = parseHclJson(file, text)
    expect(diagnostics).toEqual([])
    const [node = -1] = value.deferred?.keys() ?? []
    const problems = value.deferred?.get(node) ?? []
    expect(problems.map(({ code }) => code)).toEqual(['hcl/unclosed-interpolation'])
    expect(sourceOf(value, node)).toBe('"x ${y"')
    expect(literalString(value, node)).toBe('x ${y')
  })
})

describe('a JSON body', () => {
  it('takes labels from nesting, and repeats from arrays', () => {
    const text =
      '{"resource": {"t": {"a": {"x": 1}, "b": [{}, {}]}}, "variable": [{"v": null}, {"w": {}}], "z": 1}'
    const { attributes, blocks, diagnostics } = body(text).content(types)
    expect(diagnostics).toEqual([])
    expect(blocks.map(({ type, labels }) => [type, ...labels].join(' '))).toEqual([
      'resource t a',
      'resource t b',
      'resource t b',
      'variable w',
    ])
    const [first] = blocks
    expect(first?.labelSpans.map(({ start, end }) => text.slice(start, end))).toEqual(['"t"', '"a"'])
    expect(first?.body.content(new Map()).attributes.get('x')?.span).toEqual({ file, start: 26, end: 32 })
    expect([...attributes.keys()]).toEqual(['z'])
  })

  it('leaves out comments among arguments, not among labels', () => {
    const { attributes, blocks, diagnostics } = body(
      '{"//": "c", "a": 1, "variable": {"//": "c", "v": {}}}',
    ).content(types)
    expect([...attributes.keys()]).toEqual(['a'])
    expect(blocks.map(({ labels }) => labels)).toEqual([['v']])
    expect(diagnostics.map(({ code }) => code)).toEqual(['hcl/not-a-block'])
  })

  it.each([
    ['{"a": 1, "a": 2}', 'hcl/duplicate-argument', '"a"'],
    ['{"locals": 5}', 'hcl/not-a-block', '5'],
    ['{"variable": {}}', 'hcl/missing-label', '{}'],
    ['{"variable": 5}', 'hcl/not-an-object', '5'],
    ['[{"a": 1}, 5]', 'hcl/not-an-object', '5'],
  ])('says what is wrong in %s', (text, code, at) => {
    const [problem] = body(text).content(types).diagnostics
    expect(problem?.code).toBe(code)
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(at)
  })

  it('takes every object for a block when told so', () => {
    const { blocks, attributes } = body('{"a": {"b": 1}, "c": [{"d": 2}]}').content(new Map([['*', 0]]))
    expect(blocks.map(({ type }) => type)).toEqual(['a', 'c'])
    expect(attributes.size).toBe(0)
  })

  it('gives strings literally', () => {
    const attribute = body('{"description": "use ${x} \\u0041"}')
      .content(new Map())
      .attributes.get('description')
    const { tree, node } = attribute?.expression ?? { tree: undefined, node: -1 }
    expect(tree === undefined ? '' : literalString(tree, node)).toBe('use ${x} A')
    expect(tree === undefined ? '' : literalText(tree, firstChild(tree, node))).toBe('use ')
  })
})
