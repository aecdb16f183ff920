import { slot } from './mask.ts'

/** The words of lines that are alike, with how many lines there were. */
export interface Shape {
  readonly words: readonly string[]
  readonly count: number
}

/** Shapes that are one message, and what they have in common. */
export interface Cluster {
  readonly template: readonly string[]
  /** Positions among the shapes that were given. */
  readonly members: readonly number[]
}

/** What part of a template's words has to be fixed for its shapes to be one message. */
const leastFixed = 0.5
/** With so many different words at a place, the place holds a value. */
const manyValues = 5

/**
 * Groups shapes into messages. Shapes of one length are split by the place with the fewest different words until what
 * still varies are values: places with many words, with names instead of plain words, or behind a word such as `user`.
 * At last, groups that say the same words with values in other places are joined.
 */
export function clustersOf(shapes: readonly Shape[]): readonly Cluster[] {
  const byLength = new Map<number, number[]>()
  for (const [at, { words }] of shapes.entries()) {
    const same = byLength.get(words.length)
    if (same === undefined) byLength.set(words.length, [at])
    else same.push(at)
  }
  const clusters = [...byLength.values()].flatMap((members) => split(shapes, members))
  return joined(clusters)
}

function split(shapes: readonly Shape[], all: readonly number[]): readonly Cluster[] {
  const done: Cluster[] = []
  const open: (readonly number[])[] = [all]
  for (let members = open.pop(); members !== undefined; members = open.pop()) {
    const places = placesOf(shapes, members)
    const lines = members.reduce((sum, member) => sum + (shapes[member]?.count ?? 0), 0)
    const at = members.length === 1 ? undefined : splittingPlace(places, lines)
    if (at === undefined) done.push({ template: templateOf(places), members })
    else open.push(...partsBy(shapes, members, at))
  }
  return done
}

/** The different words at each place. */
type Place = ReadonlyMap<string, number>

function placesOf(shapes: readonly Shape[], members: readonly number[]): readonly Place[] {
  const first = shapes[members[0] ?? 0]
  const places = (first?.words ?? []).map(() => new Map<string, number>())
  for (const member of members) {
    for (const [at, word] of (shapes[member]?.words ?? []).entries()) {
      const place = places[at]
      place?.set(word, (place.get(word) ?? 0) + 1)
    }
  }
  return places
}

function splittingPlace(places: readonly Place[], lines: number): number | undefined {
  const varying = [...places.keys()].filter((at) => (places[at]?.size ?? 0) > 1)
  if (varying.length === 0) return undefined
  const fixed = places.filter((place) => place.size === 1 && !place.has(slot)).length
  const slots = places.filter((place) => place.size === 1 && place.has(slot)).length
  const order = varying.toSorted((left, right) => rank(places, left) - rank(places, right) || left - right)
  if (fixed / Math.max(1, places.length - slots) < leastFixed) return order[0]
  return order.find((at) => !isValuePlace(places, at) && !isSeldom(places, at, fixed, lines))
}

/** Fewest different words first; a place that also holds values that were put away is late to split by. */
function rank(places: readonly Place[], at: number): number {
  const place = places[at]
  if (place === undefined) return Number.MAX_SAFE_INTEGER
  return place.size + (place.has(slot) ? 1000 : 0)
}

/** Whether what varies at a place are values of one message, rather than words of several. */
function isValuePlace(places: readonly Place[], at: number): boolean {
  const values = [...(places[at]?.keys() ?? [])]
  if (values.includes(slot) || values.length >= manyValues) return true
  if (values.every((value) => twoStates.has(value.toLowerCase()))) return true
  const before = [...(places[at - 1]?.keys() ?? [])]
  if (before.length === 1 && isIntroducing(places, at, before[0] ?? '')) return true
  return values.some((value) => isName(value)) || (before.includes('to') && values.every(isShouted))
}

/** Whether a name follows: behind `user`, and behind the second word of `from this to that`. */
function isIntroducing(places: readonly Place[], at: number, before: string): boolean {
  return introducing.has(before.toLowerCase()) || (before === 'to' && places[at - 3]?.has('from') === true)
}

/** The name of a state or of an event. */
function isShouted(value: string): boolean {
  return value === value.toUpperCase()
}

/** Words that hardly ever come twice, within a message of many fixed words, aren't different messages. */
function isSeldom(places: readonly Place[], at: number, fixed: number, lines: number): boolean {
  const values = places[at]?.size ?? 0
  return fixed >= 4 && values >= 3 && lines < 2 * values
}

const twoStates = new Set(['on', 'off', 'true', 'false', 'yes', 'no', 'null', 'none', 'nil'])

/** Words that are followed by a name. */
const introducing = new Set(
  'user users username host hostname server client file path dir directory device dev id name key named called account group service pod container node image namespace table database topic queue job task thread process module package class method function interface session domain address url uri by from for'.split(
    ' ',
  ),
)

/** A name rather than a word of the language: with signs in it, or in capitals with underscores. */
function isName(value: string): boolean {
  return /[._$*]|-.*-/u.test(value)
}

function templateOf(places: readonly Place[]): readonly string[] {
  const template: string[] = []
  for (const place of places) {
    const [word = slot] = place.size === 1 ? place.keys() : [slot]
    if (word === slot && template.at(-1) === slot) continue
    template.push(word)
  }
  return template
}

function partsBy(
  shapes: readonly Shape[],
  members: readonly number[],
  at: number,
): readonly (readonly number[])[] {
  const parts = new Map<string, number[]>()
  for (const member of members) {
    const word = shapes[member]?.words[at] ?? slot
    const part = parts.get(word)
    if (part === undefined) parts.set(word, [member])
    else part.push(member)
  }
  return [...parts.values()]
}

/** Joins groups with the same words in the same order, wherever their values stand. */
function joined(clusters: readonly Cluster[]): readonly Cluster[] {
  const bySaying = new Map<string, Cluster>()
  for (const cluster of clusters) {
    const said = cluster.template.filter((word) => word !== slot)
    const saying = said.length === 0 ? slot : said.join(' ')
    const same = bySaying.get(saying)
    bySaying.set(
      saying,
      same === undefined
        ? cluster
        : {
            template: same.template.length >= cluster.template.length ? same.template : cluster.template,
            members: [...same.members, ...cluster.members],
          },
    )
  }
  return [...bySaying.values()]
}
