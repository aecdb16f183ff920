import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { scalarText } from '../../model/scalar.ts'
import { filesBelow } from '../../model/walk.ts'
import { holdsObjects, manifestOf, type Manifest } from './documents.ts'
import { placesAt } from '../../model/kubernetes/places.ts'

/** The folders below a folder that hold manifests themselves. */
export function manifestFolders(snapshot: Snapshot, folder: FilePath): readonly FilePath[] {
  const found = new Set<FilePath>()
  const isLeftOut = filterOf(snapshot)
  for (const file of filesBelow(snapshot, folder)) {
    if (!isNamedLikeOne(file) || isLeftOut(file)) continue
    const text = snapshot.text(file)
    if (text !== undefined && holdsObjects(file, text)) found.add(folderOf(file))
  }
  return [...found].toSorted()
}

/** The manifests that lie in a folder itself. */
export function* manifestsIn(snapshot: Snapshot, folder: FilePath): Generator<Manifest> {
  const isLeftOut = filterOf(snapshot)
  for (const { name, kind } of snapshot.list(folder) ?? []) {
    const file = within(folder, name)
    if (kind !== 'file' || !isNamedLikeOne(file) || isLeftOut(file)) continue
    const text = snapshot.text(file)
    const manifest = text === undefined ? undefined : manifestOf(file, text)
    if (manifest !== undefined) yield manifest
  }
}

function isNamedLikeOne(file: FilePath): boolean {
  return /\.(?:ya?ml|json)$/u.test(file) && !/(?:^|\/)kustomization\.ya?ml$/u.test(file)
}

/** Whether a file is no manifest though it looks like one: a template of a chart, or what a kustomization lays over others. */
function filterOf(snapshot: Snapshot): (file: FilePath) => boolean {
  const isChart = (folder: string): boolean =>
    charts(snapshot, folder, () => hasFile(snapshot, filePath(folder), 'Chart.yaml'))
  const isPatch = (file: FilePath, folder: FilePath): boolean =>
    patches(snapshot, folder, () => patchesOf(snapshot, folder)).has(file)
  return (file) => chartFoldersOf(file).some(isChart) || foldersAbove(file).some((one) => isPatch(file, one))
}

// What is known of a folder is known for all of its files.
const charts = keptFor<string, boolean>()
const patches = keptFor<FilePath, ReadonlySet<FilePath>>()

/** The folders that would be charts if the file were one of their templates. */
function chartFoldersOf(file: FilePath): readonly string[] {
  if (!file.includes('templates/')) return []
  const parts = file.split('/').slice(0, -1)
  return parts.flatMap((part, at) => (part === 'templates' ? [parts.slice(0, at).join('/')] : []))
}

/** The folder of a file and the one above, where the kustomization that names it may be. */
function foldersAbove(file: FilePath): readonly FilePath[] {
  const folder = folderOf(file)
  return folder === '' ? [folder] : [folder, folderOf(folder)]
}

const patchPlaces = [
  'patches[].path',
  'patchesStrategicMerge[]',
  'patchesJson6902[].path',
  'replacements[].path',
  'transformers[]',
  'generators[]',
]

/** The files that the kustomization of a folder lays over others. See https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
function patchesOf(snapshot: Snapshot, folder: FilePath): ReadonlySet<FilePath> {
  const found = new Set<FilePath>()
  for (const { name, kind } of snapshot.list(folder) ?? []) {
    if (kind !== 'file' || !/^(?:kustomization\.ya?ml|Kustomization)$/u.test(name)) continue
    for (const said of patchPlaces.flatMap((place) =>
      placesAt(valueIn(snapshot, within(folder, name)), place),
    )) {
      const path = scalarText(said.value)
      if (path !== undefined && !path.includes('\n')) found.add(within(folder, path))
    }
  }
  return found
}

function valueIn(snapshot: Snapshot, file: FilePath): Value {
  const tree = parseYaml(file, snapshot.text(file) ?? '')
  const [root = 0] = tree.documents
  return lowerYaml(tree, root, { dialect: 'go-yaml-v3', origins: new Origins() }).value
}

function hasFile(snapshot: Snapshot, folder: FilePath, name: string): boolean {
  return (snapshot.list(folder) ?? []).some((entry) => entry.kind === 'file' && entry.name === name)
}

function folderOf(file: FilePath): FilePath {
  return filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
}

function within(folder: FilePath, path: string): FilePath {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return filePath(parts.join('/'))
}
