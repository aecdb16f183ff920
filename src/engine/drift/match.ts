import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'

/** An object of the code, and the same object as it runs. */
export interface Match {
  readonly reading: Reading
  readonly wanted: Resource
  readonly live: Resource
}

/** What belongs together. */
export interface Matched {
  readonly matches: readonly Match[]
  /** What runs and isn't in the code. */
  readonly unmatched: readonly Resource[]
  /** What is in the code, in roots that run here, and doesn't run. */
  readonly missing: readonly Omit<Match, 'live'>[]
  readonly elsewhere: readonly Reading[]
}

/** What is matched with what, and where objects go that name no namespace. */
interface Matching {
  readonly readings: readonly Reading[]
  readonly live: Reading
  readonly namespace: string | undefined
}

/**
 * Finds the object of the code for each that runs, by kind and group, namespace and name. Of the ways to read a root, the one
 * counts that fits best what runs; and of several roots that say an object, the one that fits it best.
 */
export function matchedObjects(matching: Matching, costOf: (match: Match) => number): Matched {
  const readings = matching.readings.filter(({ resources }) => resources.some(isObject))
  const index = indexed(matching.live)
  const all = readings.map((reading) => matchesOf(reading, index, matching, costOf))
  const chosen = bestVariants(all)
  const byLive = new Map<Resource, Costed>()
  for (const one of chosen.flatMap(({ matches }) => matches)) {
    const known = byLive.get(one.match.live)
    if (known === undefined || isBetter(one, known)) byLive.set(one.match.live, one)
  }
  const matches = [...byLive.values()].map(({ match }) => match)
  const running = new Set(matches.map(({ reading }) => reading))
  return {
    matches,
    unmatched: matching.live.resources.filter((one) => !byLive.has(one)),
    missing: missingIn(chosen.filter(({ reading }) => running.has(reading))),
    elsewhere: elsewhere(
      readings,
      all.filter((one) => running.has(one.reading) || fitsAsWell(one, byLive)).map(({ reading }) => reading),
    ),
  }
}

/** The namespace of an object; empty where it says none. */
export function namespaceOf({ values }: Pick<Resource, 'values'>): string {
  const said = entryOf(entryOf(values, 'metadata'), 'namespace')
  return said === undefined ? '' : (scalarText(said) ?? '')
}

interface Costed {
  readonly match: Match
  readonly cost: number
}

interface Fitted {
  readonly reading: Reading
  readonly matches: readonly Costed[]
}

function isObject({ provider }: Resource): boolean {
  return provider === 'kubernetes'
}

function indexed({ resources }: Reading): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>()
  for (const one of resources) {
    const key = `${one.type}/${one.name}`
    const known = found.get(key)
    if (known === undefined) found.set(key, [one])
    else known.push(one)
  }
  return found
}

function matchesOf(
  reading: Reading,
  index: ReadonlyMap<string, readonly Resource[]>,
  { namespace }: Matching,
  costOf: (match: Match) => number,
): Fitted {
  const matches = reading.resources.filter(isObject).flatMap((wanted): readonly Costed[] => {
    const live = liveOf(wanted, index.get(`${wanted.type}/${wanted.name}`) ?? [], namespace)
    if (live === undefined) return []
    const match = { reading, wanted, live }
    return [{ match, cost: costOf(match) }]
  })
  return { reading, matches }
}

/** An object without a namespace is where the command line says, in `default`, or where there is only one of its name. */
function liveOf(
  wanted: Resource,
  all: readonly Resource[],
  namespace: string | undefined,
): Resource | undefined {
  const own = namespaceOf(wanted)
  const at = (name: string): Resource | undefined => all.find((one) => namespaceOf(one) === name)
  if (own !== '') return at(own)
  if (namespace !== undefined) return at(namespace) ?? at('')
  return at('') ?? at('default') ?? (all.length === 1 ? all[0] : undefined)
}

/** Of the variants of a root the one of which the most runs, and that with the fewest differences. */
function bestVariants(all: readonly Fitted[]): readonly Fitted[] {
  const byRoot = new Map<string, Fitted>()
  for (const one of all) {
    const key = `${one.reading.format}\u0000${one.reading.root}\u0000${releaseOf(one.reading)}`
    const known = byRoot.get(key)
    if (known === undefined || score(one) > score(known)) byRoot.set(key, one)
  }
  return [...byRoot.values()]
}

/** Several releases of one chart run beside each other. */
function releaseOf({ variant }: Reading): string {
  return /release (\S+)$/u.exec(variant)?.[1] ?? ''
}

function score({ matches }: Fitted): number {
  const cost = matches.reduce((sum, one) => sum + Math.min(one.cost, 50), 0)
  return matches.length * 1000 - cost
}

/** What is delivered by a controller is what it says, wherever else the same is written. */
const ranks = ['argocd', 'flux', 'kustomize', 'helm', 'kubernetes']

function isBetter(one: Costed, known: Costed): boolean {
  const named = (costed: Costed): number =>
    Number(namespaceOf(costed.match.wanted) === namespaceOf(costed.match.live))
  if (named(one) !== named(known)) return named(one) > named(known)
  if (one.cost !== known.cost) return one.cost < known.cost
  return ranks.indexOf(one.match.reading.format) < ranks.indexOf(known.match.reading.format)
}

/** Once, though several roots may say it. */
function missingIn(running: readonly Fitted[]): readonly Omit<Match, 'live'>[] {
  const there = new Set(running.flatMap(({ matches }) => matches.map(({ match }) => match.wanted.address)))
  const found = new Map<string, Omit<Match, 'live'>>()
  for (const { reading } of running) {
    for (const wanted of reading.resources.filter(isObject)) {
      if (!there.has(wanted.address) && !isUncertain(wanted.values))
        found.set(wanted.address, { reading, wanted })
    }
  }
  return [...found.values()]
}

/** What only may be there, or has a name that the API makes up. */
function isUncertain(values: Value): boolean {
  const metadata = entryOf(values, 'metadata')
  return (
    values.kind !== 'map' ||
    entryOf(metadata, 'generateName') !== undefined ||
    entryOf(metadata, 'name')?.kind === 'unknown'
  )
}

/** Whether a root says what runs of it as well as the roots that count for it, such as the folder that an application delivers. */
function fitsAsWell({ matches }: Fitted, counting: ReadonlyMap<Resource, Costed>): boolean {
  return (
    matches.length > 0 &&
    matches.every((one) => {
      const best = counting.get(one.match.live)
      return best !== undefined && one.cost <= best.cost
    })
  )
}

function elsewhere(readings: readonly Reading[], running: readonly Reading[]): readonly Reading[] {
  const roots = new Set(running.map(({ format, root }) => `${format}\u0000${root}`))
  const seen = new Set<string>()
  return readings.filter(({ format, root }) => {
    const key = `${format}\u0000${root}`
    if (roots.has(key) || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
