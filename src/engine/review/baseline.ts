import type { Finding } from '../../model/finding.ts'
import type { Json } from '../../model/json-text.ts'
import { countsOf } from './assess.ts'

/** A baseline as a document: the key of each known finding, with what a person needs to know it again. */
export function baselineJson(findings: readonly Finding[]): Json {
  const counts = countsOf(findings)
  const seen = new Set<string>()
  const rows = findings.flatMap(({ key, rule, address, verdict }) => {
    const counted = verdict === 'violated' ? key : `${key} undecided`
    if (seen.has(counted)) return []
    seen.add(counted)
    return [{ key: counted, count: counts.get(counted) ?? 1, rule, address }]
  })
  return { version: 1, findings: rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)) }
}

/** The known findings of a baseline document; undefined when the text is none. */
export function baselineOf(text: string): ReadonlyMap<string, number> | undefined {
  try {
    const { version, findings } = JSON.parse(text) as { version?: unknown; findings?: unknown }
    if (version !== 1 || !Array.isArray(findings)) return undefined
    const rows = findings as readonly { readonly key?: unknown; readonly count?: unknown }[]
    return new Map(rows.map(({ key, count }) => [String(key), Number(count)]))
  } catch {
    return undefined
  }
}
