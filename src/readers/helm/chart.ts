import type { FilePath } from '../../kernel/brand.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { GoMap } from '../../lang/go-template/value.ts'
import { archiveFiles, folderFiles, ignoreMistakes, type ChartFile } from './files.ts'
import { movedMap } from '../../lang/go-template/go-value.ts'
import { valuesOf } from './values-file.ts'
import { metadataOf, movedMetadata, type Metadata } from './metadata.ts'
import { problem } from './problems.ts'

/** A chart as Helm loads it, with the charts that lie in it. */
export interface Chart {
  /** What it is called here: by its parent's alias where there is one. */
  readonly name: string
  readonly metadata: Metadata
  readonly values: GoMap
  readonly templates: readonly ChartFile[]
  /** What templates see as `.Files`. */
  readonly files: readonly ChartFile[]
  readonly schema: ChartFile | undefined
  /** Chart.lock, or requirements.lock of older charts: which versions of its dependencies were chosen. */
  readonly lock: ChartFile | undefined
  readonly dependencies: readonly Chart[]
  /** Chart.yaml and the values, which templates don't see as files. */
  readonly sources: readonly ChartFile[]
  readonly file: FilePath
  /** The condition or the tags that let it in, or nothing. */
  readonly under?: OriginId
}

/** The chart in a folder, or undefined where there is no Chart.yaml that could be read. */
export function loadChart(
  snapshot: Snapshot,
  folder: FilePath,
  origins: Origins,
): Outcome<Chart | undefined> {
  const { value, diagnostics } = new Loader(snapshot, origins).load(folderFiles(snapshot, folder), folder)
  return { value, diagnostics: [...ignoreMistakes(snapshot, folder), ...diagnostics] }
}

/** The chart in a packed file. */
export function loadArchive(
  snapshot: Snapshot,
  file: FilePath,
  origins: Origins,
): Outcome<Chart | undefined> {
  const files = archiveFiles(snapshot, file, snapshot.bytes(file) ?? new Uint8Array())
  const loaded = new Loader(snapshot, origins).load(files.value, file)
  return { value: loaded.value, diagnostics: [...files.diagnostics, ...loaded.diagnostics] }
}

/** A chart whose origins have gone to a table that adopted their own. Its values are a copy. */
export function movedChart(chart: Chart, offset: number): Chart {
  return {
    ...chart,
    metadata: movedMetadata(chart.metadata, offset),
    values: movedMap(chart.values, offset),
    dependencies: chart.dependencies.map((one) => movedChart(one, offset)),
  }
}

/** How deep charts may lie in each other. */
const deepest = 20

class Loader {
  readonly #snapshot: Snapshot
  readonly #origins: Origins
  readonly #diagnostics: Diagnostic[] = []

  constructor(snapshot: Snapshot, origins: Origins) {
    this.#snapshot = snapshot
    this.#origins = origins
  }

  load(files: readonly ChartFile[], folder: FilePath): Outcome<Chart | undefined> {
    const value = this.#chart(files, folder, 0)
    return { value, diagnostics: this.#diagnostics }
  }

  #chart(files: readonly ChartFile[], folder: FilePath, depth: number): Chart | undefined {
    const named = new Map(files.map((file) => [file.name, file]))
    const declared = named.get('Chart.yaml')
    if (declared === undefined || depth > deepest) {
      const span = { file: folder, start: 0, end: 0 }
      const what = depth > deepest ? 'Charts lie in each other too deeply.' : 'There is no Chart.yaml.'
      this.#diagnostics.push(problem('helm/chart-metadata', what, span))
      return undefined
    }
    const metadata = metadataOf(declared, named.get('requirements.yaml'), this.#origins)
    this.#diagnostics.push(...metadata.diagnostics)
    const { value } = metadata
    return {
      name: value.name,
      metadata: value,
      values: this.#values(named.get('values.yaml')),
      templates: files.filter(({ name }) => name.startsWith('templates/')),
      files: files.filter(({ name }) => isOther(name, value.apiVersion)),
      sources: files.filter(({ name }) => known.has(name)),
      schema: named.get('values.schema.json'),
      lock: named.get('Chart.lock') ?? named.get('requirements.lock'),
      dependencies: this.#subcharts(files, folder, depth),
      file: declared.path,
    }
  }

  #values(file: ChartFile | undefined): GoMap {
    if (file === undefined) return { kind: 'map', entries: new Map(), origin: 0 }
    const { value, diagnostics } = valuesOf(file, this.#origins)
    this.#diagnostics.push(...diagnostics)
    return value
  }

  #subcharts(files: readonly ChartFile[], folder: FilePath, depth: number): readonly Chart[] {
    const groups = new Map<string, ChartFile[]>()
    for (const file of files) {
      if (!file.name.startsWith('charts/')) continue
      const inside = file.name.slice('charts/'.length)
      if (inside.endsWith('.prov')) continue
      const [name = ''] = inside.split('/', 1)
      if (name.startsWith('_') || name.startsWith('.')) continue
      const group = groups.get(name) ?? []
      groups.set(name, group)
      group.push({ ...file, name: inside })
    }
    return [...groups].flatMap(([name, group]) => this.#subchart(name, group, folder, depth) ?? [])
  }

  #subchart(name: string, group: readonly ChartFile[], folder: FilePath, depth: number): Chart | undefined {
    const [first] = group
    const inside = filePath(`${folder}/charts/${name}`)
    if (name.endsWith('.tgz') && first !== undefined && first.name === name) {
      const files = archiveFiles(this.#snapshot, first.path, first.bytes)
      this.#diagnostics.push(...files.diagnostics)
      return files.diagnostics.length > 0 ? undefined : this.#chart(files.value, inside, depth + 1)
    }
    // A file that lies beside the charts is none.
    const files = group.filter((file) => file.name.includes('/'))
    if (files.length === 0) return undefined
    const own = files.map((file) => ({ ...file, name: file.name.slice(name.length + 1) }))
    return this.#chart(own, inside, depth + 1)
  }
}

const known = new Set(['Chart.yaml', 'values.yaml', 'values.schema.json'])

function isOther(name: string, apiVersion: string): boolean {
  if (known.has(name) || name.startsWith('templates/') || name.startsWith('charts/')) return false
  if (name === 'Chart.lock') return apiVersion === 'v1'
  return !(name === 'requirements.yaml' || name === 'requirements.lock') || apiVersion === 'v1'
}
