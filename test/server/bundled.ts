import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { home } from '../tree.ts'

/** A source made into one file that this Node can start, for tests of several processes. Packages stay packages. */
export async function bundled(entry: string): Promise<string> {
  const folder = join(home, '.cache/bundled')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${entry.replaceAll(/\W+/gu, '-')}-${process.pid}.mjs`)
  const made = await rolldown({
    cwd: home,
    input: join(home, entry),
    platform: 'node',
    external: /^(?:node:|@?[a-z][\w-]*(?:\/|$))/u,
    logLevel: 'silent',
  })
  await made.write({ file, format: 'esm', codeSplitting: false })
  await made.close()
  return file
}
