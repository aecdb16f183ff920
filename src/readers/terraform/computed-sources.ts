import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { ReadOptions } from '../../model/options.ts'
import { bareSession } from './bare-session.ts'
import { moduleFiles, within } from './config/files.ts'
import { loadModule, staticText } from './config/load.ts'
import { isLocal, type ModuleNode } from './config/tree.ts'
import { earlyEvaluation } from './evaluate/early.ts'
import { parsedFilesOf } from './config/parsed.ts'

/**
 * The folders of a repository that a module calls by a `source` which variables and locals decide, under each of the
 * options that the module may be read with. Folders that such a source leads to are modules, not roots.
 */
export function computedSources(
  snapshot: Snapshot,
  folder: FilePath,
  opentofu: boolean,
  ways: () => readonly ReadOptions[],
): readonly FilePath[] {
  const files = moduleFiles(snapshot, folder, opentofu)
  const config = files && loadModule(folder, files, parsedFilesOf(snapshot))
  const sources = [...(config?.calls.values() ?? [])].flatMap(({ source }) =>
    source === undefined || staticText(source) !== undefined ? [] : [source],
  )
  if (config === undefined || sources.length === 0) return []
  const node: ModuleNode = {
    path: [],
    config,
    parent: undefined,
    call: undefined,
    children: new Map(),
    missing: new Map(),
  }
  return ways().flatMap((options) => {
    const early = earlyEvaluation(bareSession(folder, snapshot, options))
    return sources.flatMap((source) => {
      const text = early(node, source)
      return text !== undefined && isLocal(text) ? [within(folder, text)] : []
    })
  })
}
