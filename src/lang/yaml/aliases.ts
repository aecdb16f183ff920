import type { FilePath } from '../../kernel/brand.ts'
import { parseYaml } from './parse.ts'
import { yamlKind, yamlSource, yamlTarget, type YamlTree } from './tree.ts'

/**
 * Says when an alias of a text stands for nothing, or when an anchor is set more often than in the texts that it came from,
 * so that an alias may stand for something else than it did there.
 */
export function brokenAlias(file: FilePath, text: string, sources: readonly string[]): string | undefined {
  const tree = parseYaml(file, text)
  const used = new Set<string>()
  for (let node = 0; node < tree.size; node++) {
    if (yamlKind(tree, node) !== 'alias') continue
    const name = yamlSource(tree, node)
    if (yamlTarget(tree, node) === undefined) return `the alias ${name} would stand for nothing any more`
    used.add(name.slice(1))
  }
  if (used.size === 0) return undefined
  const known = sources.map((one) => anchorsOf(parseYaml(file, one)))
  for (const [name, count] of anchorsOf(tree)) {
    if (used.has(name) && known.every((one) => (one.get(name) ?? 0) < count) && count > 1) {
      return `the anchor ${name} would be set twice, and its aliases would stand for something else`
    }
  }
  return undefined
}

function anchorsOf(tree: YamlTree): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { anchor } of tree.properties.values()) {
    if (anchor !== undefined) counts.set(anchor, (counts.get(anchor) ?? 0) + 1)
  }
  return counts
}
