import type { FilePath } from '../kernel/brand.ts'
import { steps, type OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Span } from '../kernel/span.ts'
import { writtenIn, type Value } from '../kernel/value.ts'
import { changeValues, isPlan } from './change.ts'
import type { Reading } from './reading.ts'
import type { Named, Resource } from './resource.ts'
import { credentialsIn, isCredential } from './credentials.ts'
import { isSensitive } from './value-json.ts'
import { nameOf, sensitiveText } from './without-credentials.ts'

/** Which parts of which files write down something sensitive. */
export type SensitiveSpans = ReadonlyMap<FilePath, readonly Span[]>

/**
 * The literals that sensitive values were made from. A literal that stands openly elsewhere (a value that isn't
 * sensitive is exactly that literal) is not hidden: it would hide nothing.
 */
export function sensitiveSpans(readings: readonly Reading[]): SensitiveSpans {
  return byFile(readings.flatMap(keptLiterals))
}

/** Sensitive literals by the files that they stand in. */
export function byFile(literals: readonly Span[]): SensitiveSpans {
  const spans = new Map<FilePath, Span[]>()
  for (const span of literals) {
    const known = spans.get(span.file)
    if (known === undefined) spans.set(span.file, [span])
    else known.push(span)
  }
  return spans
}

/** A part of a source as it may be shown. */
export interface Excerpt {
  readonly text: string
  /** Where an offset of the file stands in `text`; an offset inside of what is masked is at its start. */
  at(offset: number): number
}

/**
 * A part of a source that begins at `start` in `file`, its sensitive literals and what looks like a credential
 * replaced by one text of fixed width; all of it is shown where there are no spans.
 */
export function maskExcerpt(
  spans: SensitiveSpans | undefined,
  file: FilePath,
  start: number,
  text: string,
): Excerpt {
  const cuts = spans === undefined ? [] : cutsOf(spans.get(file) ?? [], start, text)
  let masked = ''
  let from = 0
  for (const cut of cuts) {
    masked += text.slice(from, cut.start) + sensitiveText
    from = cut.end
  }
  masked += text.slice(from)
  return { text: masked, at: (offset) => shifted(cuts, Math.min(Math.max(offset - start, 0), text.length)) }
}

interface Cut {
  readonly start: number
  readonly end: number
}

/** What is to be masked of a text, from left to right and apart from each other. */
function cutsOf(spans: readonly Span[], start: number, text: string): readonly Cut[] {
  const found = spans.flatMap((span) => {
    const from = Math.max(span.start - start, 0)
    const to = Math.min(span.end - start, text.length)
    return from < to ? writtenParts(text.slice(from, to), from, templated.test(span.file)) : []
  })
  const cuts: Cut[] = []
  for (const cut of [...found, ...credentialsIn(text)].toSorted((a, b) => a.start - b.start)) {
    const last = cuts.at(-1)
    if (last !== undefined && cut.start <= last.end)
      cuts[cuts.length - 1] = { ...last, end: Math.max(last.end, cut.end) }
    else cuts.push(cut)
  }
  return cuts
}

/** Files in whose texts `${...}` is an expression; in a file of data it is as secret as what is around it. */
const templated = /\.(?:tf|tofu|tfvars|hcl)(?:\.json)?$/u

/** The written parts of a literal: its quotes may be seen, and so may the expressions inside of a template. */
function writtenParts(literal: string, offset: number, isTemplate: boolean): readonly Cut[] {
  if (literal === 'null') return []
  const parts: Cut[] = []
  const last = literal.endsWith('"') ? literal.length - 1 : literal.length
  let from = literal.startsWith('"') ? 1 : 0
  for (let at = from; at < last; at++) {
    const end = isTemplate ? expressionEnd(literal, at) : undefined
    if (end === undefined) continue
    parts.push({ start: from, end: at })
    from = end
    at = end - 1
  }
  parts.push({ start: from, end: last })
  return parts
    .filter((part) => literal.slice(part.start, part.end).trim() !== '')
    .map((part) => ({ start: part.start + offset, end: part.end + offset }))
}

/** Where an expression in a template that begins here ends; undefined when none does, or when it goes on below. */
function expressionEnd(text: string, at: number): number | undefined {
  const sign = text[at]
  if ((sign !== '$' && sign !== '%') || text[at + 1] !== '{' || text[at - 1] === sign) return undefined
  let depth = 0
  for (let here = at + 1; here < text.length; here++) {
    if (text[here] === '"') here = quoteEnd(text, here)
    else if (text[here] === '{') depth++
    else if (text[here] === '}' && --depth === 0) return here + 1
  }
  return undefined
}

function quoteEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function shifted(cuts: readonly Cut[], at: number): number {
  let shift = 0
  for (const cut of cuts) {
    if (cut.start >= at) break
    if (at < cut.end) return cut.start + shift
    shift += sensitiveText.length - (cut.end - cut.start)
  }
  return at + shift
}

const kept = new WeakMap<Reading, readonly Span[]>()

/** The literals of one reading. One that is kept is shown many times, and every value of it has to be looked at. */
export function keptLiterals(reading: Reading): readonly Span[] {
  const known = kept.get(reading) ?? secretLiterals(reading)
  kept.set(reading, known)
  return known
}

function secretLiterals(reading: Reading): readonly Span[] {
  const literals = literalsBehind(reading, valuesOf(reading))
  if (literals.length === 0) return []
  const open = openLiterals(reading, literals, valuesOf(reading))
  return literals.filter((site) => !open.has(key(site)))
}

