import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The paths of all files below a folder, sorted. */
export function filesBelow(folder: string, under = ''): readonly string[] {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .flatMap((one) => {
      const path = under === '' ? one.name : `${under}/${one.name}`
      return one.isDirectory() ? filesBelow(folder, path) : one.isFile() ? [path] : []
    })
    .toSorted()
}
