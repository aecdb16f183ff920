import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { paddedText } from '../../lang/yaml/documents.ts'
import { firstGoDocument } from '../../lang/yaml/go/grammar.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import type { YamlDialect } from '../../lang/yaml/resolve.ts'
import type { YamlTree } from '../../lang/yaml/tree.ts'
import { yamlValue } from '../../lang/yaml/value.ts'
import { mayQuoteKeys, noteQuotes } from './keys.ts'
import { movedNode, nodeOf, type Node, type ScalarNode, type Written } from './node.ts'
import { refuse, refuseFor } from './problems.ts'

/** The files of a snapshot, read into nodes whose origins lie in one table. */
export class Files {
  readonly snapshot: Snapshot
  readonly origins: Origins

  constructor(snapshot: Snapshot, origins: Origins) {
    this.snapshot = snapshot
    this.origins = origins
  }

  /** The text of a file; refused where there is none, at whatever names it. */
  text(file: FilePath, span: Span): string {
    const text = this.snapshot.text(file)
    if (text !== undefined) return text
    const isThere = this.snapshot.bytes(file) !== undefined
    throw refuse(isThere ? 'kustomize/not-text' : 'kustomize/missing-file', span, file)
  }

  /**
   * The documents of a file. What a second build of the snapshot asks for, as overlays do for their bases, is lowered once for all
   * later ones, into a table of its own: each gets a copy. Most files are asked for once, and nothing is kept of them.
   */
  documents(file: FilePath, span: Span, dialect: YamlDialect = 'go-yaml-v3'): readonly Node[] {
    const text = this.text(file, span)
    const use = uses(this.snapshot, `${dialect} ${file}`, () => ({ isFirst: true }))
    if (use.isFirst) {
      use.isFirst = false
      return this.#lowered(treeOf(file, text, dialect), dialect)
    }
    use.shared ??= sharedDocuments(file, text, dialect)
    const { nodes, origins } = use.shared
    const offset = this.origins.adopt(origins)
    return nodes.map((one) => movedNode(one, offset))
  }

  /** The documents of a text inside of a file, with the places that they have there. */
  documentsWithin(scalar: ScalarNode, dialect: YamlDialect = 'go-yaml-v3'): readonly Node[] {
    const site = this.#literalSite(scalar.origin)
    const whole = this.snapshot.text(site.file)
    const padded = whole === undefined ? undefined : paddedText(whole, site, scalar.text)
    if (padded !== undefined) return this.#lowered(treeOf(site.file, padded, dialect), dialect)
    const tree = treeOf(site.file, scalar.text, dialect)
    const all = this.origins.at('convert', site, { inputs: [scalar.origin] })
    return lower(tree, dialect, { origins: new Origins(), all }, site)
  }

  /** Where a scalar is written, behind the hops that it came by. */
  #literalSite(origin: OriginId): Span {
    let here = origin
    while (this.origins.inputs(here).length === 1) here = this.origins.inputs(here)[0] ?? 0
    return this.origins.site(here)
  }

  #lowered(tree: YamlTree, dialect: YamlDialect): readonly Node[] {
    return lower(tree, dialect, { origins: this.origins })
  }
}

/** What builds have asked for in a snapshot. */
interface Use {
  isFirst: boolean
  shared?: SharedDocuments
}

/** Documents and the table that their origins lie in. */
interface SharedDocuments {
  readonly nodes: readonly Node[]
  readonly origins: Origins
}

const uses = keptFor<string, Use>()

function sharedDocuments(file: FilePath, text: string, dialect: YamlDialect): SharedDocuments {
  const origins = new Origins()
  return { nodes: lower(treeOf(file, text, dialect), dialect, { origins }), origins }
}