/** A value, and what it is called where that may say that it is a credential. */
export interface NamedValue {
  readonly value: Value
  readonly name: string
  /** A variable or local value, which is there for others only: what a password is made from is no less one for having a name. */
  readonly isCarrier?: boolean
}

/** The literals that what is sensitive among some values of a reading was made from, shown openly or not. */
export function literalsBehind({ origins }: Reading, values: Iterable<NamedValue>): readonly Span[] {
  const reached = new Set<OriginId>()
  for (const { value, name } of values)
    eachSensitive(value, name, value.origin, (origin) => reach(origins, origin, reached))
  return [...reached].filter((id) => written.has(origins.step(id))).map((id) => origins.site(id))
}

/** Which of some literals are shown openly by some values of a reading. */
export function openAmong(
  reading: Reading,
  literals: readonly Span[],
  values: Iterable<NamedValue>,
): readonly Span[] {
  const open = openLiterals(reading, literals, values)
  return literals.filter((one) => open.has(key(one)))
}

/** Steps whose own span holds the written text. */
const written: ReadonlySet<string> = new Set([
  'literal',
  'template',
  'option',
  'environment',
  'state',
  'plan',
])

/** A resource or a named value of a reading as what may be sensitive. */
export function namedValue(one: Resource | Named): NamedValue {
  if ('values' in one) return { value: one.values, name: '' }
  return { value: one.value, name: one.name, isCarrier: one.kind === 'variable' || one.kind === 'local' }
}

function valuesOf(reading: Reading): readonly NamedValue[] {
  const all = [...reading.named, ...reading.resources, ...(reading.declarations ?? [])]
  const values = all.map(namedValue)
  if (!isPlan(reading)) return values
  return [...values, ...changeValues(reading).map((value) => ({ value, name: '' }))]
}

function eachSensitive(
  value: Value,
  name: string,
  container: OriginId,
  visit: (origin: OriginId) => void,
): void {
  const origin = value.origin === 0 ? container : value.origin
  if (isSecret(value, name)) {
    eachPart(value, origin, (_, at) => visit(at))
  } else if (value.kind === 'list') {
    for (const item of value.items) eachSensitive(item, name, origin, visit)
  } else if (value.kind === 'map') {
    for (const [member, one] of writtenIn(value.entries))
      eachSensitive(one, nameOf(value.entries, member), origin, visit)
  }
}

/** A value that nothing of may be seen: what the tool calls sensitive, and what is a credential as a whole or over several lines. */
function isSecret(value: Value, name: string): boolean {
  if (isSensitive(value)) return true
  return value.kind === 'scalar' && typeof value.scalar === 'string' && isCredential(value.scalar, name)
}

/** A value and everything inside it, each with the origin that it has or takes from its container. */
function eachPart(value: Value, container: OriginId, visit: (value: Value, origin: OriginId) => void): void {
  const origin = value.origin === 0 ? container : value.origin
  visit(value, origin)
  if (value.kind === 'list') for (const item of value.items) eachPart(item, origin, visit)
  if (value.kind === 'map') for (const one of writtenIn(value.entries).values()) eachPart(one, origin, visit)
}

/** Everything a value was computed from, and what would have set it. */
function reach(origins: Origins, from: OriginId, reached: Set<OriginId>): void {
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const origin = reached.has(id) ? undefined : origins.get(id)
    if (origin === undefined) continue
    reached.add(id)
    waiting.push(...origin.inputs, ...origin.losers)
  }
}

/**
 * Which of some literals some value shows openly that isn't there for others only. What came through a function is not counted (`nonsensitive(sha256(...))`
 * shows nothing of what it was made from), nor what stands beside a value in its collection.
 */
function openLiterals(
  reading: Reading,
  literals: readonly Span[],
  values: Iterable<NamedValue>,
): ReadonlySet<string> {
  const open = new Set<string>()
  const starts = new Set(literals.map(({ start }) => start))
  const seen = new Set<OriginId>()
  const { origins } = reading
  for (const { value: root, name, isCarrier } of values) {
    if (isCarrier === true) continue
    eachOpen(root, name, root.origin, (origin) => {
      const waiting = [origin]
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (id === 0 || seen.has(id)) continue
        seen.add(id)
        const step = origins.step(id)
        if (written.has(step) && starts.has(origins.site(id).start)) open.add(key(origins.site(id)))
        if (shows.has(step)) waiting.push(...origins.inputs(id))
      }
    })
  }
  return open
}

/** Steps whose result shows what went in: those that hand it on as it is, and those that write it into a text. */
const shows: ReadonlySet<string> = new Set([
  ...Object.entries(steps).flatMap(([name, { identity }]) => (identity ? [name] : [])),
  'convert',
  'template',
  'operator',
])

function eachOpen(value: Value, name: string, container: OriginId, visit: (origin: OriginId) => void): void {
  if (isSecret(value, name)) return
  const origin = value.origin === 0 ? container : value.origin
  if (value.kind === 'scalar') visit(origin)
  else if (value.kind === 'list') for (const item of value.items) eachOpen(item, name, origin, visit)
  else if (value.kind === 'map')
    for (const [member, one] of writtenIn(value.entries))
      eachOpen(one, nameOf(value.entries, member), origin, visit)
}

function key(span: Span): string {
  return `${span.file}:${span.start}:${span.end}`
}
