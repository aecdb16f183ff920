import type * as engineRead from '../src/engine/read.ts'
import type * as engineWhy from '../src/engine/why.ts'
import type * as folders from '../src/host/folder-snapshot.ts'
import type * as tables from '../src/host/tables.ts'
import type * as brands from '../src/kernel/brand.ts'
import type { Estate } from '../src/model/reading.ts'

const home = new URL('../../../', import.meta.url)

/** The program as a user starts it. */
export const program = new URL('bin/plumbline', home)

interface Built {
  readonly estateIn: (folder: string) => Estate
  readonly why: typeof engineWhy.why
}

/** The built program, which knows where the shipped tables lie; what it costs to load it belongs to what is measured. */
export async function built(): Promise<Built> {
  const { folderSnapshot } = (await load('host/folder-snapshot.js')) as typeof folders
  const { readEstate } = (await load('engine/read.js')) as typeof engineRead
  const { why } = (await load('engine/why.js')) as typeof engineWhy
  const { providerTable } = (await load('host/tables.js')) as typeof tables
  const { filePath } = (await load('kernel/brand.js')) as typeof brands
  return {
    why,
    estateIn: (folder) =>
      readEstate(folderSnapshot(folder), filePath(''), {
        layers: [],
        environment: new Map(),
        workspace: 'default',
        language: 'auto',
        state: undefined,
        providerSchemas: undefined,
        loadProviderTable: providerTable,
        workingFolder: folder,
      }),
  }
}

function load(path: string): Promise<unknown> {
  return import(new URL(`dist/${path}`, home).href)
}
