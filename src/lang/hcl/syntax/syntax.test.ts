import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { parseHcl, parseHclExpression } from './index.ts'
import { shapeOf } from './shape.ts'

const file = filePath('main.tf')

/** The problems of a text, each with what it underlines. */
function problemsOf(text: string): readonly string[] {
  return parseHcl(file, text).diagnostics.map(
    ({ code, span }) => `${code} ${text.slice(span.start, span.end)}`,
  )
}

function expression(text: string): string {
  const { value, diagnostics } = parseHclExpression(file, text)
  expect(diagnostics).toEqual([])
  return shapeOf(value)
}

describe('a native file', () => {
  it.each([
    ['an empty file', ''],
    ['a byte order mark at the start', '\ufeffa = 1\n'],
    ['Windows line ends', 'a = 1\r\nb {\r\n}\r\n'],
    ['no newline at the end', 'a = 1'],
    ['comments of all three kinds', '# x\n// y\na /* z */ = 1 /* * / */ # end'],
    ['a comment before the body of a block', 'a { # x\n  b = 1\n}\n'],
    ['a block on one line', 'a "b" c { d = [1,\n2] }\n'],
    ['an empty block', 'a {}\nb { /* x */ }\n'],
    ['names with dashes and letters of any script', 'a-b- = 1\nété = 2\n_x = 3\nb·c = 4\n'],
    ['words of the language as names', 'for = 1\nnull {}\n'],
    ['a list over several lines', 'a = [\n\n  1, # x\n\n  2,\n]\n'],
    ['steps over several lines in parentheses', 'a = (x\n  .y\n  [0])\n'],
    ['a doubled interpolation in a label', 'a "$${x}" {}\n'],
    ['an exponent after a dot', 'a = 1.e5\n'],
    ['a star after an attribute splat', 'a = x.** 2\n'],
    ['a for clause right after a number', 'a = [for x in y : 1if x]\n'],
    ['an end marker between white space', 'a = <<E\nx\n \tE \nb = 1\n'],
    ['an end marker that follows an interpolation on its line', 'a = <<E\n${1}E\nE\n'],
  ])('takes %s', (_, text) => expect(problemsOf(text)).toEqual([]))

  it.each([
    ['a = 1; b = 2\n', 'hcl/semicolon ;'],
    ["a = 'x'\n", "hcl/single-quote '"],
    ['a = `x`\n', 'hcl/backtick `'],
    ['a = “x”\n', 'hcl/curly-quote “'],
    ['a = 1 & 2\n', 'hcl/unsupported-operator &'],
    ['a = 1\n\ufeff', 'hcl/invalid-character \ufeff'],
    ['x\u200d = 1\n', 'hcl/invalid-character \u200d'],
    ['ა = 1\nᲐ = 1\n', 'hcl/invalid-character Ა'],
    ['a = 1 /* x\n', 'hcl/unclosed-comment /*'],
    ['a = 1 b = 2\n', 'hcl/missing-newline-after-argument b'],
    ['a = 1 /*\n*/ b = 2\n', 'hcl/missing-newline-after-argument b'],
    ['a = 1,\n', 'hcl/comma-after-argument ,'],
    ['a = 1\na = 2\n', 'hcl/attribute-redefined a'],
    ['"a" = 1\n', 'hcl/quoted-argument-name "'],
    ['a\n', 'hcl/definition-required \n'],
    ['}\n', 'hcl/definition-required }'],
    ['a "b" = 1\n', 'hcl/block-with-equals ='],
    ['a b\n{\n}\n', 'hcl/block-without-brace \n'],
    ['a "b" 1 {}\n', 'hcl/invalid-block-header 1'],
    ['a "${x}" {}\n', 'hcl/invalid-label ${'],
    ['a {\n  b {\n', 'hcl/unclosed-block b'],
    ['a {} b {}\n', 'hcl/missing-newline-after-block b'],
    ['a { b {} }\n', 'hcl/nested-block-on-one-line {'],
    ['a { b = 1, c = 2 }\n', 'hcl/several-arguments-on-one-line ,'],
    ['a { b = 1\n}\n', 'hcl/single-line-block-open \n'],
    ['a {\n  b = 1 }\n', 'hcl/missing-newline-after-argument }'],
    ['a =\n', 'hcl/invalid-expression \n'],
    ['a = 1 +', 'hcl/missing-expression '],
    ['a = x ? y\n', 'hcl/missing-false-expression \n'],
    ['a = (1 2)\n', 'hcl/unbalanced-parentheses 2'],
    ['a = [1 2]\n', 'hcl/missing-item-separator 2'],
    ['a = [,]\n', 'hcl/invalid-expression ,'],
    ['a = [1, 2', 'hcl/unterminated-tuple '],
    ['a = {a = 1 b = 2}\n', 'hcl/missing-attribute-separator b'],
    ['a = {a b}\n', 'hcl/missing-key-value-separator b'],
    ['a = {a\n= 1}\n', 'hcl/missing-attribute-value \n'],
    ['a = {for = 1}\n', 'hcl/invalid-for ='],
    ['a = f(1 2)\n', 'hcl/missing-argument-separator 2'],
    ['a = f(x..., 1)\n', 'hcl/argument-after-expansion ,'],
    ['a = a::b\n', 'hcl/missing-open-parenthesis \n'],
    ['a = x.\n', 'hcl/invalid-attribute-name \n'],
    ['a = x.1.2\n', 'hcl/invalid-legacy-index 1.2'],
    ['a = x.*.*\n', 'hcl/nested-splat *'],
    ['a = x[1,2]\n', 'hcl/missing-index-bracket ,'],
    ['a = x[*\n]\n', 'hcl/missing-splat-bracket \n'],
    ['a = 1..2\n', 'hcl/invalid-number 1..2'],
    ['a = 1e2147483647\n', 'hcl/invalid-number 1e2147483647'],
    ['a = [for x in y : x...]\n', 'hcl/invalid-for [for x in y : x...]'],
    ['a = {for x in y : x}\n', 'hcl/invalid-for {for x in y : x}'],
    ['a = "x\n', 'hcl/multi-line-string "x'],
    ['a = "x\\qy"\n', 'hcl/invalid-escape \\q'],
    ['a = "\\uD800"\n', 'hcl/invalid-escape \\u'],
    ['a = "${x:y}"\n', 'hcl/extra-in-interpolation :'],
    ['a = "${x"\n', 'hcl/unclosed-interpolation "'],
    ['a = "%{foo}"\n', 'hcl/unknown-directive foo'],
    ['a = "%{if x}"\n', 'hcl/unclosed-directive %{'],
    ['a = "%{endif}"\n', 'hcl/unexpected-directive endif'],
    ['a = <<E\nx\nE', 'hcl/unterminated-string <<E'],
    ['a = <<E\nx\ry\nE\n', 'hcl/invalid-character \r'],
    ['a = [for k, v in m : k => v]\n', 'hcl/invalid-for [for k, v in m : k => v]'],
  ])('refuses %j', (text, first) => expect(problemsOf(text)[0]).toBe(first))
})

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', 'binary(1, binary(2, 3))'],
    ['a - b - c', 'binary(binary(variable a, variable b), variable c)'],
    ['a-b', 'variable a-b'],
    ['-a.b + 1', 'binary(unary(getAttribute(variable a, identifier b)), 1)'],
    [
      'a ? b : c ? d : e',
      'conditional(variable a, variable b, conditional(variable c, variable d, variable e))',
    ],
    ['a || b && c == d', 'binary(variable a, binary(variable b, binary(variable c, variable d)))'],
    ['(a)[0].b', 'getAttribute(index(parenthesis(variable a), 0), identifier b)'],
    ['a.0.b', 'getAttribute(legacyIndex(variable a, 0), identifier b)'],
    ['a[*].b[0]', 'fullSplat(variable a, index(getAttribute(splatItem, identifier b), 0))'],
    ['a.*.b[0]', 'index(attributeSplat(variable a, getAttribute(splatItem, identifier b)), 0)'],
    ['-a[*].b', 'unary(fullSplat(variable a, getAttribute(splatItem, identifier b)))'],
    ['f(a, b...)', 'call(identifier f, variable a, variable b)'],
    ['a :: b(1)', 'call(identifier a::b, 1)'],
    ['true(1)', 'call(identifier true, 1)'],
    [
      '{a = 1, (b) = 2, "${c}" : 3, 4 = 5, null = 6, d.e = 7}',
      'object(objectItem(identifier a, 1), objectItem(parenthesis(variable b), 2), objectItem(template(interpolation(variable c)), 3), objectItem(4, 5), objectItem(identifier null, 6), objectItem(getAttribute(variable d, identifier e), 7))',
    ],
    [
      '{for k, v in m : k => v... if v}',
      'forObject(identifier k, identifier v, variable m, variable k, variable v, forCondition(variable v))',
    ],
    ['[\nfor v in m : v]', 'forTuple(identifier v, variable m, variable v)'],
    ['"${x}"', 'template(interpolation(variable x))'],
    ['" ${~ x}"', 'template("", interpolation(variable x))'],
    ['"%{if a}b%{else}c%{endif}"', 'template(ifDirective(variable a, parts("b"), parts("c")))'],
    [
      '"%{for i, x in y}${x}%{endfor}"',
      'template(forDirective(identifier i, identifier x, variable y, parts(interpolation(variable x))))',
    ],
  ])('reads %s', (text, shape) => {
    expect(expression(text)).toBe(shape)
  })
})

