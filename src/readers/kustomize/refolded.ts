import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'

/**
 * What becomes of a folded text that go-yaml writes and reads again, as the real program does with every object before it prints it.
 * The writer looks at the beginning of the text where it means the place that it is at, so breaks before lines that are indented
 * further are doubled, and those of a text that begins with a blank are lost.
 *
 * See `yaml_emitter_write_folded_scalar` of https://github.com/yaml/go-yaml/blob/v3/emitterc.go
 */
export function refolded(text: string): string {
  // What can't stand in a block is put in quotes, and stays as it is.
  if (/ \n| $|[^\t\n\x20-\x7e\x85\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u.test(text)) return text
  const written = `a: >${hints(text)}\n${emitted(text)}\n`
  const tree = parseYaml(filePath('folded.yaml'), written)
  const [root] = tree.documents
  if (root === undefined) return text
  const { value } = lowerYaml(tree, root, { dialect: 'go-yaml-v3', origins: new Origins() })
  const again = value.kind === 'map' ? value.entries.get('a') : undefined
  return again?.kind === 'scalar' && typeof again.scalar === 'string' ? again.scalar : text
}

function hints(text: string): string {
  const indentation = /^[ \n]/u.test(text) ? '2' : ''
  if (!text.endsWith('\n')) return `${indentation}-`
  return text === '\n' || text.endsWith('\n\n') ? `${indentation}+` : indentation
}

function emitted(text: string): string {
  const isDoubled = !/^\n*(?:[ \t]|$)/u.test(text)
  let made = ''
  let [isBroken, isIndented] = [true, true]
  for (const letter of text) {
    if (letter === '\n') {
      made += !isBroken && !isIndented && isDoubled ? '\n\n' : '\n'
      isBroken = true
      continue
    }
    if (isBroken) {
      made += '  '
      isIndented = letter === ' ' || letter === '\t'
    }
    made += letter
    isBroken = false
  }
  return made.replace(/\n$/u, '')
}
