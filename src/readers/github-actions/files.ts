import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { notUtf8 } from '../../model/guessed-text.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { filesBelow } from '../../model/walk.ts'
import type { Part, Source } from './part.ts'
import { problem } from './problems.ts'

const workflowFile = /^(?:(.+)\/)?\.github\/workflows\/([^/]+\.ya?ml)$/u
const actionFile = /(?:^|\/)action\.ya?ml$/u

/**
 * The roots below a folder: what has `.github/workflows` in it, and where a composite action lies outside all of those, its
 * own folder.
 */
export function rootsBelow(snapshot: Snapshot, folder: FilePath): readonly FilePath[] {
  const roots = new Set<FilePath>()
  const actions: FilePath[] = []
  for (const file of filesBelow(snapshot, folder)) {
    const [found, root = ''] = workflowFile.exec(file) ?? []
    if (found !== undefined) roots.add(filePath(root))
    else if (actionFile.test(file) && isComposite(snapshot.text(file) ?? '')) actions.push(file)
  }
  for (const file of actions)
    if (!foldersAbove(file).some((one) => hasWorkflows(snapshot, one))) roots.add(folderOf(file))
  return [...roots].toSorted()
}

/** The workflows and composite actions of a root, without those of roots inside it. What can't be read is a diagnostic. */
export function* sourcesOf(
  snapshot: Snapshot,
  root: FilePath,
  origins: Origins,
  diagnostics: Diagnostic[],
): Generator<Source> {
  for (const { name, kind } of snapshot.list(within(root, '.github/workflows')) ?? []) {
    if (kind !== 'file' || !/\.ya?ml$/u.test(name)) continue
    const file = within(root, `.github/workflows/${name}`)
    const read = valueIn(snapshot, file, origins, diagnostics)
    if (read !== undefined) yield { kind: 'workflow', file, name, ...read }
  }
  for (const file of actionsOf(snapshot, root)) {
    if (!isComposite(snapshot.text(file) ?? '')) continue
    const read = valueIn(snapshot, file, origins, diagnostics)
    const using = read && entryOf(entryOf(read.value, 'runs'), 'using')
    if (read === undefined || using === undefined || scalarText(using) !== 'composite') continue
    yield { kind: 'action', file, name: pathFrom(root, folderOf(file)), ...read }
  }
}

/** The path of what `uses: ./…` names, as parts are addressed: `./.github/workflows/a.yml`, `./actions/build`. */
export function localUse(uses: string): { readonly kind: Part['type']; readonly name: string } | undefined {
  if (!uses.startsWith('./')) return undefined
  const path = uses.slice(2).replace(/\/+$/u, '')
  const workflow = /^\.github\/workflows\/([^/]+\.ya?ml)$/u.exec(path)?.[1]
  return workflow === undefined ? { kind: 'action', name: path || '.' } : { kind: 'workflow', name: workflow }
}

function actionsOf(snapshot: Snapshot, root: FilePath): readonly FilePath[] {
  const isRoot = hasWorkflows(snapshot, root)
  if (!isRoot) return ['action.yml', 'action.yaml'].map((name) => within(root, name))
  return [...filesBelow(snapshot, root)].filter((file) => {
    if (!actionFile.test(file)) return false
    return foldersAbove(file).find((one) => hasWorkflows(snapshot, one)) === root
  })
}

function valueIn(
  snapshot: Snapshot,
  file: FilePath,
  origins: Origins,
  diagnostics: Diagnostic[],
): { readonly text: string; readonly value: Value } | undefined {
  const text = snapshot.text(file)
  if (text === undefined) {
    diagnostics.push(notUtf8('github-actions', file))
    return undefined
  }
  const tree = parseYaml(file, text)
  diagnostics.push(...tree.diagnostics)
  const [document] = tree.documents
  if (document === undefined || tree.diagnostics.some(({ severity }) => severity === 'error'))
    return undefined
  const { value, diagnostics: more } = lowerYaml(tree, document, { dialect: 'core', origins })
  diagnostics.push(...more)
  if (value.kind === 'map') return { text, value }
  diagnostics.push(problem('github-actions/not-a-mapping', origins.site(value.origin)))
  return undefined
}

/** A word that a composite action can't do without. Actions in other languages are left alone, also when they are broken. */
function isComposite(text: string): boolean {
  return /\busing["']?\s*:\s*["']?composite\b/u.test(text)
}

function hasWorkflows(snapshot: Snapshot, folder: FilePath): boolean {
  const entries = snapshot.list(within(folder, '.github/workflows')) ?? []
  return entries.some(({ name, kind }) => kind === 'file' && /\.ya?ml$/u.test(name))
}

/** The folder of a file and those above it, nearest first. */
function foldersAbove(file: FilePath): readonly FilePath[] {
  const parts = file.split('/').slice(0, -1)
  return [...parts.map((_, at) => filePath(parts.slice(0, parts.length - at).join('/'))), filePath('')]
}

function folderOf(file: FilePath): FilePath {
  return filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
}

function within(folder: FilePath, path: string): FilePath {
  return filePath(folder === '' ? path : `${folder}/${path}`)
}

function pathFrom(root: FilePath, folder: FilePath): string {
  if (folder === root) return '.'
  return root === '' ? folder : folder.slice(root.length + 1)
}
