import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { entriesIn, fieldOf, isTrue } from '../../model/fields.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { isSelected } from './selector.ts'
import { normalized } from './template.ts'

/** Where a repository says what generators would learn elsewhere: `clusters`, and lists of parameters by the kind of a generator. */
export const givenFile = filePath('.plumbline/argocd.yaml')

/** What a generator that asks elsewhere is given in the repository. */
export interface Given {
  readonly params: readonly Value[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The parameters that a repository says a generator would give; undefined where it says nothing of the kind. */
export function givenFor(
  kind: string,
  generator: Value,
  snapshot: Snapshot,
  origins: Origins,
  isGo: boolean,
): Given | undefined {
  const text = snapshot.text(givenFile)
  if (text === undefined) return undefined
  const { value, diagnostics } = yamlDocuments(givenFile, text, 'go-yaml-v2', origins)
  const items = fieldOf(value[0], kind)
  if (items?.kind !== 'list') return diagnostics.length > 0 ? { params: [], diagnostics } : undefined
  if (kind !== 'clusters') return { params: items.items, diagnostics }
  const selector = fieldOf(generator, 'selector')
  const chosen = items.items.filter((cluster) => {
    const labels = new Map(entriesIn(cluster, 'labels'))
    return isSelected(selector, (key) => textOf(labels.get(key)))
  })
  const params = chosen.map((cluster) => clusterParams(cluster, isGo))
  return { params: isTrue(generator, 'flatList') ? flatList(params, items) : params, diagnostics }
}

/** See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/ */
function clusterParams(cluster: Value, isGo: boolean): Value {
  const name = entryOf(cluster, 'name')
  const text = textOf(name) ?? ''
  const { origin } = name ?? cluster
  const entries: [string, Value][] = [
    ...['name', 'server', 'project'].flatMap((key): [string, Value][] => {
      const value = entryOf(cluster, key)
      return value === undefined ? [] : [[key, value]]
    }),
    ['nameNormalized', { kind: 'scalar', scalar: normalized(text), origin, marks: marks.none }],
  ]
  const metadata = ['labels', 'annotations'].map(
    (key) => [key, fieldOf(cluster, key) ?? mapOf([], cluster)] as const,
  )
  if (isGo) entries.push(['metadata', mapOf(metadata, cluster)])
  else
    for (const [key, map] of metadata)
      for (const [inner, value] of entriesIn(map)) entries.push([`metadata.${key}.${inner}`, value])
  return mapOf(entries, cluster)
}

/** All clusters as one list, for a template that makes one application for all. */
function flatList(params: readonly Value[], at: Value): readonly Value[] {
  return [mapOf([['clusters', { kind: 'list', items: params, origin: at.origin, marks: marks.none }]], at)]
}

function mapOf(entries: Iterable<readonly [string, Value]>, { origin }: Value): Value {
  return { kind: 'map', entries: new Map(entries), origin, marks: marks.none }
}

function textOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : scalarText(value)
}
