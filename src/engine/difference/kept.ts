import { createHash } from 'node:crypto'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Reads, RecordingSnapshot } from '../../kernel/recording.ts'
import type { Reading } from '../../model/reading.ts'

/** A reading, and what was asked of the files for it. */
export interface Recorded {
  readonly reading: Reading
  readonly reads: Reads
}

/** As many resources as a process holds on to between two states. */
const mostResources = 10_000

/**
 * The readings of the state that was read last, for a process that reads one state after the other: a root for which
 * everything that was asked of the files would be answered the same is not read again.
 */
export class KeptReadings {
  #kept: ReadonlyMap<string, Recorded & { readonly digest: string }> = new Map()

  /** The reading of a root, when it would be the same. */
  known(name: string, snapshot: RecordingSnapshot): Recorded | undefined {
    const found = this.#kept.get(name)
    return found !== undefined && digestOf(found.reads, snapshot) === found.digest ? found : undefined
  }

  /** Keeps the readings of a state instead of those before. */
  keep(readings: ReadonlyMap<string, Recorded>, snapshot: RecordingSnapshot): void {
    const kept = new Map<string, Recorded & { readonly digest: string }>()
    let resources = 0
    for (const [name, one] of readings) {
      resources += one.reading.resources.length
      if (resources > mostResources) break
      kept.set(name, { ...one, digest: digestOf(one.reads, snapshot) })
    }
    this.#kept = kept
  }
}

/** Of everything that a snapshot answers to what was asked. */
function digestOf({ files, lists, summaries, facts }: Reads, snapshot: RecordingSnapshot): string {
  const hash = createHash('sha256')
  const say = (...parts: readonly string[]): void => void hash.update(`${JSON.stringify(parts)}\n`)
  for (const file of files) say('file', file, stampOf(file, snapshot))
  for (const place of lists) say('list', place, JSON.stringify(snapshot.list(place)) ?? '')
  for (const place of summaries) say('summary', place, saidOf(place, snapshot))
  for (const place of facts) say('fact', place, partOf(place, snapshot))
  return hash.digest('hex')
}

function stampOf(file: FilePath, snapshot: RecordingSnapshot): string {
  const stamp = snapshot.stamp(file)
  if (stamp !== undefined) return `stamp ${stamp}`
  const bytes = snapshot.bytes(file)
  return bytes === undefined ? 'none' : `bytes ${createHash('sha256').update(bytes).digest('hex')}`
}

/** What a summary of a file says; `placeOf(name, file)` names both. */
export function saidOf(place: string, snapshot: RecordingSnapshot): string {
  const [name = '', file = ''] = place.split('\u0000')
  return JSON.stringify(snapshot.summary(name, filePath(file))) ?? ''
}

/** A part of a fact; `placeOf(name, key, part)` names it. */
export function partOf(place: string, snapshot: RecordingSnapshot): string {
  const [name = '', key = '', part = ''] = place.split('\u0000')
  return snapshot.factParts(name, key)?.get(part) ?? ''
}
