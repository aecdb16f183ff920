import type { FilePath } from '../../kernel/brand.ts'
import type { ValuesLayer } from '../../model/options.ts'
import type { ReadingAnswer, ReadingRequest, RenderedObjects } from '../reader.ts'
import { refuser, type Context } from './context.ts'
import { isBelow, within } from './files.ts'
import { strategicMerge } from './merge.ts'
import { filledName } from './name-template.ts'
import {
  copyOf,
  entriesIn,
  fieldOf,
  itemsIn,
  mapNode,
  textIn,
  valueOf,
  type MapNode,
  type Node,
} from './node.ts'
import type { Built } from './object.ts'
import { givenObjects } from './objects.ts'
import { scalarsIn } from './patches.ts'
import { problem } from './problems.ts'

type Steps<Made> = Generator<ReadingRequest, Made, ReadingAnswer>

/** What a chart of a kustomization renders to. */
export interface ChartObjects extends Omit<RenderedObjects, 'values'> {
  readonly objects: readonly Built[]
}

/**
 * The charts that a kustomization names in its fields, by the names that `helmCharts` has for what is said of them, with the
 * settings for all of them. See https://kubectl.docs.kubernetes.io/references/kustomize/builtins/#_helmchartinflationgenerator_
 */
export function chartsIn(kustomization: MapNode): readonly MapNode[] {
  const older = itemsIn(kustomization, 'helmChartInflationGenerator')
  const said = fieldOf(kustomization, 'helmGlobals')
  const globals =
    said ??
    mapNode(
      kustomization.origin,
      older.flatMap((one) => globalsOf(one)),
    )
  const all = [...itemsIn(kustomization, 'helmCharts'), ...older.map(renamed)]
  return all.flatMap((one) =>
    one.kind === 'map' ? [mapNode(one.origin, [...entriesIn(globals), ...one.entries])] : [],
  )
}

const newNames: Readonly<Record<string, string>> = {
  chartName: 'name',
  chartVersion: 'version',
  chartRepoUrl: 'repo',
  values: 'valuesFile',
  valuesLocal: 'valuesInline',
  valuesMerge: 'valuesMerge',
  releaseName: 'releaseName',
}

function renamed(entry: Node): Node {
  const kept = entriesIn(entry).flatMap(([key, value]) => {
    const name = newNames[key]
    return name === undefined ? [] : [[name, value] as const]
  })
  return mapNode(entry.origin, kept)
}

function globalsOf(entry: Node): readonly (readonly [string, Node])[] {
  const home = fieldOf(entry, 'chartHome')
  return home?.kind === 'scalar' && home.text !== '' ? [['chartHome', home]] : []
}

/** The objects of a chart, for the kustomization of a folder. The chart lies in its folder of charts, or somebody gets it. */
export function* chartObjects(
  context: Context,
  folder: FilePath,
  entry: MapNode,
): Steps<ChartObjects | undefined> {
  return yield* new KustomizedChart(context, folder, entry).objects()
}

class KustomizedChart {
  readonly #context: Context
  readonly #folder: FilePath
  readonly #entry: MapNode

  constructor(context: Context, folder: FilePath, entry: MapNode) {
    this.#context = context
    this.#folder = folder
    this.#entry = entry
  }

