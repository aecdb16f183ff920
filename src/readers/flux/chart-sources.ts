import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf, summaryOf } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { fieldOf, textIn } from '../../model/fields.ts'
import { filesBelow } from '../../model/walk.ts'

/** A chart of a repository or registry, as it is asked for. */
export interface ChartAddress {
  readonly repository: string
  readonly name: string
  /** A version or a constraint; empty for the newest. */
  readonly version: string
}

/**
 * Where the chart of a release is, if a HelmRepository or an OCIRepository says it; `around` are objects that may be that. Undefined
 * where nothing in the repository does. See https://fluxcd.io/flux/components/source/
 */
export function chartAddress(
  release: Value,
  around: readonly Value[],
  snapshot: Snapshot,
): ChartAddress | undefined {
  const reference = fieldOf(release, 'spec', 'chartRef')
  if (reference !== undefined) return addressOf(reference, sourceOf(reference, around, snapshot))
  const chart = fieldOf(release, 'spec', 'chart', 'spec')
  const source = fieldOf(chart, 'sourceRef')
  const name = textIn(chart, 'chart')
  if (name === undefined || source === undefined || textIn(source, 'kind') !== 'HelmRepository')
    return undefined
  const repository = sourceOf(source, around, snapshot)?.url
  if (repository === undefined) return undefined
  return { repository: repository.replace(/\/+$/u, ''), name, version: textIn(chart, 'version') ?? '' }
}

/** An OCIRepository has one chart, whose name ends its address. */
function addressOf(reference: Value, source: Source | undefined): ChartAddress | undefined {
  const [, repository, name] = /^(oci:\/\/.+)\/([^/]+?)\/*$/u.exec(source?.url ?? '') ?? []
  if (textIn(reference, 'kind') !== 'OCIRepository' || repository === undefined || name === undefined)
    return undefined
  return { repository, name, version: source?.version ?? '' }
}

interface Source {
  readonly url: string
  /** What an OCIRepository says of it. */
  readonly version: string
}

function sourceOf(reference: Value, around: readonly Value[], snapshot: Snapshot): Source | undefined {
  const id = idOf(textIn(reference, 'kind'), textIn(reference, 'name'))
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
  const version = textIn(reference, 'semver') ?? textIn(reference, 'tag') ?? ''
  return { url: textIn(object, 'spec', 'url') ?? '', version }
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
