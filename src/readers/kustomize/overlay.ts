import type { FilePath } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import type { Files } from './files.ts'
import { checkedFields, kustomizationFiles, readKustomization, type Kustomization } from './kustomization.ts'
import { mapNode, nodeOf, textIn, type MapNode, type Node } from './node.ts'
import { refuse } from './problems.ts'
import { kustomizationShape } from './shape.ts'

/**
 * The kustomization of a folder with fields added to it, as tools do that use one and have settings of their own: texts take
 * the place of those that are there, entries of maps are added, and so are items of lists, but images of one name replace each other.
 * Where the folder has no kustomization, or it is not to count, the fields are one.
 */
export function kustomizationWith(
  files: Files,
  folder: FilePath,
  over: Value,
  withOwn: boolean,
): Kustomization {
  const site = files.origins.site(over.origin)
  const isThere = withOwn && kustomizationFiles(files.snapshot, folder).length > 0
  const own: Kustomization = isThere
    ? readKustomization(files, folder, site)
    : { folder, file: site.file, isComponent: false, node: mapNode(over.origin) }
  const added = nodeOf(over, {
    origins: files.origins,
    textOf: ({ file, start, end }) => (files.snapshot.text(file) ?? '').slice(start, end),
    isJson: true,
  })
  const invalid = (at: Node, wrong: string): Error =>
    refuse('kustomize/invalid-field', files.origins.site(at.origin), wrong)
  if (added.kind !== 'map') throw invalid(added, 'what is added to a kustomization is a map of fields')
  return { ...own, node: joined(own.node, checkedFields(added, kustomizationShape, invalid)) }
}

function joined(own: MapNode, added: MapNode): MapNode {
  const entries = new Map(own.entries)
  for (const [key, value] of added.entries) {
    const old = entries.get(key)
    if (old?.kind === 'list' && value.kind === 'list') {
      const kept = key === 'images' ? old.items.filter((one) => !isNamedIn(one, value.items)) : old.items
      entries.set(key, { ...old, items: [...kept, ...value.items] })
    } else if (old?.kind === 'map' && value.kind === 'map')
      entries.set(key, { ...old, entries: new Map([...old.entries, ...value.entries]) })
    else entries.set(key, value)
  }
  return { ...own, entries }
}

function isNamedIn(one: Node, others: readonly Node[]): boolean {
  return others.some((other) => textIn(other, 'name') === textIn(one, 'name'))
}
