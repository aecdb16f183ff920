import type { FilePath } from '../kernel/brand.ts'
import { steps, type Origin } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import { rangeOfLine, linesOf } from '../lang/text/lines.ts'
import { leavesOf, nameAt, pathText } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { LineEffect } from '../model/why.ts'

/**
 * What a line does to a value, as bits: it hands it over, is one of its inputs, lets it exist, or was overridden;
 * `built` is on a collection that begins there, for what depends on its shape alone.
 */
const bit = { sets: 1, feeds: 2, guards: 4, overridden: 8, built: 16 } as const

/** Everything that a line sets, feeds, guards or would set, in every root and variant. Lines count from 1. */
export function whyLine(estate: Estate, file: FilePath, line: number): readonly LineEffect[] {
  const text = estate.text(file)
  if (text === undefined) return []
  const { start, end } = rangeOfLine(text, linesOf(text), line)
  return estate.readings.flatMap((reading) => effectsIn(reading, { file, start, end }))
}

interface Range {
  readonly file: FilePath
  readonly start: number
  readonly end: number
}

function effectsIn(reading: Reading, range: Range): readonly LineEffect[] {
  const block = blockAt(reading.origins, range)
  const effects =
    effectsOf(reading.origins, range) ?? (block === undefined ? undefined : effectsOf(reading.origins, block))
  if (effects === undefined) return []
  const found: LineEffect[] = []
  for (const { address, values } of [...reading.resources, ...(reading.declarations ?? [])])
    found.push(...inValue(reading, address, values, effects))
  for (const { address, kind, value } of reading.named) {
    if (kind === 'output') found.push(...inValue(reading, address, value, effects))
  }
  return found
}

function inValue(
  reading: Reading,
  address: string,
  whole: Value,
  effects: Uint8Array,
): readonly LineEffect[] {
  const { root, variant } = reading
  const found: LineEffect[] = []
  const { under = 0 } = reading.origins.get(whole.origin) ?? {}
  const guarded = ((effects[under] ?? 0) & (bit.sets | bit.feeds | bit.guards)) !== 0
  if (guarded)
    found.push({
      root,
      variant,
      address,
      path: '',
      name: nameAt(whole, [], address),
      value: whole,
      how: 'guards',
    })
  for (const { steps: at, value } of leavesOf(whole)) {
    const how = howOf(effects[value.origin] ?? 0)
    if (how === undefined || (how === 'guards' && guarded)) continue
    found.push({ root, variant, address, path: pathText(at), name: nameAt(whole, at, address), value, how })
  }
  return found
}

function howOf(effect: number): LineEffect['how'] | undefined {
  if ((effect & bit.sets) !== 0) return 'sets'
  if ((effect & bit.feeds) !== 0) return 'feeds'
  if ((effect & bit.guards) !== 0) return 'guards'
  return (effect & bit.overridden) === 0 ? undefined : 'overridden'
}

/** For each origin, what the line does to it. An origin's inputs always have smaller ids, so one pass is enough. */
function effectsOf(origins: Origins, range: Range): Uint8Array | undefined {
  const effects = new Uint8Array(origins.size + 1)
  let any = 0
  for (let id = 1; id <= origins.size; id++) {
    const node = origins.get(id)
    if (node === undefined) continue
    const effect = standing(node, range) | inherited(node, effects)
    effects[id] = effect
    any |= effect
  }
  return (any & ~bit.built) === 0 ? undefined : effects
}

/** What a node that begins on the line has from that. Of a collection over several lines only its shape begins there. */
function standing({ site, inputs, step }: Origin, { file, start, end }: Range): number {
  if (site.file !== file || site.start < start || site.start > end) return 0
  if (step === 'construct') return site.end <= end ? bit.sets | bit.built : bit.built
  return site.end <= end || inputs.length === 0 ? bit.sets : 0
}

/** The whole of the widest block or collection that begins in a range. */
function blockAt(origins: Origins, { file, start, end }: Range): Range | undefined {
  let last = end
  for (let id = 1; id <= origins.size; id++) {
    if (origins.step(id) !== 'construct') continue
    const site = origins.site(id)
    if (site.file === file && site.start >= start && site.start <= end) last = Math.max(last, site.end)
  }
  return last > end ? { file, start, end: last } : undefined
}

function inherited({ step, inputs, through, under, losers }: Origin, effects: Uint8Array): number {
  // What guards or has overridden a collection does so for each part that is taken out of it.
  let effect = (effects[through] ?? 0) & (bit.guards | bit.overridden)
  for (const input of inputs) effect |= effects[input] ?? 0
  effect = handedOn(step, effect)
  if ((effect & bit.sets) !== 0 && !(steps[step].identity && inputs.length === 1)) {
    effect = (effect & ~bit.sets) | bit.feeds
  }
  if (((effects[under] ?? 0) & (bit.sets | bit.feeds | bit.guards)) !== 0) effect |= bit.guards
  for (const loser of losers) {
    if (((effects[loser] ?? 0) & (bit.sets | bit.feeds)) !== 0) effect |= bit.overridden
  }
  return effect
}

/** A collection's own beginning is not its parts'; and of its shape only that beginning tells. */
function handedOn(step: Origin['step'], effect: number): number {
  if (step === 'construct') return effect & ~bit.built
  if (step !== 'shape') return effect
  return (effect & bit.built) === 0 ? effect & bit.guards : effect & ~bit.built
}
