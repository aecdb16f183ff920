import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../../kernel/brand.ts'
import { editedText, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { wordParts } from '../expand.ts'
import { parseDockerfile } from '../parse.ts'
import { pieceText, type Dockerfile } from '../tree.ts'
import { pairsOf } from '../words.ts'
import { addInstruction, pairText, removeFromDockerfile, replaceDockerfile } from './index.ts'

function changed(text: string, work: (tree: Dockerfile) => readonly TextEdit[] | undefined): string {
  const edits = work(parseDockerfile(filePath('Dockerfile'), text))
  return edits === undefined ? 'refused' : editedText(text, edits)
}

function at(text: string, part: string): { readonly start: number; readonly end: number } {
  return { start: text.indexOf(part), end: text.indexOf(part) + part.length }
}

describe('a value', () => {
  it.each([
    ['FROM node:20 AS a # x\n', 'node:20', 'node:22', 'FROM node:22 AS a # x\n'],
    ['FROM a\nUSER root\r\n', 'root', 'app', 'FROM a\nUSER app\r\n'],
    ['FROM a\nUSER root\n', 'root', 'two words', 'refused'],
    ['FROM a\nENV A=1 B="two" C=3\n', '"two"', 'th"r$ee', 'FROM a\nENV A=1 B="th\\"r\\$ee" C=3\n'],
    ['FROM a\nENV A=1 B=2\n', '1', 'two words', 'FROM a\nENV A="two words" B=2\n'],
    ["FROM a\nLABEL a='x'\n", "'x'", 'y z', "FROM a\nLABEL a='y z'\n"],
    ['# escape=`\nFROM a\nENV A="1"\n', '"1"', 'a"b\\c', '# escape=`\nFROM a\nENV A="a`"b\\c"\n'],
    ['FROM a\nCMD ["x", "y"]\n', '"y"', 'z', 'FROM a\nCMD ["x", "z"]\n'],
    ['FROM a\nENV A=1\n', '1', 'two\nlines', 'refused'],
  ] satisfies [string, string, Data, string][])('in %j %j becomes %j', (text, part, data, wanted) => {
    expect(changed(text, (tree) => replaceDockerfile(tree, at(text, part), data))).toBe(wanted)
  })
})

describe('an instruction', () => {
  const text = 'FROM a AS one\nARG X\nRUN x\n\n# then\nFROM b\nRUN y\nEXPOSE 80\nCMD ["z"]\n'
  it.each([
    ['FROM b', 'USER', 'app', text.replace('RUN y\n', 'RUN y\nUSER app\n')],
    ['FROM a', 'ENV', 'A=1', text.replace('ARG X\n', 'ARG X\nENV A=1\n')],
    ['FROM a', 'USER', 'app', text.replace('RUN x\n', 'RUN x\nUSER app\n')],
  ])('of the stage %s: %s', (stage, keyword, words, wanted) => {
    expect(changed(text, (tree) => addInstruction(tree, text.indexOf(stage), keyword, words))).toBe(wanted)
  })

  it('is in lower case and ends its line as the others do', () => {
    expect(changed('from a\r\nenv A=1\r\n', (tree) => addInstruction(tree, 0, 'ENV', 'B=2'))).toBe(
      'from a\r\nenv A=1\r\nenv B=2\r\n',
    )
  })

  it('goes as a whole, or only the pair of it', () => {
    const some = 'FROM a\nUSER root\nENV A=1 B=2 C=3\nENV D=4\n'
    const without = (part: string): string =>
      changed(some, (tree) => removeFromDockerfile(tree, at(some, part)))
    expect(without('root')).toBe('FROM a\nENV A=1 B=2 C=3\nENV D=4\n')
    expect(without('2')).toBe('FROM a\nUSER root\nENV A=1 C=3\nENV D=4\n')
    expect(without('3')).toBe('FROM a\nUSER root\nENV A=1 B=2\nENV D=4\n')
    expect(without('4')).toBe('FROM a\nUSER root\nENV A=1 B=2 C=3\n')
  })
})

it('says any text of one line in a pair', () => {
  fc.assert(
    fc.property(
      fc.string({
        maxLength: 12,
        unit: fc.constantFrom('a', ' ', '"', "'", '\\', '$', '{', '`', '=', '#', 'é'),
      }),
      fc.constantFrom('\\', '`'),
      (value, escape) => {
        const tree = parseDockerfile(
          filePath('Dockerfile'),
          `# escape=${escape}\nFROM a\nENV A=x ${pairText('K', value, escape)} B=y\n`,
        )
        const rest = tree.instructions[1]?.rest
        const found = rest === undefined ? undefined : pairsOf(rest, escape, false)[1]?.value
        if (found === undefined) return value === ''
        const { parts, problem } = wordParts(pieceText(found), { escape, quotes: true })
        const said = parts.map((part) => (part.kind === 'text' ? part.text : '$')).join('')
        return problem === undefined && said === value
      },
    ),
  )
})
