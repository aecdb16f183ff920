import { filePath } from '../kernel/brand.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../model/options.ts'
import { parsePath, valueAt } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import { valueJson } from '../model/value-json.ts'
import { readEstate } from './read.ts'

/** Options that add nothing to what the files say, for tests. */
export const plainOptions: ReadOptions = filesAlone()

/** The estate of some files, for tests. */
export function estateOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ReadOptions> = {},
): Estate {
  return readEstate(filesSnapshot(files), filePath(''), { ...plainOptions, ...options })
}

type Files = Readonly<Record<string, string>>

interface Found {
  readonly json: unknown
  /** The lines of the root literals. */
  readonly roots: readonly string[]
}

interface Look {
  readonly readings: (files: Files) => readonly Reading[]
  readonly addresses: (files: Files) => readonly string[]
  /** Each diagnostic's code and the line it points at. */
  readonly codes: (files: Files) => readonly string[]
  readonly found: (files: Files, variant: string, address: string, path: string) => Found
}

/** What the readings of one format say of some files, for tests. */
export function lookingAt(format: string): Look {
  const readings = (files: Files): readonly Reading[] =>
    estateOf(files).readings.filter((one) => one.format === format)
  return {
    readings,
    addresses: (files) =>
      readings(files).flatMap(({ root, variant, resources }) =>
        resources.map(({ address }) => `${root}@${variant}::${address}`),
      ),
    codes: (files) =>
      readings(files).flatMap(({ diagnostics }) =>
        diagnostics.map(({ code, span }) => `${code} ${lineOf(files, span.file, span.start)}`),
      ),
    found(files, variant, address, path) {
      const reading = readings(files).find((one) => one.variant === variant)
      const resource = reading?.resources.find((one) => one.address === address)
      const value = resource && valueAt(resource.values, parsePath(path) ?? [])
      if (reading === undefined || value === undefined) return { json: undefined, roots: [] }
      return { json: valueJson(value), roots: rootsOf(value, reading.origins, files) }
    },
  }
}

function rootsOf({ origin }: Value, origins: Origins, files: Files): readonly string[] {
  const open = [origin]
  const lines = new Set<string>()
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const inputs = origins.inputs(one)
    open.push(...inputs)
    const { file, start } = origins.site(one)
    if (inputs.length === 0 && file !== '') lines.add(lineOf(files, file, start))
  }
  return [...lines].toSorted()
}

function lineOf(files: Files, file: string, at: number): string {
  const text = files[file] ?? ''
  const line = text.slice(0, at).split('\n').length
  return `${file}:${line} ${(text.split('\n')[line - 1] ?? '').trim()}`
}
