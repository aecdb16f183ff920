import type { FilePath } from '../../kernel/brand.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot, type Reads, type Summaries } from '../../kernel/recording.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Unit } from '../../readers/reader.ts'
import { readUnit, unitsBelow } from '../read.ts'

/** What a folder says at one commit, and what was looked at for it. */
export interface State {
  readonly estate: Estate
  /** Whether a file has a part in it: what wasn't looked at can't matter. */
  isTouchedBy(path: string, isThere: 'listed' | 'not listed'): boolean
}

/**
 * Reads one commit after another. A root is read again only where something that it was made of is different, which is
 * told by the names of blobs, without looking into files.
 */
export class States {
  readonly #folder: FilePath
  readonly #options: ReadOptions
  readonly #summaries: Summaries = new Map()
  readonly #made = new Map<string, Made>()

  constructor(folder: FilePath, options: ReadOptions) {
    this.#folder = folder
    this.#options = options
  }

  read(snapshot: Snapshot): State {
    const recording = new RecordingSnapshot(snapshot, this.#summaries)
    const found = recording.record(() => unitsBelow(recording, this.#folder, this.#options))
    const all = found.made.units.map((unit) => this.#readingOf(unit, recording))
    const readings = all.map(({ reading }) => reading)
    const estate: Estate = {
      readings,
      diagnostics: found.made.diagnostics,
      text: (file) =>
        file.startsWith('<')
          ? readings.map(({ texts }) => texts.get(file)).find((text) => text !== undefined)
          : snapshot.text(file),
    }
    return { estate, isTouchedBy: lookedAt([found.reads, ...all.map(({ reads }) => reads)]) }
  }

  #readingOf(unit: Unit, snapshot: RecordingSnapshot): Made {
    const name = JSON.stringify([unit.format, unit.root, unit.variant, unit.options.layers])
    const known = this.#made.get(name)
    if (known !== undefined && isAsItWas(known, snapshot)) return { ...known, snapshot }
    const { made: reading, reads } = snapshot.record(() => readUnit(snapshot, unit, this.#options))
    const made = { reading, reads, snapshot }
    this.#made.set(name, made)
    return made
  }
}

interface Made {
  readonly reading: Reading
  readonly reads: Reads
  readonly snapshot: RecordingSnapshot
}

function isAsItWas({ reads, snapshot: old }: Made, now: RecordingSnapshot): boolean {
  return (
    [...reads.files].every((file) => isSameFile(file, old, now)) &&
    [...reads.lists].every((place) => JSON.stringify(old.list(place)) === JSON.stringify(now.list(place))) &&
    [...reads.summaries].every((place) => isSameSummary(place, old, now)) &&
    [...reads.facts].every((place) => partOf(place, old) === partOf(place, now))
  )
}

function isSameFile(file: FilePath, old: RecordingSnapshot, now: RecordingSnapshot): boolean {
  const [before, after] = [old.stamp(file), now.stamp(file)]
  if (before !== undefined && after !== undefined) return before === after
  // What has no stamp is missing, or a link.
  const [one, other] = [old.bytes(file), now.bytes(file)]
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0
}

function isSameSummary(place: string, old: RecordingSnapshot, now: RecordingSnapshot): boolean {
  const [name = '', file = ''] = place.split('\u0000')
  const path = filePath(file)
  const stamp = old.stamp(path)
  if (stamp !== undefined && stamp === now.stamp(path)) return true
  return JSON.stringify(old.summary(name, path)) === JSON.stringify(now.summary(name, path))
}

function partOf(place: string, snapshot: RecordingSnapshot): string {
  const [name = '', key = '', part = ''] = place.split('\u0000')
  return snapshot.factParts(name, key)?.get(part) ?? ''
}

function lookedAt(all: readonly Reads[]): State['isTouchedBy'] {
  const files = new Set<string>()
  const lists = new Set<string>()
  let hasFacts = false
  for (const reads of all) {
    for (const file of reads.files) files.add(file)
    for (const place of reads.summaries) files.add(place.split('\u0000')[1] ?? '')
    for (const folder of reads.lists) lists.add(folder)
    hasFacts ||= reads.facts.size > 0
  }
  return (path, isThere) => {
    // What is worked out of the whole repository may depend on any of its YAML.
    if (files.has(path) || (hasFacts && /\.ya?ml$/u.test(path))) return true
    if (isThere === 'listed') return false
    const at = path.lastIndexOf('/')
    return lists.has(at === -1 ? '' : path.slice(0, at)) || isNewFolder(path, lists)
  }
}

/** A file in a folder that wasn't there is seen in the listing of the one around it. */
function isNewFolder(path: string, lists: ReadonlySet<string>): boolean {
  const parts = path.split('/')
  return parts.some((_, at) => at > 0 && lists.has(parts.slice(0, -1 - at).join('/')))
}
