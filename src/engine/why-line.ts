import type { FilePath } from '../kernel/brand.ts'
import { steps, type Origin } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import { rangeOfLine, linesOf } from '../lang/text/lines.ts'
import { leavesOf, pathText } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { LineEffect } from '../model/why.ts'

/** What a line does to a value, as bits: it hands it over, is one of its inputs, lets it exist, or was overridden. */
const bit = { sets: 1, feeds: 2, guards: 4, overridden: 8 } as const

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
  const effects = effectsOf(reading.origins, range)
  if (effects === undefined) return []
  const found: LineEffect[] = []
  for (const { address, values } of reading.resources) found.push(...inValue(reading, address, values, effects))
  for (const { address, kind, value } of reading.named) {
    if (kind === 'output') found.push(...inValue(reading, address, value, effects))
  }
  return found
}

function inValue(reading: Reading, address: string, whole: Value, effects: Uint8Array): readonly LineEffect[] {
  const { root, variant } = reading
  const found: LineEffect[] = []
  const guarded = ((effects[whole.origin] ?? 0) & bit.guards) !== 0 && whole.kind === 'map'
  if (guarded) found.push({ root, variant, address, path: '', value: whole, how: 'guards' })
  for (const { steps: at, value } of leavesOf(whole)) {
    const how = howOf(effects[value.origin] ?? 0)
    if (how === undefined || (how === 'guards' && guarded)) continue
    found.push({ root, variant, address, path: pathText(at), value, how })
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
  let any = false
  for (let id = 1; id <= origins.size; id++) {
    const node = origins.get(id)
    if (node === undefined) continue
    const effect = stands(node, range) ? bit.sets : inherited(node, effects)
    effects[id] = effect
    any ||= effect !== 0
  }
  return any ? effects : undefined
}

/** A node that begins on the line; of one over several lines only what is written there counts. */
function stands({ site, inputs, step }: Origin, { file, start, end }: Range): boolean {
  if (site.file !== file || site.start < start || site.start > end) return false
  return site.end <= end || (inputs.length === 0 && step !== 'construct')
}

function inherited({ step, inputs, under, losers }: Origin, effects: Uint8Array): number {
  let effect = 0
  for (const input of inputs) effect |= effects[input] ?? 0
  if ((effect & bit.sets) !== 0 && !(steps[step].identity && inputs.length === 1)) {
    effect = (effect & ~bit.sets) | bit.feeds
  }
  if (((effects[under] ?? 0) & (bit.sets | bit.feeds | bit.guards)) !== 0) effect |= bit.guards
  for (const loser of losers) {
    if (((effects[loser] ?? 0) & (bit.sets | bit.feeds)) !== 0) effect |= bit.overridden
  }
  return effect
}
