import type { FilePath } from '../../../kernel/brand.ts'
import { filePath } from '../../../kernel/brand.ts'
import type { Snapshot } from '../../../kernel/ports.ts'

/** The files of one module folder, in the order Terraform reads them. */
export interface ModuleFiles {
  readonly primary: readonly FilePath[]
  /** `override.tf` and `*_override.tf`: merged over the others in this order. */
  readonly overrides: readonly FilePath[]
}

/**
 * Which files of a folder make up its module, or undefined when there is none. OpenTofu also reads `.tofu`, and
 * `x.tofu` hides `x.tf`. Source: Terraform's documentation of files and directories, and of override files.
 */
export function moduleFiles(
  snapshot: Snapshot,
  folder: FilePath,
  opentofu: boolean,
): ModuleFiles | undefined {
  const names = (snapshot.list(folder) ?? []).filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const present = new Set(names)
  const mine = names.filter((name) => isConfiguration(name, opentofu) && !isHidden(name, present, opentofu))
  if (mine.length === 0) return undefined
  const paths = (some: readonly string[]): FilePath[] => some.map((name) => within(folder, name))
  return {
    primary: paths(mine.filter((name) => !isOverride(name))),
    overrides: paths(mine.filter(isOverride)),
  }
}

/** A path inside a folder; `..` and `.` are resolved. A path that leaves the snapshot begins with `../`. */
export function within(folder: FilePath, relative: string): FilePath {
  const parts: string[] = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return filePath(parts.join('/'))
}

/** Terraform leaves out editors' backups and hidden files. */
function isConfiguration(name: string, opentofu: boolean): boolean {
  if (name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'))) return false
  if (name.endsWith('.tf') || name.endsWith('.tf.json')) return true
  return opentofu && (name.endsWith('.tofu') || name.endsWith('.tofu.json'))
}

function isHidden(name: string, present: ReadonlySet<string>, opentofu: boolean): boolean {
  if (!opentofu || !/\.tf(?:\.json)?$/u.test(name)) return false
  return present.has(name.replace(/\.tf(\.json)?$/u, '.tofu$1'))
}

function isOverride(name: string): boolean {
  const base = name.replace(/\.(?:tf|tofu)(?:\.json)?$/u, '')
  return base === 'override' || base.endsWith('_override')
}
