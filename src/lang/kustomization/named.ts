import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml } from '../yaml/lower.ts'
import { parseYaml } from '../yaml/parse.ts'

/** What the kustomization of a folder names: the files that are its own, and the folders that it builds upon. */
export interface Named {
  readonly isComponent: boolean
  readonly files: ReadonlySet<FilePath>
  readonly folders: ReadonlySet<FilePath>
}

/** Whether a file is a kustomization, by its name. */
export function isKustomization(file: FilePath): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/u.test(file)
}

/**
 * What the kustomization of a folder names, without building it; undefined where the folder has none.
 * See https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function namedByKustomization(snapshot: Snapshot, folder: FilePath): Named | undefined {
  return known(snapshot, folder, () => read(snapshot, folder))
}

// What is known of a folder is known for all of its files.
const known = keptFor<FilePath, Named | undefined>()

/** Lists of paths, and fields of the entries of lists, that are paths. */
const lists = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'transformers',
  'generators',
  'validators',
  'configurations',
  'crds',
]
const entries = [
  'patches',
  'patchesJson6902',
  'replacements',
  'configMapGenerator',
  'secretGenerator',
  'helmCharts',
]
const fields = ['path', 'env', 'valuesFile']
const fieldLists = ['envs', 'files', 'additionalValuesFiles']

function read(snapshot: Snapshot, folder: FilePath): Named | undefined {
  const found = (snapshot.list(folder) ?? []).find(
    ({ name, kind }) => kind === 'file' && isKustomization(filePath(name)),
  )
  if (found === undefined) return undefined
  const file = filePath(folder === '' ? found.name : `${folder}/${found.name}`)
  const tree = parseYaml(file, snapshot.text(file) ?? '')
  const value = lowerYaml(tree, tree.documents[0] ?? 0, {
    dialect: 'go-yaml-v2',
    origins: new Origins(),
  }).value
  const files = new Set<FilePath>()
  const folders = new Set<FilePath>()
  for (const path of pathsIn(value)) {
    const to = path.includes('\n') ? undefined : within(folder, path)
    if (to === undefined) continue
    if (snapshot.list(to) === undefined) files.add(to)
    else folders.add(to)
  }
  return { isComponent: textOf(entryOf(value, 'kind')) === 'Component', files, folders }
}

function* pathsIn(value: Value): Generator<string> {
  for (const key of lists) yield* textsIn(entryOf(value, key))
  for (const key of entries) {
    const list = entryOf(value, key)
    for (const entry of list?.kind === 'list' ? list.items : []) {
      for (const field of fields) yield* textsIn(entryOf(entry, field))
      for (const field of fieldLists)
        for (const path of textsIn(entryOf(entry, field))) yield path.slice(path.indexOf('=') + 1)
    }
  }
  yield* textsIn(entryOf(entryOf(value, 'openapi'), 'path'))
}

function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(key) : undefined
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : undefined
}

/** A text, or those of a list. */
function textsIn(value: Value | undefined): readonly string[] {
  if (value?.kind === 'list') return value.items.flatMap((one) => textOf(one) ?? [])
  const text = textOf(value)
  return text === undefined || text === '' ? [] : [text]
}

function within(folder: FilePath, path: string): FilePath | undefined {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return filePath(parts.join('/'))
}
