import type * as engineRead from '../src/engine/read.ts'
import type * as engineWhy from '../src/engine/why.ts'
import type { Cache } from '../src/engine/cache/cache.ts'
import type * as engineReview from '../src/engine/review/folder.ts'
import type * as folders from '../src/host/folder-snapshot.ts'
import type * as tables from '../src/host/tables.ts'
import type * as brands from '../src/kernel/brand.ts'
import type { ReadOptions } from '../src/model/options.ts'
import type { Estate } from '../src/model/reading.ts'
import type * as ruleSets from '../src/rules/index.ts'

const home = new URL('../../../', import.meta.url)

/** The program as a user starts it. */
export const program = new URL('bin/plumbline', home)

interface Built {
  readonly estateIn: (folder: string) => Estate
  readonly why: typeof engineWhy.why
  /** A review with what was kept, as a process that lives on would do it. */
  readonly reviewIn: (folder: string, cache: Cache) => Promise<engineReview.JoinedReview>
}

/** The built program, which knows where the shipped tables lie; what it costs to load it belongs to what is measured. */
export async function built(): Promise<Built> {
  const { folderSnapshot } = (await load('host/folder-snapshot.js')) as typeof folders
  const { readEstate } = (await load('engine/read.js')) as typeof engineRead
  const { why } = (await load('engine/why.js')) as typeof engineWhy
  const { providerTable } = (await load('host/tables.js')) as typeof tables
  const { filePath } = (await load('kernel/brand.js')) as typeof brands
  const { joinedFolders, reviewFolder } = (await load('engine/review/folder.js')) as typeof engineReview
  const { allPlanRules, allRules } = (await load('rules/index.js')) as typeof ruleSets
  const root = filePath('')
  return {
    why,
    estateIn: (folder) => readEstate(folderSnapshot(folder), root, optionsFor(folder, providerTable)),
    reviewIn: async (folder, cache) => {
      const options = optionsFor(folder, providerTable)
      const rules = await allRules()
      const snapshot = folderSnapshot(folder)
      const asked = { rules, planRules: allPlanRules, cache, state: 'now' } as const
      return joinedFolders([await reviewFolder({ snapshot, folder: root, options, ...asked })])
    },
  }
}

function optionsFor(folder: string, loadProviderTable: ReadOptions['loadProviderTable']): ReadOptions {
  return {
    layers: [],
    environment: new Map(),
    workspace: 'default',
    language: 'auto',
    state: undefined,
    providerSchemas: undefined,
    loadProviderTable,
    workingFolder: folder,
  }
}

function load(path: string): Promise<unknown> {
  return import(new URL(`dist/${path}`, home).href)
}
