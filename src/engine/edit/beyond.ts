import type { Finding, FindingPlace } from '../../model/finding.ts'
import { withoutHash } from './renamed.ts'

/** The findings of one state that another has fewer of, each with just those of its places that the other has not. */
export function beyond(findings: readonly Finding[], known: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>()
  for (const one of known) {
    for (const place of one.places) {
      const key = keyAt(one, place)
      left.set(key, (left.get(key) ?? 0) + 1)
    }
  }
  return findings.flatMap((one) =>
    only(one, (place) => {
      const key = keyAt(one, place)
      const count = left.get(key) ?? 0
      left.set(key, count - 1)
      return count <= 0
    }),
  )
}

/** A finding with those of its places that are chosen; nothing where none is. */
export function only(finding: Finding, isChosen: (place: FindingPlace) => boolean): readonly Finding[] {
  const places = finding.places.filter(isChosen)
  const [first] = places
  if (first === undefined) return []
  return [places.length === finding.places.length ? finding : { ...finding, address: first.address, places }]
}

/** Whether all of a finding's places are among others of the same finding. */
export function isAmong(finding: Finding, others: readonly Finding[]): boolean {
  const keys = new Set(others.flatMap((one) => one.places.map((place) => keyAt(one, place))))
  return finding.places.every((place) => keys.has(keyAt(finding, place)))
}

/** Positions in lists shift when a neighbour goes, so they don't tell findings apart. */
function keyAt({ rule, verdict, path, message }: Finding, { root, variant, address }: FindingPlace): string {
  return [
    rule,
    verdict,
    root,
    variant,
    withoutHash(address),
    path.replaceAll(/\[\d+\]/gu, '[]'),
    message,
  ].join('\u0000')
}
