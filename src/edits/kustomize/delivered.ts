import type { Data } from '../../kernel/edit.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { fieldOf, textIn } from '../../model/fields.ts'
import type { PathStep } from '../../model/path.ts'
import type { Asking, Place } from '../asking.ts'
import { patchOf } from './patch.ts'

/**
 * A patch in what delivers an object to its cluster: of that cluster alone, however many are given the same folder.
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#patches
 * https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers
 * https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/#patches
 */
export function* deliveredPatches(asking: Asking, wanted: Data | undefined): Generator<Place> {
  const { reading, texts } = asking
  if (reading.format !== 'flux' && reading.format !== 'argocd') return
  const patch = patchOf(asking, wanted)
  const found = patch === undefined ? undefined : delivering(asking)
  if (patch === undefined || found === undefined) return
  const way = ways[textIn(found.value, 'kind') ?? '']
  const writing = texts.writing(found.site.file)
  if (way === undefined) return
  const edits = writing?.set(found.site, [...way.path, Number.MAX_SAFE_INTEGER], way.item(patch), () => false)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind: 'patch', site: { file: first.file, start: first.start, end: first.end }, edits }
}

interface Way {
  readonly path: readonly PathStep[]
  item(patch: Data): Data
}

const ways: Readonly<Record<string, Way>> = {
  Kustomization: { path: ['spec', 'patches'], item: (patch) => patch },
  HelmRelease: {
    path: ['spec', 'postRenderers'],
    item: (patch) => ({ kustomize: { patches: [patch] } }),
  },
  Application: { path: ['spec', 'source', 'kustomize', 'patches'], item: (patch) => patch },
}

/** The object that the variant is called after: of several with one name, the one with its number. */
function delivering({
  reading: { root, variant },
  texts,
}: Asking):
  | { readonly value: Value; readonly site: Span & { readonly keys: readonly string[] } }
  | undefined {
  const text = texts.text(root)
  const [, name = '', number = '1'] = /^(.*?)(?:#(\d+))?$/su.exec(variant) ?? []
  if (text === undefined) return undefined
  const origins = new Origins()
  const { value: documents } = yamlDocuments(root, text, 'go-yaml-v2', origins)
  const named = documents.filter(
    (one) => textIn(one, 'metadata', 'name') === name && ways[textIn(one, 'kind') ?? ''] !== undefined,
  )
  const value = named[Number(number) - 1]
  const keys = value?.kind === 'map' ? [...value.entries.keys()] : []
  return value === undefined || fieldOf(value, 'spec') === undefined
    ? undefined
    : { value, site: { ...origins.site(value.origin), keys } }
}
