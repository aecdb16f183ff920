import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compareVerdict } from './compare.ts'
import { askTerraform } from './configurations/ask.ts'
import type { Compared } from './run.ts'
import type { Asked, Subject } from './subject.ts'
import { type Files, inTemporaryFolder } from './terraform.ts'

/**
 * Compares other people's configurations: the folder itself when it holds `.tf` files, otherwise each folder right inside
 * it. They are copied first, so nothing of theirs changes. Options are taken from `plumbline-conformance.json` in a
 * configuration: `{ "given": [{ "kind": "var", "name", "text" }, { "kind": "file", "path" }], "env", "workspace" }`.
 */
export async function compareFolder(folder: string, subject: Subject): Promise<readonly Compared[]> {
  const roots = isRoot(folder)
    ? ['.']
    : readdirSync(folder)
        .toSorted()
        .filter((name) => statSync(join(folder, name)).isDirectory() && isRoot(join(folder, name)))
  const compared: Compared[] = []
  for (const root of roots) compared.push(await compareRoot(join(folder, root), root, subject))
  return compared
}

function compareRoot(source: string, id: string, subject: Subject): Promise<Compared> {
  return inTemporaryFolder(async (copy) => {
    cpSync(source, copy, { recursive: true, filter: (path) => !/[/\\]\.(?:terraform|git)$/u.test(path) })
    const asked = askedOf(copy)
    const files: Files = Object.fromEntries(
      tfFiles(copy).map((name) => [name, readFileSync(join(copy, name))]),
    )
    const ours = subject.read(copy, asked)
    const theirs = await askTerraform(copy, { ...asked, files })
    return {
      id,
      subject: source,
      kind: theirs.kind === 'plan' ? 'value' : 'error',
      differences: compareVerdict(theirs, ours),
    }
  })
}

function askedOf(folder: string): Asked {
  const name = 'plumbline-conformance.json'
  if (!readdirSync(folder).includes(name)) return { given: [], env: {} }
  return { given: [], env: {}, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Asked>) }
}

function isRoot(folder: string): boolean {
  return tfFiles(folder).length > 0
}

function tfFiles(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /\.tf(?:\.json)?$/u.test(name))
}