describe('after a mistake', () => {
  it.each([
    ['the line ends', 'a = = 1\nb = 2\n', 'attribute(identifier b, 2)'],
    ['open brackets are closed', 'a = [1 2,\n  3]\nb = 2\n', 'attribute(identifier b, 2)'],
    [
      'a line is as little indented as the item',
      'a {\n  c = [\n    1,\n  b = 2\n}\n',
      'attribute(identifier b, 2)',
    ],
    ['a string that is not closed ends with its line', 'a = f("x\nb = 2\n', 'attribute(identifier b, 2)'],
    ['a heredoc that never ends begins', 'a = <<E\nx\nb = 2\n', 'attribute(identifier b, 2)'],
    ['a block header is malformed', 'a "b" 1 {\n  c = 1\n}\nb {\n}\n', 'block(identifier b, body)'],
    ['an argument in a block is malformed', 'a {\n  c = )\n  d = 1\n}\n', 'attribute(identifier d, 1)'],
    ['a block follows another on its line', 'a {} c {}\nb = 2\n', 'attribute(identifier b, 2)'],
    ['a closing brace is left over', '}\nb = 2\n', 'attribute(identifier b, 2)'],
  ])('the file is read on where %s', (_, text, rest) => {
    const { value, diagnostics } = parseHcl(file, text)
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(shapeOf(value)).toContain(rest)
  })

  it('keeps what could be read of a malformed value', () => {
    const { value } = parseHcl(file, 'a = [x.y, f(z), )]\n')
    expect(shapeOf(value)).toBe(
      'body(attribute(identifier a, error(getAttribute(variable x, identifier y), call(identifier f, variable z))))',
    )
  })
})

describe('bounds', () => {
  const times = 100_000
  it.each([
    '[',
    '(',
    '{a=',
    'f(',
    '"${',
    'x[',
    '-',
    '1+',
    'a ? ',
    'a ? b : ',
    '[for x in ',
    '"%{if ',
    '<<E\n${',
  ])('reads %j nested a hundred thousand times, and left open', (open) => {
    const { diagnostics } = parseHcl(file, `a = ${open.repeat(times)}`)
    expect(diagnostics[0]?.code).toBe('hcl/missing-expression')
  })

  it.each([
    'a = [\n',
    'a = "x\n',
    'a = <<E\n',
    'a = <<E\n${\n',
    'a = /*\n',
    'b {\n a = (\n',
    'a = = {\n',
    'a "x\n',
    ']}\n',
  ])('reads a hundred thousand times %j in a moment', (line) => {
    const { diagnostics } = parseHcl(file, line.repeat(times))
    expect(diagnostics.length).toBeGreaterThan(0)
  })

  it('reads blocks nested a hundred thousand times', () => {
    expect(problemsOf(`${'a {\n'.repeat(times)}${'}\n'.repeat(times)}`)).toEqual([])
  })
})
