import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the whole project. */
export const home = fileURLToPath(new URL('..', import.meta.url))

/** The files under a folder of the project, as sorted paths from the project's root with forward slashes. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(home, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .toSorted()
}

/** The text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(home, path), 'utf8')
}

/** What a module imports: static, dynamic, re-exported and type-only imports alike. */
export function importsOf(source: string): readonly string[] {
  return [...source.matchAll(imports)].map(([, from, alone, dynamic]) => from ?? alone ?? dynamic ?? '')
}

const imports =
  /^(?:import|export)\s[^'"`;]*?\bfrom\s*'([^'\n]+)'|^import\s*'([^'\n]+)'|\bimport\(\s*'([^'\n]+)'/gmu
