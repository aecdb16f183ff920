import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import { Origins } from '../../kernel/origins.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { itemsIn, textIn } from '../../model/fields.ts'
import type { PathStep } from '../../model/path.ts'
import { environmentFile, type Asking, type Place } from '../asking.ts'

type Path = readonly PathStep[]

/** `.Values.server.port` as a path; of several the first. */
export function valuesPath(action: string): readonly string[] | undefined {
  const found = /\.Values((?:\.[A-Za-z_]\w*)+)/u.exec(action)?.[1]
  return found?.slice(1).split('.')
}

/** The folder of the chart that a file belongs to, with a slash. */
export function chartOf(file: FilePath): string {
  return file.replace(/(?:templates\/.*|values\.ya?ml|Chart\.yaml)$/u, '')
}

/**
 * Under which keys a chart's values stand in those of the chart that is read: one that lies in it, or one of the repository that it names.
 * Undefined for what is no part of it. https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */
export function sectionOf(asking: Asking, file: FilePath): Path | undefined {
  const root = rootOf(asking)
  const chart = chartOf(file)
  if (chart === file) return undefined
  const rest = chart.startsWith(root) ? chart.slice(root.length) : undefined
  if (rest === '') return []
  if (rest !== undefined && /^(?:charts\/[^/]+\/)+$/u.test(rest))
    return [...rest.matchAll(/charts\/([^/]+)\//gu)].map(([, name = '']) => name)
  return namedSection(asking, root, chart, 0)
}

/** A chart that lies elsewhere in the repository, by what the charts on the way call it. */
function namedSection(asking: Asking, from: string, to: string, depth: number): Path | undefined {
  if (depth > 5) return undefined
  for (const { name, folder } of dependenciesOf(asking, from)) {
    const below = folder === to ? [] : namedSection(asking, folder, to, depth + 1)
    if (below !== undefined) return [name, ...below]
  }
  return undefined
}

/** The charts of the repository that a chart names, by what it calls them. */
function dependenciesOf(
  { texts }: Asking,
  chart: string,
): readonly { readonly name: string; readonly folder: string }[] {
  const file = filePath(`${chart}Chart.yaml`)
  const text = texts.text(file)
  if (text === undefined) return []
  const [said] = yamlDocuments(file, text, 'go-yaml-v2', new Origins()).value
  return itemsIn(said, 'dependencies').flatMap((one) => {
    const place = /^file:\/\/(.*?)\/*$/u.exec(textIn(one, 'repository') ?? '')?.[1]
    const name = textIn(one, 'alias') ?? textIn(one, 'name')
    if (place === undefined || place.startsWith('/') || name === undefined) return []
    return [{ name, folder: folderAt(chart, place) }]
  })
}

/** A folder as another one names it, with a slash. */
function folderAt(from: string, place: string): string {
  const parts = from.split('/').filter((part) => part !== '')
  for (const part of place.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.map((part) => `${part}/`).join('')
}

/** The file in which values are set for what is read alone: that of its environment, or of the chart that has the others in it. */
export function ownFile(asking: Asking, section: Path): FilePath | undefined {
  const file = environmentFile(asking)
  return file ?? (section.length === 0 ? undefined : filePath(`${rootOf(asking)}values.yaml`))
}

function rootOf({ reading: { root } }: Asking): string {
  return root === '' ? '' : `${root}/`
}

/** A value at a path of a file of values, which is made where there is none. */
export function* setValue(
  { texts }: Asking,
  file: FilePath,
  path: Path,
  data: Data,
  kind: Place['kind'],
): Generator<Place> {
  const edits = texts.orNew(file)?.set(undefined, path, data, () => false)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind, site: { file, start: first.start, end: first.end }, edits }
}
