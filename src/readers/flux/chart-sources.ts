import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf, summaryOf } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { fieldOf, textIn } from '../../model/fields.ts'
import { filesBelow } from '../../model/walk.ts'
import { referenceIn, type SourceReference } from './files.ts'

/** A chart of a repository or registry, as it is asked for. */
export interface ChartAddress {
  readonly repository: string
  readonly name: string
  /** A version or a constraint; empty for the newest. */
  readonly version: string
}

/** Which chart a release takes: its name, or its path in a source of files. */
export interface ChartChoice {
  readonly chart: string | undefined
  readonly version: string
  readonly source: SourceReference | undefined
}

/** The chart of a release: as it says itself, or as the HelmChart says that it names. See https://fluxcd.io/flux/components/helm/helmreleases/#chart-reference */
export function chosenChart(release: Value, around: readonly Value[], snapshot: Snapshot): ChartChoice {
  const reference = referenceIn(fieldOf(release, 'spec', 'chartRef'))
  if (reference?.kind === 'HelmChart') {
    const chosen = sourceOf(reference, around, snapshot)?.chart
    return chosen ?? { chart: undefined, version: '', source: reference }
  }
  if (reference !== undefined) return { chart: undefined, version: '', source: reference }
  return choiceIn(fieldOf(release, 'spec', 'chart', 'spec'))
}

/**
 * Where a chart is, if a HelmRepository or an OCIRepository says it; `around` are objects that may be that. Undefined
 * where nothing in the repository does. See https://fluxcd.io/flux/components/source/
 */
export function chartAddress(
  { chart: name, version, source: reference }: ChartChoice,
  around: readonly Value[],
  snapshot: Snapshot,
): ChartAddress | undefined {
  if (reference === undefined) return undefined
  const source = sourceOf(reference, around, snapshot)
  if (name === undefined) return reference.kind === 'OCIRepository' ? addressIn(source) : undefined
  if (reference.kind !== 'HelmRepository' || source === undefined) return undefined
  return { repository: source.url.replace(/\/+$/u, ''), name, version }
}

/** An OCIRepository has one chart, whose name ends its address. */
function addressIn(source: Source | undefined): ChartAddress | undefined {
  const [, repository, name] = /^(oci:\/\/.+)\/([^/]+?)\/*$/u.exec(source?.url ?? '') ?? []
  if (repository === undefined || name === undefined) return undefined
  return { repository, name, version: source?.version ?? '' }
}

function choiceIn(spec: Value | undefined): ChartChoice {
  return {
    chart: textIn(spec, 'chart'),
    version: textIn(spec, 'version') ?? '',
    source: referenceIn(fieldOf(spec, 'sourceRef')),
  }
}

interface Source {
  readonly url: string
  /** What an OCIRepository says of it. */
  readonly version: string
  /** What a HelmChart says. */
  readonly chart?: ChartChoice
}

function sourceOf(
  { kind, name }: SourceReference,
  around: readonly Value[],
  snapshot: Snapshot,
): Source | undefined {
  const id = idOf(kind, name)
  const near = around.find((one) => idOf(textIn(one, 'kind'), textIn(one, 'metadata', 'name')) === id)
  if (near !== undefined) return saidBy(near)
  const text = written(snapshot, '', id).get(id)
  return text === undefined ? undefined : (JSON.parse(text) as Source)
}

function idOf(kind = '', name = ''): string {
  return `${kind}/${name}`
}

function saidBy(object: Value): Source {
  const reference = fieldOf(object, 'spec', 'ref')
  const chart = textIn(object, 'kind') === 'HelmChart' ? choiceIn(fieldOf(object, 'spec')) : undefined
  const version = textIn(reference, 'semver') ?? textIn(reference, 'tag') ?? ''
  return { url: textIn(object, 'spec', 'url') ?? '', version, ...(chart !== undefined && { chart }) }
}

/** The sources that are written in files, as JSON; the first of a name. */
const written = factOf<ReadonlyMap<string, string>>('flux/sources', {
  make: (snapshot) => {
    const found = new Map<string, string>()
    for (const file of filesBelow(snapshot, filePath(''))) {
      if (!/\.ya?ml$/u.test(file)) continue
      for (const [id, text] of saidIn(snapshot, file) ?? []) if (!found.has(id)) found.set(id, text)
    }
    return found
  },
  parts: (all) => all,
})

const saidIn = summaryOf('flux/source', (file, text): readonly (readonly [string, string])[] | undefined => {
  if (!text.includes('source.toolkit.fluxcd.io/')) return undefined
  return yamlDocuments(file, text, 'go-yaml-v2', new Origins()).value.flatMap((object) => {
    if (!(textIn(object, 'apiVersion') ?? '').startsWith('source.toolkit.fluxcd.io/')) return []
    const id = idOf(textIn(object, 'kind'), textIn(object, 'metadata', 'name'))
    return [[id, JSON.stringify(saidBy(object))] as const]
  })
})
