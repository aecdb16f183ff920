import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { within } from './within.ts'

/**
 * The folder that paths are said from which stand in a file. It is the top of the repository; but where not all of them exist there,
 * the nearest folder around the file in which they do, as a repository may hold a folder that is meant to be one of its own.
 */
export function topOf(snapshot: Snapshot, file: FilePath, paths: readonly string[]): FilePath {
  const telling = paths.filter(tells)
  const top = filePath('')
  if (telling.length === 0) return top
  return (
    [top, ...foldersAround(file)].find((one) => telling.every((path) => isIn(snapshot, one, path))) ?? top
  )
}

/** Whether a path says where something must be: it is no template, and not the top itself. */
export function tells(path: string): boolean {
  return !path.includes('{{') && path.replaceAll(/[./]/gu, '') !== ''
}

/** Whether there is something at a path from a folder. */
export function isIn(snapshot: Snapshot, top: FilePath, path: string): boolean {
  const place = within(top, path, top)
  return place !== undefined && (snapshot.list(place) ?? snapshot.bytes(place)) !== undefined
}

/** The folders that a file lies in, the nearest first. */
function foldersAround(file: FilePath): readonly FilePath[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, at) => filePath(parts.slice(0, parts.length - at).join('/')))
}
