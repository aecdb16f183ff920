import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { globMatcher } from '../../model/glob.ts'
import { filesBelow } from '../../model/walk.ts'
import { isTrue, textIn } from '../../model/fields.ts'

/**
 * The manifests that an application takes of a folder, and those that are written in Jsonnet. In its patterns `*` goes over slashes.
 * See https://argo-cd.readthedocs.io/en/stable/user-guide/directory/
 */
export function directoryFiles(snapshot: Snapshot, folder: FilePath, source: Value): readonly FilePath[] {
  const include = matcher(textIn(source, 'directory', 'include'))
  const exclude = matcher(textIn(source, 'directory', 'exclude'))
  const prefix = folder === '' ? '' : `${folder}/`
  const all = isTrue(source, 'directory', 'recurse')
    ? filesBelow(snapshot, folder)
    : ownFiles(snapshot, folder)
  return [...all]
    .filter((file) => {
      const path = file.slice(prefix.length)
      if (!/\.(?:ya?ml|json|jsonnet)$/u.test(path)) return false
      return (include?.(path) ?? true) && !(exclude?.(path) ?? false)
    })
    .toSorted()
}

function* ownFiles(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  for (const { name, kind } of snapshot.list(folder) ?? [])
    if (kind === 'file') yield filePath(folder === '' ? name : `${folder}/${name}`)
}

function matcher(pattern: string | undefined): ((path: string) => boolean) | undefined {
  if (pattern === undefined || pattern === '') return undefined
  return globMatcher(pattern.replaceAll(/\*+/gu, '**'))
}
