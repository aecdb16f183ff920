import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { filesBelow } from '../../model/walk.ts'
import { itemsIn, textIn } from '../../model/fields.ts'

/** The files below a folder that hold applications, sets of them or projects, and are no templates. */
export function* argoFiles(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  for (const file of filesBelow(snapshot, folder)) {
    if (isArgoFile(snapshot, file)) yield file
  }
}

/** Whether a file holds an object of Argo CD's and isn't a template of a chart. */
export function isArgoFile(snapshot: Snapshot, file: FilePath): boolean {
  if (!/\.(?:ya?ml|json)$/u.test(file)) return false
  const text = snapshot.text(file)
  if (text === undefined || !text.includes('argoproj.io/')) return false
  return /\bkind["']?:\s*["']?(?:Application(?:Set)?|AppProject)\b/u.test(text) && !isTemplate(snapshot, file)
}

/** The objects of Argo CD's in a file; what can't be read is for the reader of manifests to say. */
export function argoObjects(snapshot: Snapshot, file: FilePath, origins: Origins): readonly Value[] {
  const text = snapshot.text(file)
  if (text === undefined) return []
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
    const chart = [...parts.slice(0, at), 'Chart.yaml'].join('/')
    return snapshot.bytes(filePath(chart)) !== undefined
  })
}
