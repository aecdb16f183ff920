import { filePath } from '../../../src/kernel/brand.ts'
import { parseYaml } from '../../../src/lang/yaml/parse.ts'
import { yamlKind, yamlStyle } from '../../../src/lang/yaml/tree.ts'

/** A scalar of a file that can be another one, without being of another type. */
export interface Literal {
  readonly file: string
  readonly start: number
  readonly end: number
  /** Others to write there: the first is tried, the rest where it changes nothing that it should. */
  readonly instead: readonly string[]
}

/** A literal as origins name it. */
export function nameOf(file: string, start: number, end: number): string {
  return `${file}:${start}-${end}`
}

/** The literals of a YAML text. Keys are none. */
export function* literalsIn(file: string, text: string): Generator<Literal> {
  const tree = parseYaml(filePath(file), text)
  const keys = new Set<number>()
  for (let node = 0; node < tree.size; node++) {
    if (yamlKind(tree, node) !== 'map') continue
    for (let key = tree.firsts[node] ?? -1; key >= 0; key = tree.nexts[tree.nexts[key] ?? -1] ?? -1)
      keys.add(key)
  }
  for (let node = 0; node < tree.size; node++) {
    if (yamlKind(tree, node) !== 'scalar' || keys.has(node)) continue
    const [start, end] = [tree.starts[node] ?? 0, tree.ends[node] ?? 0]
    const instead = others(text.slice(start, end), yamlStyle(tree, node))
    if (instead.length > 0) yield { file, start, end, instead }
  }
}

function others(written: string, style: string): readonly string[] {
  if (style === 'plain') return otherPlain(written)
  if (style === 'double' || style === 'single') {
    const [quote, inner] = [written.slice(0, 1), written.slice(1, -1)]
    if (inner === '') return [`${quote}x${quote}`, `${quote}1${quote}`]
    return otherPlain(inner)
      .concat(/^(?:true|false|\d+)$/u.test(inner) ? [`${inner}x`] : [])
      .map((one) => `${quote}${one === '""' ? '' : one}${quote}`)
  }
  const body = written.trimEnd()
  return body.includes('\n') ? [`${body}x${written.slice(body.length)}`] : []
}

/** Another scalar of the same type. */
export function otherPlain(written: string): readonly string[] {
  if (written === 'true' || written === 'false') return [written === 'true' ? 'false' : 'true']
  if (/^\d{1,9}$/u.test(written)) return [String(Number(written) + 1), String(Number(written) * 7 + 1), '0']
  if (/^\d{1,9}\.\d{1,9}$/u.test(written)) return [`${written}7`, `1${written}`]
  if (/^(?:null|~|)$/iu.test(written) || /^[-.\d]+$/u.test(written)) return []
  return [`${written}x`, ...(/^[A-Za-z]/u.test(written) ? [`x${written}`, '""'] : [])]
}
