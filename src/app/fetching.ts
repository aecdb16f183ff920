import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { fetchKey, type Fetch } from '../engine/answered.ts'
import { chartFetcher, type ChartPorts, type FetchedChart } from '../fetch/charts/charts.ts'
import type { FetchRules } from '../fetch/fetch-rules.ts'
import { fetchFile, isFileAddress, type FetchedFile } from '../fetch/files/files.ts'
import { fetchModule, type Fetched, type FetchPorts } from '../fetch/modules/modules.ts'
import { folderSnapshot } from '../host/folder-snapshot.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import { mountedSnapshot } from '../model/mounted-snapshot.ts'
import type { ChartRequest, FetchAnswer, FetchRequest } from '../readers/reader.ts'

/** As many times as something fetched may ask for another one. */
const mostRounds = 20

/** Works; gets the modules and charts that were missing; and works again, until nothing is missing that can be had. */
export async function fetching<Made>(
  snapshot: Snapshot,
  work: (snapshot: Snapshot, fetch: Fetch) => Made,
  { rules, ports }: { readonly rules: FetchRules; readonly ports: FetchPorts & ChartPorts },
): Promise<Made> {
  const mounts = new Map<FilePath, Snapshot>()
  const known = new Map<string, FetchAnswer>()
  const chart = chartFetcher(rules, ports)
  for (let round = 1; ; round++) {
    const wanted = new Map<string, FetchRequest | ChartRequest>()
    const fetch: Fetch = (request) => {
      const key = fetchKey(request)
      if (!known.has(key)) wanted.set(key, request)
      return known.get(key)
    }
    const made = work(mountedSnapshot(snapshot, mounts), fetch)
    if (wanted.size === 0 || round === mostRounds) return made
    for (const [key, request] of wanted) {
      const got = request.kind === 'chart' ? await chart(request) : await gotten(request, rules, ports)
      if ('why' in got) known.set(key, got)
      else if ('bytes' in got) known.set(key, mountFile(mounts, got))
      else if ('files' in got) known.set(key, mountChart(mounts, got))
      else known.set(key, mountModule(mounts, got))
    }
  }
}

/** A file of a web server, or a package. */
function gotten(
  { source, version }: FetchRequest,
  rules: FetchRules,
  ports: FetchPorts,
): Promise<FetchedFile | Fetched> {
  if (isFileAddress(source)) return fetchFile(source, rules, ports.get)
  return fetchModule(source, version, rules, ports)
}

function mountFile(
  mounts: Map<FilePath, Snapshot>,
  { key, name, bytes }: Exclude<FetchedFile, { readonly why: string }>,
): FilePath {
  const folder = filePath(`.plumbline/files/${key}`)
  mounts.set(folder, filesSnapshot({ [name]: bytes }))
  return filePath(`${folder}/${name}`)
}

function mountModule(
  mounts: Map<FilePath, Snapshot>,
  { folder, inside }: { readonly folder: string; readonly inside: string },
): FilePath {
  const name = filePath(`.plumbline/modules/${folder.split('/').at(-1) ?? ''}`)
  if (!mounts.has(name)) mounts.set(name, folderSnapshot(folder))
  return inside === '' ? name : filePath(`${name}/${inside}`)
}

/** Charts stay packed where they are kept. */
function mountChart(
  mounts: Map<FilePath, Snapshot>,
  { key, name, files }: Exclude<FetchedChart, { readonly why: string }>,
): FilePath {
  const folder = filePath(`.plumbline/charts/${key}/${name}`)
  if (!mounts.has(folder)) mounts.set(folder, filesSnapshot(files))
  return folder
}
