import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { paddedText } from '../../lang/yaml/documents.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import type { YamlDialect } from '../../lang/yaml/resolve.ts'
import type { YamlTree } from '../../lang/yaml/tree.ts'
import { nodeOf, type Node, type ScalarNode } from './node.ts'
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

  /** The documents of a file. */
  documents(file: FilePath, span: Span, dialect: YamlDialect = 'go-yaml-v3'): readonly Node[] {
    const text = this.text(file, span)
    return this.#lowered(parseYaml(file, text), dialect)
  }

  /** The documents of a text inside of a file, with the places that they have there. */
  documentsWithin(scalar: ScalarNode, dialect: YamlDialect = 'go-yaml-v3'): readonly Node[] {
    const site = this.#literalSite(scalar.origin)
    const whole = this.snapshot.text(site.file)
    const padded = whole === undefined ? undefined : paddedText(whole, site, scalar.text)
    if (padded !== undefined) return this.#lowered(parseYaml(site.file, padded), dialect)
    const apart = new Origins()
    const tree = parseYaml(site.file, scalar.text)
    const origin = this.origins.at('convert', site, { inputs: [scalar.origin] })
    return lower(tree, dialect, apart, site).map((one) =>
      nodeOf(one, apart, (span) => tree.text.slice(span.start, span.end), origin),
    )
  }

  /** Where a scalar is written, behind the hops that it came by. */
  #literalSite(origin: OriginId): Span {
    let here = origin
    while (this.origins.inputs(here).length === 1) here = this.origins.inputs(here)[0] ?? 0
    return this.origins.site(here)
  }

  #lowered(tree: YamlTree, dialect: YamlDialect): readonly Node[] {
    return lower(tree, dialect, this.origins).map((one) =>
      nodeOf(one, this.origins, (span) => tree.text.slice(span.start, span.end)),
    )
  }
}

function lower(tree: YamlTree, dialect: YamlDialect, origins: Origins, site?: Span): readonly Value[] {
  const values: Value[] = []
  const diagnostics = [...tree.diagnostics]
  for (const root of tree.documents) {
    const { value, diagnostics: more } = lowerYaml(tree, root, { dialect, origins })
    diagnostics.push(...more)
    values.push(value)
  }
  const wrong = diagnostics.find((one) => one.severity === 'error')
  if (wrong !== undefined) throw refuseFor(site === undefined ? wrong : { ...wrong, span: site })
  return values
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
