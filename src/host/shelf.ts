import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeFolder } from './made-folder.ts'

/** Texts in a folder of their own, for the user alone. */
interface FolderShelf {
  get(name: string): string | undefined
  put(name: string, text: string): void
}

/** A text that was used this lately counts as used now. */
const lately = 3_600_000

/**
 * Keeps texts in a folder, at most so many bytes: the ones that were not used for the longest time go first. Processes
 * may share it: a text appears whole or not at all. Whatever goes wrong, it is as if the text weren't there.
 */
export function folderShelf(folder: string, mostBytes: number): FolderShelf {
  let isTidy = false
  return {
    get: (name) => unlessFailing(() => used(join(folder, name))),
    put: (name, text) =>
      unlessFailing(() => {
        madeFolder(folder, 0o700)
        const fresh = join(folder, `${name}.${process.pid}.new`)
        writeFileSync(fresh, text, { mode: 0o600 })
        renameSync(fresh, join(folder, name))
        if (!isTidy) tidy(folder, mostBytes)
        isTidy = true
      }),
  }
}

function used(file: string): string {
  const text = readFileSync(file, 'utf8')
  const now = new Date()
  if (now.getTime() - statSync(file).mtimeMs > lately) utimesSync(file, now, now)
  return text
}

/** Makes room, with some to spare, so that it isn't needed again at once. */
function tidy(folder: string, mostBytes: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    const found = statSync(file, { throwIfNoEntry: false })
    return found?.isFile() === true ? [{ file, size: found.size, time: found.mtimeMs }] : []
  })
  let left = files.reduce((sum, { size }) => sum + size, 0)
  if (left <= mostBytes) return
  for (const { file, size } of files.toSorted((a, b) => a.time - b.time)) {
    if (left <= mostBytes * 0.8) return
    rmSync(file, { force: true })
    left -= size
  }
}

/** A cache that can't be read or written is no cache, and no reason to stop. */
function unlessFailing<Made>(work: () => Made): Made | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
