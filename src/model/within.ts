import { filePath, type FilePath } from '../kernel/brand.ts'

/** A path from a folder, in the snapshot; one that begins with a slash is from the `top`. Undefined where it leaves the snapshot. */
export function within(folder: FilePath, path: string, top: FilePath = filePath('')): FilePath | undefined {
  const start = path.startsWith('/') ? top : folder
  const parts = start === '' ? [] : start.split('/')
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return filePath(parts.join('/'))
}
