import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether this is `npm run conformance`, which compares everything, and not the sample of `npm test`. */
export const isFull =
  process.env['PLUMBLINE_CONFORMANCE'] === 'full' || process.env['npm_lifecycle_event'] === 'conformance'

/** What the last whole run found, from which `npm run docs` makes the page of conformance. */
const place = fileURLToPath(new URL('measured.json', import.meta.url))

/** Keeps what a whole run found of a subject. */
export function measured(subject: string, found: Readonly<Record<string, unknown>>): void {
  if (!isFull) return
  const all = existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Record<string, unknown>) : {}
  const sorted = Object.entries({ ...all, [subject]: found }).toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )
  writeFileSync(place, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`)
}
