import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { literalString } from '../../lang/hcl/syntax/index.ts'
import { opentofu, terraform111, terraformLatest, type LanguageVersion } from '../../lang/hcl/version.ts'
import type { ReadOptions } from '../../model/options.ts'
import { newest } from '../../model/versions.ts'
import type { ModuleConfig } from './config/config.ts'
import type { ModuleNode } from './config/tree.ts'

const named = { 'terraform-1.11': terraform111, terraform: terraformLatest, opentofu } as const

/** Releases after 1.11 that a `required_version` may ask for. */
const later = Array.from({ length: 40 }, (_, at) => `1.${12 + at}.0`)

/** Whether `.tofu` files count. Where the language isn't given their presence is what tells it. */
export function readsTofu({ language }: ReadOptions): boolean {
  return language === 'opentofu' || language === 'auto'
}

/** Whether a root is OpenTofu's by what was asked for and by its own files, before its modules are known. */
export function isOpenTofu({ language }: ReadOptions, snapshot: Snapshot, root: FilePath): boolean {
  return language === 'opentofu' || (language === 'auto' && hasTofuFiles(snapshot, root))
}

/**
 * The language of a root: the one that was asked for; else OpenTofu's if it or a module it calls has `.tofu` files, a
 * later Terraform's if a `required_version` of theirs excludes 1.11 and allows one, and Terraform 1.11's otherwise.
 */
export function languageOf({ language }: ReadOptions, snapshot: Snapshot, tree: ModuleNode): LanguageVersion {
  if (language !== 'auto') return named[language]
  const configs = configsIn(tree)
  if (configs.some(({ folder }) => hasTofuFiles(snapshot, folder))) return opentofu
  const needsLater = configs
    .flatMap(({ requiredVersions }) => requiredVersions)
    .some(({ expression }) => {
      const constraint = literalString(expression.tree, expression.node)
      if (constraint === undefined || newest(['1.11.4'], constraint) !== undefined) return false
      return newest(later, constraint) !== undefined
    })
  return needsLater ? terraformLatest : terraform111
}

function configsIn(tree: ModuleNode): readonly ModuleConfig[] {
  const configs = new Set<ModuleConfig>()
  const open: ModuleNode[] = [tree]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    configs.add(node.config)
    open.push(...node.children.values())
  }
  return [...configs]
}

function hasTofuFiles(snapshot: Snapshot, folder: FilePath): boolean {
  return (snapshot.list(folder) ?? []).some(
    ({ name, kind }) => kind === 'file' && /\.tofu(?:\.json)?$/u.test(name),
  )
}
