import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { editedText, inverseEdits, sameData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { parseJson } from '../parse.ts'
import type { JsonTree } from '../tree.ts'
import { removeJson, removeJsonAt, renameJson, replaceJson, setJson } from './index.ts'

type Path = readonly (string | number)[]

function changed(text: string, work: (tree: JsonTree) => readonly TextEdit[] | undefined): string {
  const edits = work(parseJson(filePath('a.json'), text))
  return edits === undefined ? 'refused' : editedText(text, edits)
}

describe('a value', () => {
  it.each([
    ['{"a": 1, "b": 2}', ['a'], 5, '{"a": 5, "b": 2}'],
    ['{"a":"x"}', ['b'], [1, 'y'], '{"a":"x", "b":[1, "y"]}'],
    ['{\n  "a": 1\n}\n', ['b', 'c'], true, '{\n  "a": 1,\n  "b": {\n    "c": true\n  }\n}\n'],
    ['{\r\n\t"a": 1\r\n}', ['b'], 2, '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}'],
    ['{\n  "a": {}\n}', ['a', 'b'], 1, '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['[1, 2]', [2], 3, '[1, 2, 3]'],
    ['{"a": [1, 2, 3]}', ['a'], [1, 3], '{"a": [1, 3]}'],
    ['{"a": {"b": 1, "c": 2}}', ['a'], { b: 1, d: 4 }, '{"a": {"b": 1, "d": 4}}'],
    ['{"a": 1.50}', ['a'], 1.5, '{"a": 1.5}'],
  ] satisfies [string, Path, Data, string][])('in %j at %j becomes %j', (text, path, data, wanted) => {
    expect(changed(text, (tree) => setJson(tree, 0, path, data))).toBe(wanted)
  })

  it.each([
    ['{"a": 1, "b": 2}', ['a'], '{"b": 2}'],
    ['{"a": 1, "b": 2}', ['b'], '{"a": 1}'],
    ['{\n  "a": 1,\n  "b": 2\n}', ['a'], '{\n  "b": 2\n}'],
    ['{\n  "a": 1\n}', ['a'], '{}'],
    ['[1, 2]', [0], '[2]'],
    ['[1]', [4], '[1]'],
  ] satisfies [string, Path, string][])('goes from %j at %j', (text, path, wanted) => {
    expect(changed(text, (tree) => removeJson(tree, 0, path))).toBe(wanted)
  })

  it('is found where it begins', () => {
    const text = '{"a": [1, {"b": 2}]}'
    expect(changed(text, (tree) => replaceJson(tree, text.indexOf('1'), 'x'))).toBe('{"a": ["x", {"b": 2}]}')
    expect(changed(text, (tree) => removeJsonAt(tree, text.indexOf('{"b"')))).toBe('{"a": [1]}')
  })

  it('may get another name', () => {
    expect(changed('{"a": {"b": 1}}', (tree) => renameJson(tree, ['a', 'b'], 'c'))).toBe('{"a": {"c": 1}}')
  })
})

const key = fc.constantFrom('a', 'b', 'c d', 'é', '"')
const data = fc.letrec<{ any: Data }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any

it('says the wanted value afterwards, whatever was there, and can be taken back', () => {
  const manners = fc.constantFrom<string | undefined>(undefined, '  ', '\t', '    ')
  fc.assert(
    fc.property(
      fc.tuple(data, data, data),
      data,
      manners,
      fc.boolean(),
      ([x, y, z], wanted, step, windows) => {
        const printed = JSON.stringify({ x, y: [y, z] }, undefined, step)
        const text = windows ? printed.replaceAll('\n', '\r\n') : printed
        return [['x'], ['y', 1], ['y', 2], ['z', 'w']].every((path) => {
          const edits = setJson(parseJson(filePath('a.json'), text), 0, path, wanted) ?? []
          const made = editedText(text, edits)
          const items = [y, z, wanted].slice(0, path[1] === 2 ? 3 : 2)
          const after = {
            x: path[0] === 'x' ? wanted : x,
            y: path[1] === 1 ? [y, wanted] : items,
            ...(path[0] === 'z' ? { z: { w: wanted } } : {}),
          }
          return (
            sameData(JSON.parse(made) as Data, after) && editedText(made, inverseEdits(text, edits)) === text
          )
        })
      },
    ),
  )
})
