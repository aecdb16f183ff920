import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import { satisfies } from '../../lang/go-template/semver-constraint.ts'
import type { GoMap } from '../../lang/go-template/value.ts'
import type { ReadOptions, ValuesLayer } from '../../model/options.ts'
import type { ReadingAnswer, ReadingRequest } from '../reader.ts'
import { defaultKubeVersion } from './capabilities.ts'
import { loadArchive, loadChart, movedChart, type Chart } from './chart.ts'
import { Coalescing, emptyTable } from './coalesce.ts'
import { withDependencies } from './dependencies.ts'
import { completed, type ChartPlace } from './completed.ts'
import { goMap, movedMap } from '../../lang/go-template/go-value.ts'
import { crdsOf, manifestsOf, type Manifest } from './manifests.ts'
import { bareKubeVersion } from './capabilities.ts'
import { valuesOf } from './values-file.ts'
import { problem } from './problems.ts'
import { releasePlaces, renderChart, type Release } from './render.ts'
import { schemaMistakes } from './schema.ts'
import { withSet } from './set.ts'
import { Tables } from './tables.ts'

/** What a chart renders to, and the texts of what spans point into and is no file: packed charts, options. */
export interface RenderedChart {
  readonly manifests: readonly Manifest[]
  readonly texts: ReadonlyMap<FilePath, string>
}

/** How a chart is used. */
export interface ChartOptions extends Pick<ReadOptions, 'release'> {
  readonly layers: readonly ValuesLayer[]
  /** Charts that are depended on and missing are told of and left out; Helm refuses without them. */
  readonly isPartial?: boolean
}

/**
 * Renders a chart as `helm template --include-crds` does. Total; where Helm refuses there is a diagnostic that is an error, and no
 * manifests.
 */
export function* renderedChart(
  snapshot: Snapshot,
  folder: FilePath,
  options: ChartOptions,
  origins: Origins,
): Generator<ReadingRequest, Outcome<RenderedChart>, ReadingAnswer> {
  return yield* new ChartRendering(snapshot, folder, options, origins).run()
}

/** What is worked out once for all renderings, and the table that its origins lie in. */
interface Shared<Made> {
  readonly made: Made
  readonly origins: Origins
}

const loadedCharts = keptFor<FilePath, Shared<Outcome<Chart | undefined>>>()
const valuesFiles = keptFor<FilePath, Shared<Outcome<GoMap>>>()

const missing = 'helm/missing-dependency'

class ChartRendering {
  readonly #snapshot: Snapshot
  readonly #folder: FilePath
  readonly #options: ChartOptions
  readonly #origins: Origins
  readonly #diagnostics: Diagnostic[] = []
  readonly #texts = new Map<FilePath, string>()

  constructor(snapshot: Snapshot, folder: FilePath, options: ChartOptions, origins: Origins) {
    this.#snapshot = snapshot
    this.#folder = folder
    this.#options = options
    this.#origins = origins
  }

