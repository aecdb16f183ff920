import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { entriesIn, fieldOf } from '../../model/fields.ts'

const fields = {
  targetNamespace: 'namespace',
  namePrefix: 'namePrefix',
  nameSuffix: 'nameSuffix',
  patches: 'patches',
  images: 'images',
  components: 'components',
} as const

/**
 * What Flux adds to the kustomization in a folder; where there is none it lists all manifests below. Undefined where it adds nothing.
 * See https://fluxcd.io/flux/components/kustomize/kustomizations/#generate-kustomizationyaml
 */
export function kustomizationFields(
  kustomization: Value,
  folder: FilePath,
  snapshot: Snapshot,
): Value | undefined {
  const entries = new Map<string, Value>()
  for (const [key, name] of Object.entries(fields)) {
    const value = fieldOf(kustomization, 'spec', key)
    if (value !== undefined) entries.set(name, value)
  }
  const { origin } = fieldOf(kustomization, 'spec', 'path') ?? kustomization
  if (!isBuilt(snapshot, folder)) {
    const items = manifestsBelow(snapshot, folder, '', 0).map((scalar): Value => {
      return { kind: 'scalar', scalar, origin, marks: marks.none }
    })
    entries.set('resources', { kind: 'list', items, origin, marks: marks.none })
  }
  return entries.size === 0 ? undefined : { kind: 'map', entries, origin, marks: marks.none }
}

/** Whether all that a post-renderer says is read. */
export function isPostRenderer(renderer: Value): boolean {
  const known: readonly string[] = postFields
  return entriesIn(renderer).every(
    ([key, inner]) => key === 'kustomize' && entriesIn(inner).every(([name]) => known.includes(name)),
  )
}

const postFields = ['patches', 'images'] as const

/**
 * The kustomization that a post-renderer is; undefined where it is none, or an empty one.
 * See https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers
 */
export function postKustomization(renderer: Value): Value | undefined {
  const kustomize = fieldOf(renderer, 'kustomize')
  const entries = postFields.flatMap((key) => {
    const value = fieldOf(kustomize, key)
    return value === undefined ? [] : [[key, value] as const]
  })
  if (kustomize === undefined || entries.length === 0) return undefined
  return { kind: 'map', entries: new Map(entries), origin: kustomize.origin, marks: marks.none }
}

/** Folders that have kustomizations are taken as a whole. */
function manifestsBelow(
  snapshot: Snapshot,
  folder: FilePath,
  path: string,
  depth: number,
): readonly string[] {
  const here = path === '' ? folder : join(folder, path)
  return (snapshot.list(here) ?? []).flatMap(({ name, kind }): readonly string[] => {
    const inner = path === '' ? name : `${path}/${name}`
    const full = join(folder, inner)
    if (kind === 'folder') {
      if (name.startsWith('.') || depth > 100) return []
      return isBuilt(snapshot, full) ? [inner] : manifestsBelow(snapshot, folder, inner, depth + 1)
    }
    const text = /\.ya?ml$/u.test(name) ? snapshot.text(full) : undefined
    return text !== undefined && /^apiVersion:/mu.test(text) && /^kind:/mu.test(text) ? [inner] : []
  })
}

function isBuilt(snapshot: Snapshot, folder: FilePath): boolean {
  return (snapshot.list(folder) ?? []).some(({ name }) =>
    /^(?:kustomization\.ya?ml|Kustomization)$/u.test(name),
  )
}

function join(folder: FilePath, path: string): FilePath {
  return filePath(folder === '' ? path : `${folder}/${path}`)
}
