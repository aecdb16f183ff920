import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { fieldOf, textIn } from '../../model/fields.ts'
import { filesBelow } from '../../model/walk.ts'
import { within } from '../../model/within.ts'

const groups = {
  Kustomization: 'kustomize.toolkit.fluxcd.io/',
  HelmRelease: 'helm.toolkit.fluxcd.io/',
} as const

/** Whether an object is of a kind of Flux's. */
export function isKind(value: Value, kind: keyof typeof groups): boolean {
  return textIn(value, 'kind') === kind && (textIn(value, 'apiVersion') ?? '').startsWith(groups[kind])
}

/** The files below a folder that hold Kustomizations or HelmReleases of Flux's, and are no templates. */
export function* fluxFiles(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  for (const file of filesBelow(snapshot, folder)) if (isFluxFile(snapshot, file)) yield file
}

export function isFluxFile(snapshot: Snapshot, file: FilePath): boolean {
  if (!/\.ya?ml$/u.test(file) || isTemplate(snapshot, file)) return false
  const text = snapshot.text(file)
  return text !== undefined && Object.values(groups).some((group) => text.includes(group))
}

/** The documents of a file; what can't be read is for the reader of manifests to say. */
export function documentsOf(snapshot: Snapshot, file: FilePath, origins: Origins): readonly Value[] {
  const text = snapshot.text(file)
  if (text === undefined) return []
  const { value, diagnostics } = yamlDocuments(file, text, 'go-yaml-v2', origins)
  return diagnostics.some(({ severity }) => severity === 'error') ? [] : value
}

/** What all of Flux's objects in a snapshot say together. */
export interface Written {
  /** Whether the content of a source is the repository that is read. */
  isOwn(source: Value | undefined): boolean
  /** `namespace/name` of the Kustomizations that are written in files. */
  readonly kustomizations: ReadonlySet<string>
}

/**
 * Which source is the repository that is read is said nowhere in it. It is the one that is used with paths most of which exist here,
 * and, as `flux bootstrap` makes it, the one called flux-system.
 */
export function writtenIn(snapshot: Snapshot): Written {
  return known(snapshot, 'all', () => found(snapshot))
}

const known = keptFor<'all', Written>()

interface Evidence {
  there: number
  all: number
}

function found(snapshot: Snapshot): Written {
  const evidence = new Map<string, Evidence>()
  const kustomizations = new Set<string>()
  const origins = new Origins()
  for (const file of fluxFiles(snapshot, filePath(''))) {
    for (const object of documentsOf(snapshot, file, origins)) {
      const spec = fieldOf(object, 'spec')
      if (isKind(object, 'Kustomization')) {
        const name = textIn(object, 'metadata', 'name') ?? ''
        kustomizations.add(`${textIn(object, 'metadata', 'namespace') ?? ''}/${name}`)
        note(evidence, fieldOf(spec, 'sourceRef'), textIn(spec, 'path'), snapshot)
      } else if (isKind(object, 'HelmRelease')) {
        const chart = fieldOf(spec, 'chart', 'spec')
        note(evidence, fieldOf(chart, 'sourceRef'), textIn(chart, 'chart'), snapshot)
      }
    }
  }
  return { isOwn: (source) => isLikely(source, evidence), kustomizations }
}

function note(
  evidence: Map<string, Evidence>,
  source: Value | undefined,
  path: string | undefined,
  snapshot: Snapshot,
): void {
  if (source === undefined) return
  const one = evidence.get(idOf(source)) ?? { there: 0, all: 0 }
  evidence.set(idOf(source), one)
  one.all += 1
  const folder = within(filePath(''), path ?? '')
  if (folder !== undefined && snapshot.list(folder) !== undefined) one.there += 1
}

function isLikely(source: Value | undefined, evidence: ReadonlyMap<string, Evidence>): boolean {
  if (source === undefined || textIn(source, 'kind') === 'HelmRepository') return false
  const one = evidence.get(idOf(source))
  return textIn(source, 'name') === 'flux-system' || (one !== undefined && one.there * 2 > one.all)
}

function idOf(source: Value): string {
  return `${textIn(source, 'kind') ?? ''}/${textIn(source, 'name') ?? ''}`
}

function isTemplate(snapshot: Snapshot, file: FilePath): boolean {
  const parts = file.split('/').slice(0, -1)
  return parts.some((part, at) => {
    const chart = [...parts.slice(0, at), 'Chart.yaml'].join('/')
    return part === 'templates' && snapshot.bytes(filePath(chart)) !== undefined
  })
}
