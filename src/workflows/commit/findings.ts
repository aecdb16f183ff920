import { createHash } from 'node:crypto'
import type { FindingCounts, OriginSite, Plain } from '../../contract/nouns.ts'
import type { FindingChunk, FindingRecord } from '../../contract/records.ts'
import { findingsInOrder } from '../../engine/review/findings.ts'
import { severities, type Finding, type Severity } from '../../model/finding.ts'
import type { Waiver } from '../../model/review.ts'
import { findingJson } from '../../report/review/json.ts'
import type { View } from '../../report/view.ts'
import { documentOf } from './readings.ts'

/** A finding, and the waiver that accepts it. */
export interface Judged {
  readonly finding: Finding
  readonly waiver: Waiver | undefined
}

/** Findings as they are kept, with the ids that they have. */
export function findingRecords(
  view: View,
  idOf: (finding: Finding) => string,
  found: readonly Judged[],
): readonly FindingRecord[] {
  return found.map(({ finding, waiver }) => recordOf(view, idOf(finding), finding, waiver))
}

/**
 * The ids of findings. One names a cause of a source in the file that declares it: the same from commit to commit, and another
 * one for the same words in a copy. A finding that is asked about in some of its places only has the id that it has in all.
 */
export function idsOf(source: string, found: readonly Finding[]): (finding: Finding) => string {
  const times = new Map<string, number>()
  const ids = new Map<Finding, string>()
  const byPlace = new Map<string, string>()
  for (const one of findingsInOrder(found)) {
    const name = `${one.key}\n${fileOf(one)}`
    const nth = times.get(name) ?? 0
    times.set(name, nth + 1)
    const id = hashed(`${source}\n${name}\n${nth}`)
    ids.set(one, id)
    for (const place of placesOf(one)) byPlace.set(place, id)
  }
  return (one) =>
    ids.get(one) ??
    placesOf(one).flatMap((place) => byPlace.get(place) ?? [])[0] ??
    hashed(`${source}\n${one.key}`)
}

/** The file that declares what a finding is of. */
function fileOf({ places, span }: Finding): string {
  return places[0]?.span.file ?? span.file
}

/** What names a finding at each of its places. */
function placesOf({ key, verdict, path, span, places }: Finding): readonly string[] {
  const what = `${key}\n${verdict}\n${path}\n${span.file}:${span.start}`
  return places.map(({ root, variant, address }) => `${what}\n${root}\n${variant}\n${address}`)
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** A finding in the words of every document. */
interface FindingDocument {
  readonly file: string
  readonly startLine: number
  readonly trace: readonly OriginSite[]
  readonly places: readonly Plain[]
}

function recordOf(view: View, id: string, one: Finding, waiver: Waiver | undefined): FindingRecord {
  const document = documentOf<FindingDocument>(findingJson(view, one))
  const { file, startLine, trace, places } = document
  const { rule, title, severity, verdict, address, path, message, why, fix, wanted, aliases, compliance } =
    one
  const because = one.because.map(({ kind, what }) => ({ kind, what }))
  const what = { id, rule, title, severity, verdict, address, path, message, file, startLine }
  return {
    ...what,
    why,
    fix,
    because,
    trace,
    places,
    aliases,
    compliance,
    ...(wanted === undefined ? {} : { wanted: { path: wanted.path, value: wanted.value } }),
    ...(waiver === undefined
      ? {}
      : { waiver: { reason: waiver.reason, until: waiver.until, owner: waiver.owner } }),
  }
}

/** About as many findings as lie in one chunk, and as many as do at most. */
const usual = 200
const most = 800

/** Findings in pieces that stay the same where they stay the same. */
export function findingChunks(records: readonly FindingRecord[]): readonly FindingChunk[] {
  const sorted = records.toSorted((one, other) => compared(one, other))
  const chunks: FindingChunk[] = []
  let piece: FindingRecord[] = []
  for (const one of sorted) {
    piece.push(one)
    if (piece.length < most && Number.parseInt(one.id.slice(0, 8), 16) % usual !== 0) continue
    chunks.push({ findings: piece })
    piece = []
  }
  return piece.length === 0 ? chunks : [...chunks, { findings: piece }]
}

function compared(one: FindingRecord, other: FindingRecord): number {
  const [left, right] = [`${one.file}\n${one.id}`, `${other.file}\n${other.id}`]
  return left < right ? -1 : Number(left > right)
}

/** Violated ones by severity, the undecided and the accepted apart. */
export function findingCounts(records: readonly FindingRecord[]): FindingCounts {
  const open = records.filter(({ waiver }) => waiver === undefined)
  const violated = open.filter(({ verdict }) => verdict === 'violated')
  const count = (severity: Severity): number => violated.filter((one) => one.severity === severity).length
  const [critical, high, medium, low, info] = severities.map(count)
  return {
    critical: critical ?? 0,
    high: high ?? 0,
    medium: medium ?? 0,
    low: low ?? 0,
    info: info ?? 0,
    undecided: open.length - violated.length,
    accepted: records.length - open.length,
  }
}
