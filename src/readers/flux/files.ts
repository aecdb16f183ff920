import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf, summaryOf } from '../../kernel/recording.ts'
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
  return saidIn(snapshot, file) !== undefined
}

/** An object of Flux's, and where its source has it. */
interface SaidObject {
  readonly kind: 'Kustomization' | 'HelmRelease'
  readonly id: string
  readonly source: string | null
  readonly path: string
}

/** What a file says of Flux's objects; undefined where it is none of Flux's. */
const saidIn = summaryOf('flux/file', (file, text): readonly SaidObject[] | undefined => {
  if (!Object.values(groups).some((group) => text.includes(group))) return undefined
  return objectsOf(file, text, new Origins()).flatMap((object): SaidObject[] => {
    const spec = fieldOf(object, 'spec')
    const chart = fieldOf(spec, 'chart', 'spec')
    const id = `${textIn(object, 'metadata', 'namespace') ?? ''}/${textIn(object, 'metadata', 'name') ?? ''}`
    if (isKind(object, 'Kustomization')) {
      const source = fieldOf(spec, 'sourceRef')
      const path = textIn(spec, 'path') ?? ''
      return [{ kind: 'Kustomization', id, source: source === undefined ? null : idOf(source), path }]
    }
    if (!isKind(object, 'HelmRelease')) return []
    const source = fieldOf(chart, 'sourceRef')
    const path = textIn(chart, 'chart') ?? ''
    return [{ kind: 'HelmRelease', id, source: source === undefined ? null : idOf(source), path }]
  })
})

/** The documents of a file; what can't be read is for the reader of manifests to say. */
export function documentsOf(snapshot: Snapshot, file: FilePath, origins: Origins): readonly Value[] {
  const text = snapshot.text(file)
  return text === undefined ? [] : objectsOf(file, text, origins)
}

function objectsOf(file: FilePath, text: string, origins: Origins): readonly Value[] {
  const { value, diagnostics } = yamlDocuments(file, text, 'go-yaml-v2', origins)
  return diagnostics.some(({ severity }) => severity === 'error') ? [] : value
}

/** A source, as it is named. */
export interface SourceReference {
  readonly kind: string
  readonly name: string
}

export function referenceIn(value: Value | undefined): SourceReference | undefined {
  return value === undefined
    ? undefined
    : { kind: textIn(value, 'kind') ?? '', name: textIn(value, 'name') ?? '' }
}

/** What all of Flux's objects in a snapshot say together. */
export interface Written {
  /** Whether the content of a source is the repository that is read. */
  isOwn(source: SourceReference | undefined): boolean
  /** Whether Kustomizations are written in files at all. */
  readonly hasKustomizations: boolean
  /** Whether one is written in a file. */
  isWritten(namespace: string, name: string): boolean
}

/**
 * Which source is the repository that is read is said nowhere in it. It is the one that is used with paths most of which exist here,
 * and, as `flux bootstrap` makes it, the one called flux-system.
 */
export function writtenIn(snapshot: Snapshot): Written {
  return {
    isOwn: (source) => {
      if (source === undefined || source.kind === 'HelmRepository') return false
      const id = `${source.kind}/${source.name}`
      return source.name === 'flux-system' || written(snapshot, '', `own ${id}`).own.has(id)
    },
    get hasKustomizations() {
      return written(snapshot, '', 'any').kustomizations.size > 0
    },
    isWritten: (namespace, name) => {
      const id = `${namespace}/${name}`
      return written(snapshot, '', `written ${id}`).kustomizations.has(id)
    },
  }
}

interface Found {
  readonly own: ReadonlySet<string>
  /** As `namespace/name`. */
  readonly kustomizations: ReadonlySet<string>
}

const written = factOf<Found>('flux/repository', {
  make: found,
  parts: ({ own, kustomizations }) =>
    new Map<string, string>([
      ['any', kustomizations.size > 0 ? 'yes' : ''],
      ...Array.from(own, (id) => [`own ${id}`, 'yes'] as const),
      ...Array.from(kustomizations, (id) => [`written ${id}`, 'yes'] as const),
    ]),
})

interface Evidence {
  there: number
  all: number
}

function found(snapshot: Snapshot): Found {
  const evidence = new Map<string, Evidence>()
  const kustomizations = new Set<string>()
  for (const file of fluxFiles(snapshot, filePath(''))) {
    for (const { kind, id, source, path } of saidIn(snapshot, file) ?? []) {
      if (kind === 'Kustomization') kustomizations.add(id)
      if (source !== null) note(evidence, source, path, snapshot)
    }
  }
  const own = [...evidence].filter(([, { there, all }]) => there * 2 > all).map(([id]) => id)
  return { own: new Set(own), kustomizations }
}

function note(evidence: Map<string, Evidence>, source: string, path: string, snapshot: Snapshot): void {
  const one = evidence.get(source) ?? { there: 0, all: 0 }
  evidence.set(source, one)
  one.all += 1
  const folder = within(filePath(''), path)
  if (folder !== undefined && snapshot.list(folder) !== undefined) one.there += 1
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
