import type { FilePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import type { RenderedObjects } from '../reader.ts'
import type { Context } from './context.ts'
import type { Files } from './files.ts'
import { trustKeys } from './keys.ts'
import {
  fieldOf,
  isEmpty,
  isMissing,
  nodeOf,
  textIn,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { Built } from './object.ts'
import { refuse } from './problems.ts'

/** The objects of a file. */
export function objectsOf(files: Files, file: FilePath, span: Span): readonly Built[] {
  return fromDocuments(files, files.documents(file, span))
}

/** The objects of a text inside of a file. */
export function objectsWithin(files: Files, text: ScalarNode): readonly Built[] {
  return fromDocuments(files, files.documentsWithin(text))
}

/** The objects of what something rendered, with how its scalars are written. */
export function givenObjects(
  { files, origins }: Pick<Context, 'files' | 'origins'>,
  { values, written }: Pick<RenderedObjects, 'values' | 'written'>,
): readonly Built[] {
  const textOf = (_: Span, origin: OriginId): string => written?.(origin) ?? ''
  const nodes = values.map((one) => nodeOf(one, { origins, textOf }))
  // How their keys are written isn't told.
  for (const one of nodes) trustKeys(one)
  return fromDocuments(files, nodes)
}

/** Lists are taken apart; what they hold comes after all else, as the real program has it. */
function fromDocuments(files: Files, documents: readonly Node[]): readonly Built[] {
  const open = documents.flatMap((one) => checked(files, one))
  const found: Built[] = []
  for (let at = 0; at < open.length; at++) {
    const node = open[at]
    if (node === undefined) continue
    const kind = textIn(node, 'kind') ?? ''
    if (!kind.endsWith('List')) {
      found.push(new Built(node))
      continue
    }
    const items = fieldOf(node, 'items')
    if (items === undefined) {
      found.push(new Built(node))
      continue
    }
    if (isMissing(items)) continue
    if (items.kind !== 'list')
      throw refuse(
        'kustomize/invalid-object',
        files.origins.site(node.origin),
        `the items of a ${kind} are no list`,
      )
    open.push(...items.items.flatMap((one) => checked(files, one)))
  }
  return found
}

function checked(files: Files, node: Node): readonly MapNode[] {
  if (isEmpty(node)) return []
  const site = files.origins.site(node.origin)
  const wrong = (what: string): never => {
    throw refuse('kustomize/invalid-object', site, what)
  }
  if (node.kind !== 'map') return wrong('it is no map of fields')
  const kind = fieldOf(node, 'kind')
  if (isMissing(kind) || kind?.kind !== 'scalar' || kind.text === '') return wrong('it has no kind')
  const metadata = fieldOf(node, 'metadata')
  if (metadata !== undefined && metadata.kind !== 'map' && !isMissing(metadata))
    return wrong('its metadata is no map')
  checkTexts(metadata, wrong)
  const name = textIn(metadata, 'name') ?? ''
  if (name === '' && !kind.text.endsWith('List')) return wrong('it has no metadata.name')
  return [node]
}

function checkTexts(metadata: Node | undefined, wrong: (what: string) => never): void {
  const name = fieldOf(metadata, 'name')
  if (name !== undefined && name.kind !== 'scalar') wrong('metadata.name is no text')
  if (fieldOf(metadata, 'annotations')?.kind === 'list') wrong('metadata.annotations is no map')
}
