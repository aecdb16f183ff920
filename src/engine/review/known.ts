import { hash } from 'node:crypto'
import type { Finding, FindingPlace } from '../../model/finding.ts'

/** Findings that are known, each at the places where it is. */
export interface Known {
  /** By the key of a finding and a place, how many there are. */
  readonly places: ReadonlyMap<string, number>
  /** The roots of all that is known; undefined where that isn't known. */
  readonly roots: ReadonlySet<string> | undefined
}

/** What a finding is known by: a question that was undecided and is now violated is worse. */
export function knownKey({ key, verdict }: Finding): string {
  return verdict === 'violated' ? key : `${key} undecided`
}

/**
 * What a place of a finding is known by, in eight digits: its root, its environment and its resource. The number of what has no
 * name of its own, such as a step of a job, changes with what stands before it; the key of the finding tells it.
 */
export function placeKey({ root, variant, address }: FindingPlace): string {
  return hash('sha256', `${root}\n${variant}\n${address.replace(/\/\d+$/u, '')}`, 'hex').slice(0, 8)
}

/** Findings as what is known. */
export function knownOf(findings: readonly Finding[]): Known {
  const places = new Map<string, number>()
  const roots = new Set<string>()
  for (const one of findings) {
    for (const name of namesOf(one)) places.set(name, (places.get(name) ?? 0) + 1)
    for (const { root } of one.places) roots.add(root)
  }
  return { places, roots }
}

/**
 * The findings that are more than was known, at the places where they are: of several of a key at one place the last ones.
 * A change that mends one environment and breaks another makes the other worse.
 */
export function beyond(findings: readonly Finding[], known: Known | undefined): readonly Finding[] {
  if (known === undefined) return findings
  const places = new Map(known.places)
  const before = rootsBefore(findings, known)
  return findings.flatMap((one) => {
    const key = knownKey(one)
    if (one.places.length === 0) return taken(places, key) ? [] : [one]
    const [first, ...more] = one.places.filter(
      (place) => !before(place.root).some((root) => taken(places, `${key} ${placeKey({ ...place, root })}`)),
    )
    if (first === undefined) return []
    if (more.length + 1 === one.places.length) return [one]
    return [{ ...one, address: first.address, places: [first, ...more] }]
  })
}

/** What a root may have been called: a folder that was moved is a root that is new, and one that is gone. */
function rootsBefore(findings: readonly Finding[], { roots }: Known): (root: string) => readonly string[] {
  const now = new Set(findings.flatMap(({ places }) => places.map(({ root }) => root)))
  const gone = [...(roots ?? [])].filter((one) => !now.has(one))
  return (root) => (roots === undefined || roots.has(root) ? [root] : [root, ...gone])
}

function namesOf(one: Finding): readonly string[] {
  if (one.places.length === 0) return [knownKey(one)]
  return one.places.map((place) => `${knownKey(one)} ${placeKey(place)}`)
}

/** Takes one away, if there is one left. */
function taken(left: Map<string, number>, name: string): boolean {
  const count = left.get(name) ?? 0
  if (count > 0) left.set(name, count - 1)
  return count > 0
}
