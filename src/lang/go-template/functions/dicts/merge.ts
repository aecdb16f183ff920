import type { OriginId } from '../../../../kernel/origin.ts'
import { decided } from '../decided.ts'
import { isEmpty } from '../empty.ts'
import { mapAt } from '../arguments.ts'
import { originOf, type Call, type GoMap, type GoValue } from '../../value.ts'
import { refuse } from '../../refuse.ts'

const deepest = 1000

/** Fills what is missing or empty in the first map from the others. https://pkg.go.dev/dario.cat/mergo#Merge */
export function merge(args: readonly GoValue[], call: Call): GoValue {
  return all(args, { overwrites: false, call })
}

/** Each map overwrites what those before it say. https://pkg.go.dev/dario.cat/mergo#WithOverride */
export function mergeOverwrite(args: readonly GoValue[], call: Call): GoValue {
  return all(args, { overwrites: true, call })
}

interface Way {
  readonly overwrites: boolean
  readonly call: Call
}

function all(args: readonly GoValue[], way: Way): GoMap {
  const into = mapAt(args, 0)
  for (let at = 1; at < args.length; at++) mergeMap(into, mapAt(args, at), way, 0)
  return into
}

/** The first map is changed; what is taken over is shared with the map it comes from, not copied. */
function mergeMap(into: GoMap, from: GoMap, way: Way, depth: number): void {
  if (depth > deepest) throw refuse('maps are nested too deeply to be merged')
  if (into.entries === from.entries) return
  way.call.spend(from.entries.size)
  for (const [key, value] of from.entries) {
    const merged = mergeEntry(into.entries.get(key), value, way, depth)
    if (merged !== undefined) into.entries.set(key, merged)
  }
}

/** What an entry becomes; nothing where it stays as it is. */
function mergeEntry(old: GoValue | undefined, value: GoValue, way: Way, depth: number): GoValue | undefined {
  if (value.kind === 'nil') return way.overwrites ? withLoser(value, old, way.call) : undefined
  if (value.kind === 'map' && old?.kind === 'map') mergeMap(old, value, way, depth + 1)
  if (old === undefined) return value
  if (isEmpty(old)) return decided(withLoser(value, old, way.call), [old], way.call)
  if (value.kind === 'map' && old.kind === 'map') return undefined
  return way.overwrites ? withLoser(value, old, way.call) : withLoser(old, value, way.call)
}

/** A value that stands where another might have stood. */
function withLoser(winner: GoValue, loser: GoValue | undefined, call: Call): GoValue {
  if (loser === undefined || winner === loser) return winner
  const won = originOf(winner, call.origins)
  const lost = originOf(loser, call.origins)
  if (won === 0 || lost === 0 || won === lost) return winner
  const over = (origin: OriginId): OriginId =>
    call.origins.at('merge', call.site, { inputs: [origin], losers: [lost] })
  return withOrigin(winner, over)
}

/** The same value with another origin; a string of several pieces keeps theirs. */
function withOrigin(value: GoValue, of: (origin: OriginId) => OriginId): GoValue {
  if (value.kind !== 'string') return { ...value, origin: of(value.origin) }
  const [only, second] = value.text.pieces
  if (only === undefined || second !== undefined || only.origin === 0) return value
  const pieces = [{ ...only, origin: of(only.origin) }]
  return { kind: 'string', text: { value: value.text.value, pieces } }
}
