import { hunksOf, type Hunk } from '../text/sequence.ts'
import type { Chunk } from './chunks.ts'

/** Merges texts line by line: changes that neither overlap nor touch are all taken. */
export function mergeLines(base: string, ours: string, theirs: string): readonly Chunk[] {
  if (ours === base || ours === theirs) return [theirs]
  if (theirs === base) return [ours]
  const texts = { base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) }
  const chunks: Chunk[] = []
  let at = { base: 0, ours: 0, theirs: 0 }
  for (const region of regions(hunksOf(texts.base, texts.ours), hunksOf(texts.base, texts.theirs))) {
    chunks.push(texts.base.slice(at.base, region.base.start).join(''))
    const part = {
      ours: texts.ours.slice(region.ours.start, region.ours.end).join(''),
      base: texts.base.slice(region.base.start, region.base.end).join(''),
      theirs: texts.theirs.slice(region.theirs.start, region.theirs.end).join(''),
    }
    if (part.ours === part.theirs || part.theirs === part.base) chunks.push(part.ours)
    else if (part.ours === part.base) chunks.push(part.theirs)
    else chunks.push(part)
    at = { base: region.base.end, ours: region.ours.end, theirs: region.theirs.end }
  }
  return [...chunks, texts.base.slice(at.base).join('')]
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Lines of the base that a side has changed, and what stands there in each text. */
interface Region {
  readonly base: Stretch
  readonly ours: Stretch
  readonly theirs: Stretch
}

interface Sided extends Hunk {
  readonly side: 'ours' | 'theirs'
}

function regions(ours: readonly Hunk[], theirs: readonly Hunk[]): readonly Region[] {
  const all: Sided[] = [
    ...ours.map((one): Sided => ({ ...one, side: 'ours' })),
    ...theirs.map((one): Sided => ({ ...one, side: 'theirs' })),
  ].toSorted((one, other) => one.before.start - other.before.start || one.before.end - other.before.end)
  const found: Region[] = []
  const shift = { ours: 0, theirs: 0 }
  for (let next = 0; next < all.length;) {
    const first = all[next]
    if (first === undefined) break
    const base = { start: first.before.start, end: first.before.end }
    const taken: Sided[] = [first]
    for (next++; next < all.length; next++) {
      const one = all[next]
      if (one === undefined || one.before.start > base.end) break
      taken.push(one)
      base.end = Math.max(base.end, one.before.end)
    }
    const before = { ...shift }
    for (const { side, before: old, after } of taken)
      shift[side] += after.end - after.start - (old.end - old.start)
    found.push({
      base,
      ours: { start: base.start + before.ours, end: base.end + shift.ours },
      theirs: { start: base.start + before.theirs, end: base.end + shift.theirs },
    })
  }
  return found
}