  *run(): Generator<ReadingRequest, Outcome<RenderedChart>, ReadingAnswer> {
    const manifests = yield* this.#manifests()
    return { value: { manifests, texts: this.#texts }, diagnostics: this.#told() }
  }

  /** Where a chart is missing, what else is wrong may be only because of that. */
  #told(): readonly Diagnostic[] {
    const all = this.#diagnostics
    if (!all.some(({ code }) => code === missing)) return all
    return all.filter(({ code, severity }) => code === missing || severity !== 'error')
  }

  *#manifests(): Generator<ReadingRequest, readonly Manifest[], ReadingAnswer> {
    const loaded = this.#taken(this.#loaded())
    const given = this.#given()
    const release = this.#release()
    if (loaded === undefined || this.#isRefused()) return []
    this.#keepTexts(loaded)
    this.#diagnostics.push(...this.#refusals(loaded, release))
    if (this.#isRefused()) return []
    const whole = this.#taken(yield* completed(loaded, this.#place()))
    this.#keepTexts(whole)
    if (this.#isRefused()) return []
    const chart = withDependencies(whole, given, this.#origins)
    const coalescing = new Coalescing(this.#origins)
    const values = coalescing.values(chart, given, 'delete')
    this.#diagnostics.push(...coalescing.diagnostics, ...schemaMistakes(chart, values, this.#origins))
    if (this.#isRefused()) return []
    return this.#rendered(chart, values, release)
  }

  #rendered(chart: Chart, values: GoMap, release: Release): readonly Manifest[] {
    this.#texts.set(releasePlaces.name, release.name)
    this.#texts.set(releasePlaces.namespace, release.namespace)
    this.#texts.set(releasePlaces.service, 'Helm')
    const files = this.#taken(renderChart(chart, values, release, this.#origins))
    if (this.#isRefused()) return []
    const manifests = this.#taken(manifestsOf(files, this.#origins))
    const crds = chartsIn(chart).flatMap(({ one, path }) =>
      this.#taken(crdsOf(one.files, path, this.#origins)),
    )
    return this.#isRefused() ? [] : [...crds, ...manifests]
  }

  /** A chart is loaded once for all who use it, into a table of its own. */
  #loaded(): Outcome<Chart | undefined> {
    const folder = this.#folder
    const { made, origins } = loadedCharts(this.#snapshot, folder, () => {
      const own = new Origins()
      const isFolder = this.#snapshot.list(folder) !== undefined
      return { made: (isFolder ? loadChart : loadArchive)(this.#snapshot, folder, own), origins: own }
    })
    if (made.value === undefined) return made
    const offset = this.#origins.adopt(origins)
    return { value: movedChart(made.value, offset), diagnostics: made.diagnostics }
  }

  #place(): ChartPlace {
    const isFolder = this.#snapshot.list(this.#folder) !== undefined
    return { snapshot: this.#snapshot, origins: this.#origins, path: this.#folder, isFolder }
  }

  /** The values that the user gives, in the order in which Helm lays them on each other: files first. */
  #given(): GoMap {
    const tables = new Tables(this.#origins)
    let given = emptyTable()
    for (const layer of this.#options.layers) {
      if (layer.kind === 'file') given = tables.layered(given, this.#valuesFile(layer.file))
      if (layer.kind === 'value' && layer.value.kind === 'map')
        given = tables.layered(given, goMap(layer.value))
    }
    for (const layer of this.#options.layers) {
      if (layer.kind !== 'option') continue
      const text = `${layer.name}=${layer.text}`
      const kind = layer.isText === true ? 'set-string' : 'set'
      const place = filePath(`<--${kind} ${layer.name}>`)
      const { origin } = layer
      if (origin === undefined) this.#texts.set(place, text)
      given = this.#taken(withSet(given, { kind, text, place, origin }, this.#origins))
    }
    return given
  }

  #valuesFile(file: FilePath): GoMap {
    const { made, origins } = valuesFiles(this.#snapshot, file, () => {
      const own = new Origins()
      return { made: valuesIn(this.#snapshot, file, own), origins: own }
    })
    return movedMap(this.#taken(made), this.#origins.adopt(origins))
  }

  #release(): Release {
    const {
      name = 'release-name',
      namespace = 'default',
      kubeVersion = defaultKubeVersion,
      apiVersions = [],
      origins = {},
    } = this.#options.release ?? {}
    return { name, namespace, kubeVersion, apiVersions, isUpgrade: false, origins }
  }

  /** What Helm refuses a chart for that is well made. */
  #refusals(chart: Chart, { kubeVersion }: Release): readonly Diagnostic[] {
    const { metadata, file } = chart
    const span = { file, start: 0, end: 0 }
    if (metadata.type === 'library')
      return [
        problem(
          'helm/refused',
          `${metadata.name} is a library chart, which only other charts can use.`,
          span,
        ),
      ]
    const wanted = metadata.kubeVersion
    if (wanted !== '' && !satisfies(wanted, bareKubeVersion(kubeVersion)))
      return [problem('helm/refused', `The chart is for Kubernetes ${wanted}, not for ${kubeVersion}.`, span)]
    return []
  }

  #keepTexts(chart: Chart): void {
    for (const { one } of chartsIn(chart)) {
      for (const { path, text } of [...one.templates, ...one.files, ...one.sources]) {
        if (path.startsWith('<') && text !== undefined) this.#texts.set(path, text)
      }
    }
  }

  #taken<Made>({ value, diagnostics }: Outcome<Made>): Made {
    this.#diagnostics.push(...diagnostics)
    return value
  }

  #isRefused(): boolean {
    const passes = this.#options.isPartial === true ? missing : undefined
    return this.#diagnostics.some(({ code, severity }) => severity === 'error' && code !== passes)
  }
}

/** The values in a file that a user gives. */
function valuesIn(snapshot: Snapshot, file: FilePath, origins: Origins): Outcome<GoMap> {
  const span = { file, start: 0, end: 0 }
  const bytes = snapshot.bytes(file)
  if (bytes === undefined)
    return { value: emptyTable(), diagnostics: [problem('helm/values', `There is no file ${file}.`, span)] }
  return valuesOf({ name: file, path: file, bytes, text: snapshot.text(file) }, origins)
}

/** A chart and all in it, with the paths that Helm gives them. */
function chartsIn(chart: Chart, parent?: string): readonly { readonly one: Chart; readonly path: string }[] {
  const path = parent === undefined ? chart.name : `${parent}/charts/${chart.name}`
  return [{ one: chart, path }, ...chart.dependencies.flatMap((part) => chartsIn(part, path))]
}
