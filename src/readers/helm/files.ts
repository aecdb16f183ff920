import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import { packedFiles } from '../../lang/archive/packed.ts'
import { textOf } from '../../model/files-snapshot.ts'
import { isIgnored, ignoreRules, unreadableRule } from './ignore.ts'
import { problem } from './problems.ts'

/** A file of a chart: its name in the chart, and the path that its spans say. */
export interface ChartFile {
  readonly name: string
  readonly path: FilePath
  readonly bytes: Uint8Array
  /** Undefined where it isn't UTF-8. */
  readonly text: string | undefined
}

/** Most that a packed chart may unfold to. */
const mostBytes = 100_000_000

/** The files of a chart's folder, without those that .helmignore names. Sorted by name. */
export function folderFiles(snapshot: Snapshot, folder: FilePath): readonly ChartFile[] {
  const rules = ignoreRules(snapshot.text(filePath(`${prefixOf(folder)}.helmignore`)) ?? '')
  const found: ChartFile[] = []
  const below = (path: string, depth: number): void => {
    const entries = snapshot.list(path === '' ? folder : filePath(prefixOf(folder) + path)) ?? []
    for (const { name, kind } of entries) {
      const inside = path === '' ? name : `${path}/${name}`
      if (isIgnored(rules, inside, kind === 'folder')) continue
      if (kind === 'folder') {
        if (depth < 50) below(inside, depth + 1)
        continue
      }
      const file = filePath(prefixOf(folder) + inside)
      const bytes = snapshot.bytes(file)
      if (bytes !== undefined) found.push({ name: inside, path: file, bytes, text: snapshot.text(file) })
    }
  }
  below('', 0)
  return found
}

/** What Helm refuses a .helmignore for. */
export function ignoreMistakes(snapshot: Snapshot, folder: FilePath): readonly Diagnostic[] {
  const file = filePath(`${prefixOf(folder)}.helmignore`)
  const text = snapshot.text(file) ?? ''
  const found = unreadableRule(text)
  if (found === undefined) return []
  const start = text.indexOf(found)
  const what = `Helm can't read the line ${JSON.stringify(found)} of ${file}: it knows no **, and brackets must be closed.`
  return [problem('helm/archive', what, { file, start, end: start + found.length })]
}

const archives = keptFor<FilePath, Outcome<readonly ChartFile[]>>()

/** The files of a packed chart, without the folder that all of them lie in. */
export function archiveFiles(
  snapshot: Snapshot,
  file: FilePath,
  bytes: Uint8Array,
): Outcome<readonly ChartFile[]> {
  return archives(snapshot, file, () => unpacked(file, bytes))
}

function unpacked(file: FilePath, bytes: Uint8Array): Outcome<readonly ChartFile[]> {
  const found = packedFiles(bytes, mostBytes)
  if ('why' in found) {
    const what = `${file} is no archive of a chart: ${found.why}.`
    return { value: [], diagnostics: [problem('helm/archive', what, { file, start: 0, end: 0 })] }
  }
  const files = found.files.flatMap(({ path, bytes: data }): ChartFile[] => {
    const inside = path.replace(/^(?:\.\/)?[^/]+\//u, '')
    if (inside === '') return []
    return [{ name: inside, path: filePath(`<${file}>/${inside}`), bytes: data, text: textOf(data) }]
  })
  return { value: files, diagnostics: [] }
}

function prefixOf(folder: FilePath): string {
  return folder === '' ? '' : `${folder}/`
}
