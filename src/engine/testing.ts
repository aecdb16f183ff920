import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import type { ReadOptions } from '../model/options.ts'
import type { Estate } from '../model/reading.ts'
import { readEstate } from './read.ts'

/** Options that add nothing to what the files say, for tests. */
export const plainOptions: ReadOptions = {
  layers: [],
  environment: new Map(),
  workspace: 'default',
  language: 'auto',
  state: undefined,
  providerSchemas: undefined,
  loadProviderTable: () => undefined,
  workingFolder: undefined,
}

/** The estate of some files, for tests. */
export function estateOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ReadOptions> = {},
): Estate {
  return readEstate(filesSnapshot(files), filePath(''), { ...plainOptions, ...options })
}
