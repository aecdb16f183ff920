import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { childrenOf, firstChild, literalText, nodeKind, sourceOf, type Node, type Tree } from '../tree.ts'
import { parseHcl, parseHclTemplate } from './index.ts'
import { shapeOf } from './shape.ts'

const file = filePath('main.tf')

/** The text of a template, its interpolations being their source: enough to see what is stripped and flushed. */
function written(tree: Tree, node: Node): string {
  if (tree.kinds[node] === nodeKind.text) return literalText(tree, node)
  if (tree.kinds[node] === nodeKind.interpolation) return sourceOf(tree, firstChild(tree, node))
  return childrenOf(tree, node)
    .map((child) => (tree.kinds[child] === nodeKind.true ? '' : written(tree, child)))
    .join('')
}

function text(source: string): string {
  const { value, diagnostics } = parseHcl(file, `a = ${source}\n`)
  expect(diagnostics).toEqual([])
  const [, expression = -1] = childrenOf(value, firstChild(value, value.root))
  return written(value, expression)
}

// The texts are what Terraform 1.11 gives for these.
describe('the text of a template', () => {
  it.each([
    ['"a\\n\\t\\"\\\\\\u00e9\\U0001F600"', 'a\n\t"\\é😀'],
    ['"$${x} %%{y} $ $$ % $x"', '${x} %{y} $ $$ % $x'],
    ['"$$${1}"', '$${1}'],
    ['"$$$${1}"', '$$${1}'],
    ['"%$${1}"', '%${1}'],
    ['"e\u0301"', '\u00e9'],
    ['"\\u0065\\u0301"', '\u00e9'],
    ['"  \\n ${~ 1 ~} \\n b"', '1b'],
    ['"x${1 ~}  ${2}"', 'x12'],
    ['"%{if true}  a  %{~ endif}"', '  a'],
    ['<<E\n$${x} %%{y} \\n \\"\nE', '${x} %{y} \\n \\"\n'],
    ['<<E\nE', ''],
    ['<<E\r\na\r\nE', 'a\r\n'],
    ['<<E\n  a\n  ${~ 1 ~}  \n   b\nE', '  a\n1   b\n'],
    ['<<E\na\n\n${~ 1}\nE', 'a\n1\n'],
    ['<<E\n${1 ~}\n\n  x\nE', '1\n  x\n'],
    ['<<-E\n    a\n      ${1}\n    b\n  E', 'a\n  1\nb\n'],
    ['<<-E\n    a\n\n  \n   b\n  E', ' a\n\n  \nb\n'],
    ['<<-E\n\t\ta\n  b\nE', 'a\nb\n'],
    ['<<-E\n    a\n  ${~ 1}\n    b\n  E', '    a\n1\n    b\n'],
    ['<<-E\n    a ${1 ~}\n    b\n    c\n  E', 'a 1    b\nc\n'],
    ['<<-E\n    x\n  \u00a0y\nE', ' x\ny\n'],
    ['<<-E\n  ${1 ~}\n    ${2}\n      x\nE', '1    2\n    x\n'],
    ['<<-E\n    a\n    ${1}\n    $${x}\nE', 'a\n1\n${x}\n'],
    ['<<-E\n  a\r\n    b\r\nE', 'a\r\n  b\r\n'],
    ['<<-E\n   \u00e9\n  e\u0301\nE', ' é\né\n'],
    ['<<-E\n    %{ if true ~}\n      a\n    %{ endif ~}\n    b\n  E', '      a\n    b\n'],
    ['[<<E\na\nE\n, "${<<F\nb\nF\n}"]', 'a\n'.concat('<<F\nb\nF')],
  ])('is cooked: %j', (source, cooked) => expect(text(source)).toBe(cooked))

  it('keeps a lone interpolation apart from one with a newline after it', () => {
    const quoted = parseHcl(file, 'a = "${x}"\n').value
    const heredoc = parseHcl(file, 'a = <<E\n${x}\nE\n').value
    expect(shapeOf(quoted)).toContain('template(interpolation(variable x))')
    expect(shapeOf(heredoc)).toContain('heredoc(interpolation(variable x), "\\n")')
  })

  it('reads a template file line by line, quotes and backslashes being text', () => {
    const { value, diagnostics } = parseHclTemplate(
      file,
      'say "\\n"\r\n %{ for x in y ~}\n  - ${x}\n%{ endfor ~}\n',
    )
    expect(diagnostics).toEqual([])
    expect(shapeOf(value)).toBe(
      'template("say \\"\\\\n\\"\\r\\n ", forDirective(identifier x, variable y, parts("  - ", interpolation(variable x), "\\n")), "")',
    )
  })

  it('takes everything after a lone carriage return of a template file for text, as Terraform does', () => {
    const { value } = parseHclTemplate(file, '${x}a\r${y} $${z}')
    expect(shapeOf(value)).toBe('template(interpolation(variable x), "a\\r${y} ${z}")')
  })

  it('says where a template file is malformed', () => {
    const { diagnostics } = parseHclTemplate(file, 'a\n%{ if x }\nb')
    expect(diagnostics.map(({ code, span }) => [code, span.start, span.end])).toEqual([
      ['hcl/unclosed-directive', 2, 4],
    ])
  })
})
