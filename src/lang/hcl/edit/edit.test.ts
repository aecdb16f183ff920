import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { editedText, inverseEdits, sameData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { parseHcl } from '../syntax/index.ts'
import { nodeKind, type Node, type Tree } from '../tree.ts'
import { removeHcl, removeHclAt, renameHcl, replaceHcl, setHcl } from './index.ts'
import { hclLiteral, itemsOf, partsOf } from './places.ts'
import { bodyLines } from './write.ts'

type Path = readonly (string | number)[]

const blocks = new Set(['rule', 'rule.by', 'versioning'])

function isBlock(path: readonly string[]): boolean {
  return blocks.has(path.filter((name) => name !== 'resource').join('.'))
}

function changed(text: string, work: (tree: Tree) => readonly TextEdit[] | undefined): string {
  const edits = work(parseHcl(filePath('a.tf'), text).value)
  return edits === undefined ? 'refused' : editedText(text, edits)
}

function set(text: string, path: Path, data: Data): string {
  return changed(text, (tree) => setHcl(tree, tree.root, path, { data, isBlock }))
}

describe('a value', () => {
  it.each([
    ['a = 1 # one\nb  = 2\n', ['a'], 5, 'a = 5 # one\nb  = 2\n'],
    ['a = "x"\n', ['a'], 'say "${y}"\n', 'a = "say \\"$${y}\\"\\n"\n'],
    ['a = ["x", "y"]\n', ['a', 1], 'z', 'a = ["x", "z"]\n'],
    ['a = {\n  b = 1\n  cc = 2\n}\n', ['a', 'b'], 3, 'a = {\n  b = 3\n  cc = 2\n}\n'],
    ['a = var.x\n', ['a'], true, 'a = true\n'],
    [
      'a = <<-EOT\n    one\n      two\n    EOT\n',
      ['a'],
      'one\n  three\n',
      'a = <<-EOT\n    one\n      three\n    EOT\n',
    ],
    ['a = <<EOT\none\nEOT\n', ['a'], '${x}\n', 'a = <<EOT\n$${x}\nEOT\n'],
    ['a = ["x"]\n', ['a'], ['x', 'y'], 'a = ["x", "y"]\n'],
    ['a = [\n  "x",\n]\n', ['a'], ['x', 'y'], 'a = [\n  "x",\n  "y",\n]\n'],
    ['a = [\n  "x"\n]\n', ['a'], ['x', 'y'], 'a = [\n  "x",\n  "y"\n]\n'],
    ['a = { b = 1, c = 2 }\n', ['a'], { b: 1 }, 'a = { b = 1 }\n'],
    ['a = -5\n', ['a'], 3, 'a = 3\n'],
    [
      'rule {\n  a = 1\n}\nrule {\n  a = 2\n}\n',
      ['rule', 1, 'a'],
      3,
      'rule {\n  a = 1\n}\nrule {\n  a = 3\n}\n',
    ],
  ] satisfies [string, Path, Data, string][])('in %j at %j becomes %j', (text, path, data, wanted) => {
    expect(set(text, path, data)).toBe(wanted)
  })
})

describe('what is missing', () => {
  it.each([
    ['a   = 1\nbbb = 2', ['cc'], 3, 'a   = 1\nbbb = 2\ncc  = 3'],
    [
      'a   = 1\nbbb = 2',
      ['cc'],
      { x: 1, yy: { z: 2 }, zz: 3 },
      'a   = 1\nbbb = 2\ncc = {\n  x = 1\n  yy = {\n    z = 2\n  }\n  zz = 3\n}',
    ],
    [
      'm = {\n  a  = 1\n  bb = 2\n}\n',
      ['m', 'c'],
      { x: 1 },
      'm = {\n  a  = 1\n  bb = 2\n  c = {\n    x = 1\n  }\n}\n',
    ],
    ['a = 1\r\n', ['bb'], 'x', 'a = 1\r\nbb = "x"\r\n'],
    [
      'resource "x" "y" {\n  a = 1\n\n  rule {\n    b = 1\n  }\n}\n',
      ['resource', 'c'],
      2,
      'resource "x" "y" {\n  a = 1\n  c = 2\n\n  rule {\n    b = 1\n  }\n}\n',
    ],
    [
      'resource "x" "y" {\n  a = 1\n}\n',
      ['resource', 'versioning', 'enabled'],
      true,
      'resource "x" "y" {\n  a = 1\n\n  versioning {\n    enabled = true\n  }\n}\n',
    ],
    ['resource "x" "y" {}\n', ['resource', 'a'], 1, 'resource "x" "y" {\n  a = 1\n}\n'],
    ['rule { a = 1 }\n', ['rule', 'b'], 2, 'rule {\n  a = 1\n  b = 2\n}\n'],
    ['rule {\n}\n', ['rule', 'by'], { c: 1 }, 'rule {\n  by {\n    c = 1\n  }\n}\n'],
    ['a = {\n  b   = 1\n  ccc = 2\n}\n', ['a', 'd'], 3, 'a = {\n  b   = 1\n  ccc = 2\n  d   = 3\n}\n'],
    ['a = { b = 1 }\n', ['a', 'x.y'], 3, 'a = { b = 1, "x.y" = 3 }\n'],
    ['a = {}\n', ['a', 'b'], { c: 1 }, 'a = {\n  b = {\n    c = 1\n  }\n}\n'],
    ['', ['a'], 1, 'a = 1\n'],
  ] satisfies [string, Path, Data, string][])('in %j is added at %j as %j', (text, path, data, wanted) => {
    expect(set(text, path, data)).toBe(wanted)
  })
})

describe('what goes', () => {
  it.each([
    ['a = 1\nb = 2 # two\nc = 3\n', ['b'], 'a = 1\nc = 3\n'],
    ['a = 1\n\nrule {\n  b = 1\n}\n', ['rule'], 'a = 1\n'],
    ['a = ["x", "y"]\n', ['a', 0], 'a = ["y"]\n'],
    ['a = [\n  "x",\n  "y",\n]\n', ['a', 1], 'a = [\n  "x",\n]\n'],
    ['a = { b = 1, c = 2 }\n', ['a', 'c'], 'a = { b = 1 }\n'],
    ['a = 1\n', ['b'], 'a = 1\n'],
  ] satisfies [string, Path, string][])('of %j at %j takes its lines along', (text, path, wanted) => {
    expect(changed(text, (tree) => removeHcl(tree, tree.root, path))).toBe(wanted)
  })
})

it('renames arguments, items and blocks', () => {
  expect(changed('a = { b = 1 }\n', (tree) => renameHcl(tree, tree.root, ['a', 'b'], 'x y'))).toBe(
    'a = { "x y" = 1 }\n',
  )
  expect(changed('rule {\n}\n', (tree) => renameHcl(tree, tree.root, ['rule'], 'ingress'))).toBe(
    'ingress {\n}\n',
  )
})

it('finds what stands at a part of the text, a piece of a template too', () => {
  const text = 'a = "${var.x}-logs"\nb = [1]\n'
  const at = (part: string): { start: number; end: number } => ({
    start: text.indexOf(part),
    end: text.indexOf(part) + part.length,
  })
  expect(changed(text, (tree) => replaceHcl(tree, at('-logs'), '-"x"'))).toBe(
    'a = "${var.x}-\\"x\\""\nb = [1]\n',
  )
  expect(changed(text, (tree) => replaceHcl(tree, at('"${var.x}-logs"'), 'y'))).toBe('a = "y"\nb = [1]\n')
  expect(changed(text, (tree) => removeHclAt(tree, at('b = [1]')))).toBe('a = "${var.x}-logs"\n')
})

const key = fc.constantFrom('a', 'b', 'long_name', 'x.y', '${z}', 'é')
const data = fc.letrec<{ any: Data }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom('', '${x}', '%{if}', '$${', 'a\nb\n', '"', '\\', '\u0000\t'),
      fc.string({ maxLength: 6, unit: 'grapheme-ascii' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any
const name = fc.constantFrom('a', 'bb', 'ccc')
const body = fc.record({
  args: fc.dictionary(name, data, { maxKeys: 3, noNullPrototype: true }),
  rules: fc.array(fc.dictionary(name, data, { maxKeys: 2, noNullPrototype: true }), { maxLength: 2 }),
})

/** The value that a text of literals says. */
function said(tree: Tree, node: Node): Data {
  if (tree.kinds[node] === nodeKind.tuple) return itemsOf(tree, node).map((item) => said(tree, item))
  if (tree.kinds[node] === nodeKind.object) {
    return Object.fromEntries(partsOf(tree, node).map((part) => [part.name, said(tree, part.value)]))
  }
  const literal = hclLiteral(tree, node)
  if (tree.kinds[node] !== nodeKind.body) return literal === undefined ? 'no literal' : literal
  const made: Record<string, Data> = {}
  for (const part of partsOf(tree, node)) {
    const before = made[part.name]
    const value = said(tree, part.value)
    made[part.name] =
      part.kind === 'argument' ? value : [...(Array.isArray(before) ? (before as Data[]) : []), value]
  }
  return made
}

it('says the wanted value afterwards, whatever was there, and can be taken back', () => {
  const steps = fc.constantFrom('  ', '\t', '    ')
  fc.assert(
    fc.property(body, name, data, steps, fc.boolean(), ({ args, rules }, path, wanted, step, windows) => {
      const manner = { step, lineBreak: windows ? '\r\n' : '\n', isBlock } as const
      const before = { ...args, ...(rules.length > 0 ? { rule: rules } : {}) }
      const text = bodyLines(before, { manner, indent: '', path: [] }).join(manner.lineBreak)
      const tree = parseHcl(filePath('a.tf'), text).value
      const edits = setHcl(tree, tree.root, [path], { data: wanted, isBlock }) ?? []
      const made = editedText(text, edits)
      const after = parseHcl(filePath('a.tf'), made)
      return (
        after.diagnostics.length === 0 &&
        sameData(said(after.value, after.value.root), { ...before, [path]: wanted }) &&
        editedText(made, inverseEdits(text, edits)) === text
      )
    }),
    { numRuns: 300 },
  )
})
