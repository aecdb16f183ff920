import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { summaryOf } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { filesBelow } from '../../model/walk.ts'
import { fieldOf, itemsIn, textIn } from '../../model/fields.ts'

/** The files below a folder that hold applications, sets of them or projects, and are no templates. */
export function* argoFiles(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  for (const file of filesBelow(snapshot, folder)) {
    if (isArgoFile(snapshot, file)) yield file
  }
}

/** Whether a file holds an object of Argo CD's and isn't a template of a chart. */
export function isArgoFile(snapshot: Snapshot, file: FilePath): boolean {
  if (!/\.(?:ya?ml|json)$/u.test(file)) return false
  return saidIn(snapshot, file) !== undefined && !isTemplate(snapshot, file)
}

/** What an object of Argo CD's says of others. */
interface SaidObject {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** The git URLs that it names, with the paths in them, as far as those say where something must be. */
  readonly uses: readonly (readonly [url: string, path: string | null])[]
}

/** What a file says of Argo CD's objects; undefined where it is none of Argo CD's. */
export const saidIn = summaryOf('argocd/file', (file, text): readonly SaidObject[] | undefined => {
  if (!text.includes('argoproj.io/')) return undefined
  if (!/\bkind["']?:\s*["']?(?:Application(?:Set)?|AppProject)\b/u.test(text)) return undefined
  return objectsOf(file, text, new Origins()).map((object) => ({
    kind: textIn(object, 'kind') ?? '',
    namespace: textIn(object, 'metadata', 'namespace') ?? '',
    name: textIn(object, 'metadata', 'name') ?? '',
    uses: usesIn(object),
  }))
})

/** The objects of Argo CD's in a file; what can't be read is for the reader of manifests to say. */
export function argoObjects(snapshot: Snapshot, file: FilePath, origins: Origins): readonly Value[] {
  const text = snapshot.text(file)
  return text === undefined ? [] : objectsOf(file, text, origins)
}

function objectsOf(file: FilePath, text: string, origins: Origins): readonly Value[] {
  const { value, diagnostics } = yamlDocuments(file, text, 'go-yaml-v2', origins)
  if (diagnostics.some(({ severity }) => severity === 'error')) return []
  return value
    .flatMap((one) => [one, ...itemsIn(one, 'items')])
    .filter((one) => isKind(one, 'Application') || isKind(one, 'ApplicationSet') || isKind(one, 'AppProject'))
}

/** Whether an object is of a kind of Argo CD's. */
export function isKind(value: Value, kind: 'Application' | 'ApplicationSet' | 'AppProject'): boolean {
  return textIn(value, 'kind') === kind && (textIn(value, 'apiVersion') ?? '').startsWith('argoproj.io/')
}

function isTemplate(snapshot: Snapshot, file: FilePath): boolean {
  const parts = file.split('/').slice(0, -1)
  return parts.some((part, at) => {
    if (part !== 'templates') return false
    const entries = snapshot.list(filePath(parts.slice(0, at).join('/'))) ?? []
    return entries.some(({ name, kind }) => kind === 'file' && name === 'Chart.yaml')
  })
}

type Use = SaidObject['uses'][number]

function usesIn(object: Value): readonly Use[] {
  const spec = fieldOf(object, 'spec')
  const inner = fieldOf(spec, 'template', 'spec')
  return [...sourcesIn(spec), ...sourcesIn(inner), ...generatorsIn(spec)].filter(
    ([url]) => !url.includes('{{'),
  )
}

function sourcesIn(spec: Value | undefined): readonly Use[] {
  return [fieldOf(spec, 'source'), ...itemsIn(spec, 'sources')].flatMap((source): readonly Use[] => {
    const url = textIn(source, 'repoURL')
    if (url === undefined || fieldOf(source, 'chart') !== undefined || url.startsWith('oci:')) return []
    return [[url, textIn(source, 'path') ?? null]]
  })
}

function generatorsIn(spec: Value | undefined): readonly Use[] {
  const found: Use[] = []
  const open = [...itemsIn(spec, 'generators')]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const kind of ['matrix', 'merge']) open.push(...itemsIn(one, kind, 'generators'))
    const url = textIn(one, 'git', 'repoURL')
    if (url === undefined) continue
    for (const kind of ['directories', 'files'])
      for (const entry of itemsIn(one, 'git', kind)) found.push([url, fixedPart(textIn(entry, 'path') ?? '')])
  }
  return found
}

/** The folder that everything a pattern means lies in. */
export function fixedPart(pattern: string): string {
  const special = pattern.search(/[*?[{]/u)
  return special === -1 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', special) + 1)
}
