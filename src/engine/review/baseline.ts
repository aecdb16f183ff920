import type { Finding } from '../../model/finding.ts'
import type { Json } from '../../model/json-text.ts'
import { knownKey, placeKey, type Known } from './known.ts'

/** A baseline as a document: the key of each known finding and its places, with what a person needs to know it again. */
export function baselineJson(findings: readonly Finding[]): Json {
  const rows = new Map<
    string,
    { readonly rule: string; readonly address: string; count: number; places: string[] }
  >()
  for (const one of findings) {
    const key = knownKey(one)
    const row = rows.get(key) ?? { rule: one.rule, address: one.address, count: 0, places: [] }
    row.count++
    row.places.push(...one.places.map(placeKey))
    rows.set(key, row)
  }
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    version: 2,
    findings: sorted.map(([key, { count, rule, address, places }]) => ({
      key,
      count,
      rule,
      address,
      places: places.toSorted(),
    })),
  }
}

/** What is known by a baseline document, or what is wrong with it. */
export function baselineOf(text: string): Known | 'none' | 'outdated' {
  try {
    const { version, findings } = JSON.parse(text) as { version?: unknown; findings?: unknown }
    if (!Array.isArray(findings)) return 'none'
    if (version !== 2) return version === 1 ? 'outdated' : 'none'
    const known = new Map<string, number>()
    for (const { key, count, places } of findings as readonly Readonly<Record<string, unknown>>[]) {
      if (Array.isArray(places) && places.length > 0)
        for (const place of places) add(known, `${String(key)} ${String(place)}`, 1)
      else add(known, String(key), Number(count))
    }
    return { places: known, roots: undefined }
  } catch {
    return 'none'
  }
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}
