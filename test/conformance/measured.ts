import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isFull } from '../full.ts'
import type { ComparedSubject, Conformance, TriedEdits, TriedOrigins } from '../../src/report/conformance.ts'

/** What the last whole run found, from which `npm run docs` makes the page of conformance. */
const place = fileURLToPath(new URL('measured.json', import.meta.url))

export function conformance(): Conformance {
  return JSON.parse(readFileSync(place, 'utf8')) as Conformance
}

/** Keeps how much of a subject a whole run found the same. */
export function measured(subject: string, found: ComparedSubject): void {
  const all = conformance()
  keep({ ...all, compared: { ...all.compared, [subject]: found } })
}

/** Keeps what a whole run found of origins. */
export function measuredOrigins(subject: string, found: TriedOrigins): void {
  const all = conformance()
  keep({ ...all, origins: { ...all.origins, [subject]: found } })
}

/** Keeps what a whole run found of edits. */
export function measuredEdits(subject: string, found: TriedEdits): void {
  const all = conformance()
  keep({ ...all, edits: { ...all.edits, [subject]: found } })
}

function keep({ compared, origins, edits }: Conformance): void {
  if (!isFull) return
  const all = { compared: sorted(compared), origins: sorted(origins), edits: sorted(edits) }
  writeFileSync(place, `${JSON.stringify(all, undefined, 2)}\n`)
}

function sorted<One>(record: Readonly<Record<string, One>>): Readonly<Record<string, One>> {
  return Object.fromEntries(Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
