import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { Fetch } from '../engine/answered.ts'
import { readEstate } from '../engine/read.ts'
import type { FetchRules } from '../fetch/modules/fetch-rules.ts'
import { fetchModule, type FetchPorts } from '../fetch/modules/modules.ts'
import { folderSnapshot } from '../host/folder-snapshot.ts'
import { mountedSnapshot } from '../model/mounted-snapshot.ts'
import type { ReadOptions } from '../model/options.ts'
import type { Estate } from '../model/reading.ts'
import type { FetchAnswer, FetchRequest } from '../readers/reader.ts'

/** As many times as a fetched module may ask for another one. */
const mostRounds = 20

/** Reads; gets the modules that were missing; and reads again, until nothing is missing that can be had. */
export async function readFetching(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
  { rules, ports }: { readonly rules: FetchRules; readonly ports: FetchPorts },
): Promise<Estate> {
  const mounts = new Map<FilePath, Snapshot>()
  const known = new Map<string, FetchAnswer>()
  const all = mountedSnapshot(snapshot, mounts)
  for (let round = 1; ; round++) {
    const wanted = new Map<string, FetchRequest>()
    const fetch: Fetch = (request) => {
      const key = keyOf(request)
      if (!known.has(key)) wanted.set(key, request)
      return known.get(key)
    }
    const estate = readEstate(round === 1 ? all : mountedSnapshot(snapshot, mounts), folder, options, {
      fetch,
    })
    if (wanted.size === 0 || round === mostRounds) return estate
    for (const [key, { source, version }] of wanted) {
      const got = await fetchModule(source, version, rules, ports)
      if ('why' in got) known.set(key, got)
      else known.set(key, mount(mounts, got))
    }
  }
}

function keyOf({ source, version }: FetchRequest): string {
  return `${source}\u0000${version ?? ''}`
}

function mount(
  mounts: Map<FilePath, Snapshot>,
  { folder, inside }: { folder: string; inside: string },
): FilePath {
  const name = filePath(`.plumbline/modules/${folder.split('/').at(-1) ?? ''}`)
  if (!mounts.has(name)) mounts.set(name, folderSnapshot(folder))
  return inside === '' ? name : filePath(`${name}/${inside}`)
}
