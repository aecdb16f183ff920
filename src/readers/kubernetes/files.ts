import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor, summaryOf } from '../../kernel/recording.ts'
import { isKustomization, namedByKustomization } from '../../lang/kustomization/named.ts'
import { guessedText } from '../../model/guessed-text.ts'
import { filesBelow, hasFile } from '../../model/walk.ts'
import { holdsObjects, looksLikeObject, manifestOf, type Manifest } from './documents.ts'

/** The folders below a folder that hold manifests themselves, with these. */
export function manifestFolders(
  snapshot: Snapshot,
  folder: FilePath,
): ReadonlyMap<FilePath, readonly FilePath[]> {
  const found = new Map<FilePath, FilePath[]>()
  const isLeftOut = filterOf(snapshot)
  for (const file of filesBelow(snapshot, folder)) {
    if (!isNamedLikeOne(file) || isLeftOut(file)) continue
    if (!(saysObjects(snapshot, file) ?? seemsToSay(snapshot, file))) continue
    const own = folderOf(file)
    const known = found.get(own)
    if (known === undefined) found.set(own, [file])
    else known.push(file)
  }
  return found
}

const saysObjects = summaryOf('kubernetes/file', holdsObjects)

/** The same of a file that is no text. */
function seemsToSay(snapshot: Snapshot, file: FilePath): boolean {
  return looksLikeObject(guessedText(snapshot, file) ?? '')
}

/** The manifests that lie in a folder itself. */
export function* manifestsIn(snapshot: Snapshot, folder: FilePath): Generator<Manifest> {
  const isLeftOut = filterOf(snapshot)
  for (const { name, kind } of snapshot.list(folder) ?? []) {
    const file = filePath(folder === '' ? name : `${folder}/${name}`)
    if (kind !== 'file' || !isNamedLikeOne(file) || isLeftOut(file)) continue
    const text = snapshot.text(file)
    const manifest = text === undefined ? undefined : manifestOf(file, text)
    if (manifest !== undefined) yield manifest
    else if (text === undefined && seemsToSay(snapshot, file)) yield { kind: 'no-text', file }
  }
}

function isNamedLikeOne(file: FilePath): boolean {
  return /\.(?:ya?ml|json)$/u.test(file) && !isKustomization(file)
}

/**
 * Whether a file is no manifest of its own though it looks like one: a template of a chart, a file in the folder of a
 * kustomization, which says what of it is meant, or one below that a kustomization names.
 */
function filterOf(snapshot: Snapshot): (file: FilePath) => boolean {
  // What is known of a folder is known for all of its files.
  const known = new Map<FilePath, LeftOut>()
  return (file) => {
    const folder = folderOf(file)
    const found = known.get(folder) ?? leftOutIn(snapshot, folder)
    known.set(folder, found)
    return found === 'all' || found.some((files) => files.has(file))
  }
}

/** What of the files in a folder is left out: all, or those in some sets. */
type LeftOut = 'all' | readonly ReadonlySet<FilePath>[]

function leftOutIn(snapshot: Snapshot, own: FilePath): LeftOut {
  const isChart = (folder: string): boolean =>
    charts(snapshot, folder, () =>
      hasFile(snapshot, filePath(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`)),
    )
  if (chartFoldersOf(own).some(isChart)) return 'all'
  const sets: ReadonlySet<FilePath>[] = []
  // A kustomization can name files in or below its folder only.
  for (let folder = own; ; folder = folderOf(folder)) {
    const named = namedByKustomization(snapshot, folder)
    if (named !== undefined && folder === own) return 'all'
    if (named !== undefined) sets.push(named.files)
    if (folder === '') return sets
  }
}

const charts = keptFor<string, boolean>()

/** The folders that would be charts if a folder were a part of one, or lay in one. */
function chartFoldersOf(folder: FilePath): readonly string[] {
  const parts = folder.split('/')
  return parts.flatMap((part, at) => (chartParts.has(part) ? [parts.slice(0, at).join('/')] : []))
}

/** What lies in these folders of a chart belongs to it: its reader renders it, or it is there to try the chart. */
const chartParts = new Set(['templates', 'crds', 'charts', 'ci'])

function folderOf(file: FilePath): FilePath {
  return filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
}
