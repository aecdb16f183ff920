import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf, summaryOf } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { itemsIn, textIn } from '../../model/fields.ts'
import { filesBelow } from '../../model/walk.ts'
import { within } from '../../model/within.ts'
import { referenceIn, writtenIn, type SourceReference } from './files.ts'

/**
 * The folder of this repository that a path in a source means; undefined where the source is, or may be, something else. An
 * artifact that is generated has what its generator copies from the repository into it; each cluster may have one of that name, so
 * it is the one that is written nearest to the file that asks.
 *
 * See https://fluxcd.io/flux/components/source/artifactgenerators/
 */
export function inRepository(
  source: SourceReference | undefined,
  path: string,
  { snapshot, file }: { readonly snapshot: Snapshot; readonly file: FilePath },
): string | undefined {
  const repository = writtenIn(snapshot)
  const text =
    source?.kind === 'ExternalArtifact' ? generated(snapshot, '', source.name).get(source.name) : undefined
  if (text === undefined) return repository.isOwn(source) ? path : undefined
  const wanted = within(filePath(''), path.replace(/^\/+/u, ''))
  if (wanted === undefined) return undefined
  const [nearest] = (JSON.parse(text) as readonly Artifact[]).toSorted(
    (a, b) => together(b.file, file) - together(a.file, file),
  )
  const [copy] = (nearest?.copies ?? [])
    .filter(
      ({ source: from, to }) => repository.isOwn(from) && (to === '' || `${wanted}/`.startsWith(`${to}/`)),
    )
    .toSorted((a, b) => b.to.length - a.to.length)
  if (copy === undefined) return undefined
  const rest = wanted.slice(copy.to === '' ? 0 : copy.to.length + 1)
  return [copy.from, rest].filter((part) => part !== '').join('/')
}

/** How many folders two files have in common. */
function together(one: FilePath, other: FilePath): number {
  const [left, right] = [one, other].map((file) => file.split('/').slice(0, -1))
  const end = left?.findIndex((part, at) => part !== right?.[at]) ?? 0
  return end === -1 ? (left?.length ?? 0) : end
}

interface Artifact {
  readonly file: FilePath
  readonly copies: readonly Copy[]
}

/** Everything below a folder of a source, and the folder of the artifact that it is put into. */
interface Copy {
  readonly source: SourceReference | undefined
  readonly from: string
  readonly to: string
}

/** What the artifacts that are written in files have copies of, as JSON, by their names. */
const generated = factOf<ReadonlyMap<string, string>>('flux/artifacts', {
  make: (snapshot) => {
    const found = new Map<string, Artifact[]>()
    for (const file of filesBelow(snapshot, filePath(''))) {
      if (!/\.ya?ml$/u.test(file)) continue
      for (const [name, copies] of saidIn(snapshot, file) ?? []) {
        const known = found.get(name)
        if (known === undefined) found.set(name, [{ file, copies }])
        else known.push({ file, copies })
      }
    }
    return new Map(Array.from(found, ([name, all]) => [name, JSON.stringify(all)]))
  },
  parts: (all) => all,
})

const group = 'source.extensions.fluxcd.io/'

const saidIn = summaryOf(
  'flux/artifact',
  (file, text): readonly (readonly [string, readonly Copy[]])[] | undefined => {
    if (!text.includes(group)) return undefined
    return yamlDocuments(file, text, 'go-yaml-v2', new Origins()).value.flatMap((object) => {
      const isOne = textIn(object, 'kind') === 'ArtifactGenerator'
      if (!isOne || !(textIn(object, 'apiVersion') ?? '').startsWith(group)) return []
      return itemsIn(object, 'spec', 'artifacts').map(
        (one) => [textIn(one, 'name') ?? '', copiesIn(object, one)] as const,
      )
    })
  },
)

/** Those that keep folders as they are; what another pattern picks is not known. */
function copiesIn(generator: Value, artifact: Value): readonly Copy[] {
  const sources = new Map(
    itemsIn(generator, 'spec', 'sources').map((one) => [textIn(one, 'alias'), referenceIn(one)]),
  )
  return itemsIn(artifact, 'copy').flatMap((one): readonly Copy[] => {
    const from = /^@(?<alias>[^/]+)\/(?<folder>(?:[^*?[\]]+\/)?)\*\*$/u.exec(
      textIn(one, 'from') ?? '',
    )?.groups
    const to = /^@artifact\/(?<folder>.*?)\/?$/u.exec(textIn(one, 'to') ?? '')?.groups
    if (from === undefined || to === undefined) return []
    const [inSource = '', inArtifact = ''] = [from['folder'], to['folder']]
    return [{ source: sources.get(from['alias'] ?? ''), from: inSource.replace(/\/$/u, ''), to: inArtifact }]
  })
}