function lower(
  tree: YamlTree,
  dialect: YamlDialect,
  { origins, all }: Pick<Written, 'origins' | 'all'>,
  site?: Span,
): readonly Node[] {
  const values: Value[] = []
  const diagnostics = [...tree.diagnostics]
  for (const root of tree.documents) {
    const { value, diagnostics: more } = lowerYaml(tree, root, { dialect, origins })
    diagnostics.push(...more)
    values.push(value)
  }
  const wrong = diagnostics.find((one) => one.severity === 'error')
  if (wrong !== undefined) throw refuseFor(site === undefined ? wrong : { ...wrong, span: site })
  const written: Written = {
    origins,
    textOf: (span) => tree.text.slice(span.start, span.end),
    isJson: dialect === 'go-yaml-v2',
    ...(all === undefined ? {} : { all }),
  }
  const nodes = values.map((one) => nodeOf(one, written))
  if (mayQuoteKeys(tree.text))
    for (const [at, node] of nodes.entries())
      noteQuotes(node, yamlValue(tree, tree.documents[at] ?? 0, { dialect }).value, tree)
  return nodes
}

/**
 * What go-yaml may see otherwise: directives, ends of documents, content behind their marks, escapes of JSON's and of halves of
 * characters, and breaks of lines that only YAML 1.1 has.
 */
const odd = /^(?:%|\.\.\.(?:\s|$)|---[ \t]+[^\s#])|\\(?:\/|[uU]0*[dD][89a-fA-F])|[\u0085\u2028\u2029]/mu

/** The tree of a text, without what the real program doesn't look at. */
function treeOf(file: FilePath, text: string, dialect: YamlDialect): YamlTree {
  const tree = parseYaml(file, text)
  const isWrong = tree.diagnostics.some(({ severity }) => severity === 'error')
  if (!isWrong && (!odd.test(text) || (dialect === 'go-yaml-v2' && isJson(file, text)))) return tree
  const parts = dialect === 'go-yaml-v2' ? [{ part: text, start: 0 }] : partsOf(file, text)
  let kept = ''
  for (const { part, start } of parts) {
    const { mistake, end } = firstGoDocument(part)
    if (mistake !== undefined && isWrong) return tree
    if (mistake !== undefined) throw broken(file, part, start, mistake)
    kept += separation(text.slice(kept.length, start))
    kept += part.slice(0, end)
  }
  return { ...parseYaml(file, kept), diagnostics: [] }
}

/** What is left out before a part, blank but for the marks between documents. */
function separation(text: string): string {
  const at = text.lastIndexOf('\n---')
  const kept = at < 0 ? text.length : at
  return text.slice(0, kept).replaceAll(/[^\n]/gu, ' ') + text.slice(kept)
}

function isJson(file: FilePath, text: string): boolean {
  return /^\s*[[{]/u.test(text) && parseJson(file, text).diagnostics.length === 0
}

/** What stands between lines that begin with three dashes: the real program reads the first document of each. */
function partsOf(file: FilePath, text: string): readonly { readonly part: string; readonly start: number }[] {
  const parts = []
  let start = 0
  for (const { index, 0: line } of text.matchAll(/\n---[^\n]*\n/gu)) {
    const rest = line.slice(4).trim()
    if (rest !== '' && !rest.startsWith('#'))
      throw refuse(
        'kustomize/invalid-yaml',
        { file, start: index + 1, end: index + line.length - 1 },
        'nothing but a comment may stand behind the three dashes between documents',
      )
    parts.push({ part: text.slice(start, index), start })
    start = index + line.length
  }
  return [...parts, { part: text.slice(start), start }]
}

function broken(file: FilePath, part: string, start: number, mistake: string): Error {
  const [, line = '1', what = mistake] = /^line (\d+): (.*)$/su.exec(mistake) ?? []
  const before = part.split('\n').slice(0, Number(line) - 1)
  const from = start + before.reduce((sum, one) => sum + one.length + 1, 0)
  const end = part.indexOf('\n', from - start)
  return refuse(
    'kustomize/invalid-yaml',
    { file, start: from, end: end < 0 ? start + part.length : start + end },
    what,
  )
}

/** A path of a folder's, in the snapshot; undefined where it leaves that. */
export function within(folder: FilePath, path: string): FilePath | undefined {
  const parts = folder === '' || path.startsWith('/') ? [] : folder.split('/')
  if (path.startsWith('/')) return undefined
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined
      parts.pop()
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return filePath(parts.join('/'))
}

/** Whether a path is in or below a folder. */
export function isBelow(path: FilePath, folder: FilePath): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}
