import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { madeFolder } from './made-folder.ts'

/** A file as it shall be. */
interface Written {
  readonly path: string
  readonly text: string
}

/**
 * Writes files so that whoever is killed in the middle leaves each as it was or as it shall be, and none where one of them cannot be
 * written: that one's path is given back. All are written beside their places first, and then put there.
 */
export function writeFiles(files: readonly Written[]): string | undefined {
  const staged: { readonly fresh: string; readonly place: string }[] = []
  for (const { path, text } of files) {
    try {
      const place = placeOf(path)
      if (place === undefined) writeFileSync(path, text)
      else {
        madeFolder(dirname(place))
        const fresh = `${place}.plumbline-${process.pid}`
        staged.push({ fresh, place })
        writeFileSync(fresh, text, { mode: statSync(place, { throwIfNoEntry: false })?.mode ?? 0o666 })
      }
    } catch {
      for (const { fresh } of staged) rmSync(fresh, { force: true })
      return path
    }
  }
  for (const { fresh, place } of staged) renameSync(fresh, place)
  return undefined
}

/** Where a file lies, behind links; undefined for what cannot be put in another's place, such as a terminal. */
function placeOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return path
  return found.isFile() ? realpathSync(path) : undefined
}