  *objects(): Steps<ChartObjects | undefined> {
    const { origins } = this.#context
    const name = this.#text('name')
    if (name === '') throw this.#wrong('a chart needs a name')
    const chart = yield* this.#chart(name)
    const span = origins.site(this.#entry.origin)
    if (chart === undefined) return undefined
    if ('why' in chart) {
      const what = `The chart ${name} of ${this.#text('repo')}`
      const diagnostics = [
        problem('kustomize/not-fetched', span, chart.why === '' ? what : `${what} (${chart.why})`),
      ]
      return { objects: [], diagnostics, texts: new Map() }
    }
    const answer = yield {
      kind: 'rendering',
      format: 'helm',
      path: chart.path,
      inputs: {
        layers: this.#layers(chart),
        release: this.#release(),
        chart: { dialect: 'go-yaml-v3', leaveOut: this.#leftOut() },
      },
      origins,
      span,
    }
    if (answer === undefined || typeof answer === 'string' || 'why' in answer) return undefined
    return {
      objects: givenObjects(this.#context, answer),
      diagnostics: answer.diagnostics,
      texts: answer.texts,
    }
  }

  /** Where the chart is: beside the kustomization, or got from elsewhere. */
  *#chart(name: string): Steps<ChartPlace | { readonly why: string } | undefined> {
    const { files, origins } = this.#context
    const [repository, version] = [this.#text('repo'), this.#text('version')]
    const home = this.#text('chartHome') || 'charts'
    const inside = repository === '' || version === '' ? name : `${name}-${version}/${name}`
    const path = within(this.#folder, `${home}/${inside}`)
    if (path !== undefined && files.snapshot.list(path) !== undefined) return { path, isOwn: true }
    if (repository === '')
      throw this.#wrong(`there is no chart in ${home}/${inside}, and no repo to get it from`)
    const newest = this.#isSaid('devel') ? '>0.0.0-0' : ''
    const span = origins.site((fieldOf(this.#entry, 'repo') ?? this.#entry).origin)
    const answer = yield {
      kind: 'chart',
      repository: repository.replace(/\/+$/u, ''),
      name,
      version: version === '' ? newest : version,
      span,
    }
    if (typeof answer === 'string') return { path: answer, isOwn: false }
    return { why: answer !== undefined && 'why' in answer ? answer.why : '' }
  }

  /** Values as Helm is given them: a file, or what it says joined with what stands in the kustomization; then more files. */
  #layers(place: ChartPlace): readonly ValuesLayer[] {
    const { files, origins } = this.#context
    const file = this.#valuesFile(place)
    const more = scalarsIn(this.#entry, 'additionalValuesFiles').map((one): ValuesLayer => {
      return { kind: 'file', file: this.#file(one.text) }
    })
    const how = this.#text('valuesMerge') || 'override'
    if (how !== 'override' && how !== 'merge' && how !== 'replace')
      throw this.#wrong(`valuesMerge is merge, override or replace, not ${how}`)
    const inline = fieldOf(this.#entry, 'valuesInline')
    if (inline?.kind !== 'map' || inline.entries.size === 0) {
      files.text(file, origins.site(this.#entry.origin))
      return [{ kind: 'file', file }, ...more]
    }
    const value = how === 'replace' ? inline : this.#joined(inline, file, how)
    return [{ kind: 'value', value: valueOf(value ?? mapNode(inline.origin), origins) }, ...more]
  }

  /** That of the chart where none is named. */
  #valuesFile({ path, isOwn }: ChartPlace): FilePath {
    const said = this.#text('valuesFile')
    if (said !== '') return this.#file(said)
    const file = within(path, 'values.yaml') ?? path
    if (isOwn && !isBelow(file, this.#folder))
      throw this.#wrong(`${file} is not in or below the folder of the kustomization`)
    return file
  }

  #joined(inline: MapNode, file: FilePath, how: 'override' | 'merge'): Node | undefined {
    const { files, origins } = this.#context
    const [written] = files.documents(file, origins.site(inline.origin))
    const base = written === undefined || written.kind !== 'map' ? mapNode(inline.origin) : written
    const own = copyOf<Node>(inline)
    const mismatch = (what: string): Error => this.#wrong(what)
    const options = { origins, schemaOf: () => undefined, mismatch, under: 0 }
    return how === 'override' ? strategicMerge(own, base, options) : strategicMerge(base, own, options)
  }

  #file(path: string): FilePath {
    const file = within(this.#folder, path)
    if (file === undefined || !isBelow(file, this.#folder))
      throw this.#wrong(`${path} is not in or below the folder of the kustomization`)
    return file
  }

  #release(): NonNullable<(ReadingRequest & { kind: 'rendering' })['inputs']['release']> {
    const [name, template] = [this.#text('releaseName'), this.#text('nameTemplate')]
    if (name !== '' && template !== '') throw this.#wrong('it has both a releaseName and a nameTemplate')
    const called = template === '' ? name : filledName(template, (why) => this.#wrong(why))
    const [namespace, kubeVersion] = [this.#text('namespace'), this.#text('kubeVersion')]
    return {
      apiVersions: scalarsIn(this.#entry, 'apiVersions').map(({ text }) => text),
      ...(called === '' ? {} : { name: called }),
      ...(namespace === '' ? {} : { namespace }),
      ...(kubeVersion === '' ? {} : { kubeVersion }),
    }
  }

  #leftOut(): readonly ('crd' | 'hook' | 'test')[] {
    return [
      ...(this.#isSaid('includeCRDs') ? [] : ['crd' as const]),
      ...(this.#isSaid('skipHooks') ? ['hook' as const] : []),
      ...(this.#isSaid('skipTests') || this.#isSaid('skipHooks') ? ['test' as const] : []),
    ]
  }

  #text(key: string): string {
    return textIn(this.#entry, key) ?? ''
  }

  #isSaid(key: string): boolean {
    const found = fieldOf(this.#entry, key)
    return found?.kind === 'scalar' && found.scalar === true
  }

  #wrong(what: string): Error {
    return refuser(this.#context, 'kustomize/helm-chart', this.#entry)(what)
  }
}

interface ChartPlace {
  readonly path: FilePath
  /** Whether it lies beside the kustomization, which has rules for what may be read there. */
  readonly isOwn: boolean
}
