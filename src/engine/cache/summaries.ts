import type { RecordingSnapshot, Summaries } from '../../kernel/recording.ts'
import { digestOf, type Cache, type Memory } from './cache.ts'

/** What files say, kept between runs: of those that have their stamps still nothing needs to be read to know it. */
export function summariesIn(cache: Cache): Summaries {
  const { memory } = cache
  const living = memory && byMemory.get(memory)?.get(nameOf(cache))
  if (living !== undefined) return living
  const known = decoded(cache.shelf.get(nameOf(cache)))
  if (memory !== undefined) {
    const all = byMemory.get(memory) ?? new Map<string, Summaries>()
    byMemory.set(memory, all.set(nameOf(cache), known))
  }
  return known
}

/** Puts on the shelf what a run knew of its files, if it learned anything. */
export function keepSummaries(cache: Cache, known: Summaries, snapshot: RecordingSnapshot): void {
  if (!snapshot.hasLearned) return
  const rows = [...known].flatMap(([place, { stamp, made }]) =>
    snapshot.hasSaid(place) ? [[place, stamp, made]] : [],
  )
  const text = JSON.stringify(rows)
  cache.shelf.put(nameOf(cache), `${digestOf(text)}\n${text}`)
}

const byMemory = new WeakMap<Memory, Map<string, Summaries>>()

function nameOf({ build, scope }: Cache): string {
  return digestOf(JSON.stringify([build, 'summaries', scope]))
}

function decoded(sealed: string | undefined): Summaries {
  const feed = sealed?.indexOf('\n') ?? -1
  const text = sealed?.slice(feed + 1) ?? ''
  if (sealed === undefined || feed === -1 || digestOf(text) !== sealed.slice(0, feed)) return new Map()
  // Whole and of this build, so it is what was written.
  const rows = JSON.parse(text) as readonly (readonly [string, string, unknown])[]
  return new Map(rows.map(([place, stamp, made]) => [place, { stamp, made }]))
}
