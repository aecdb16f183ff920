import { hash } from 'node:crypto'
import type { Span } from '../../kernel/span.ts'
import { lineRange } from '../../lang/text/lines.ts'
import { severities, type Finding, type FindingPlace, type Severity } from '../../model/finding.ts'
import { covers, partAt, type Live } from '../../model/live.ts'
import { parsePath, pathText, valueAt } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import type { Site } from '../../model/why.ts'
import { at, becauseOf, type Fact } from '../../rules/facts.ts'
import type { Rule, Verdict } from '../../rules/rule.ts'
import { traceOf } from '../why.ts'
import type { Said } from './check.ts'
import { declaredName } from './declared.ts'

/** The text of a file that a span points into. */
export type TextOf = (file: Span['file']) => string | undefined

/** A finding with what makes another one the same. */
export interface Caused {
  readonly cause: string
  readonly finding: Finding
}

/** Something that was said with its cause: the first that has one stands for all of them. */
export interface Told {
  readonly cause: string
  readonly place: FindingPlace
  finding(): Finding
}

/** What was said of one reading, one finding for each cause. */
export function findingsIn(said: readonly Said[], text: TextOf): readonly Caused[] {
  const textOf = lastText(text)
  const found = new Merging()
  for (const one of said) found.tell(toldOf(one, textOf))
  return found.caused()
}

/** What is said one after the other is mostly of the same file. */
export function lastText(text: TextOf): TextOf {
  let last: Span['file'] | undefined
  let found: string | undefined
  return (file) => {
    if (file === last) return found
    found = text(file)
    last = file
    return found
  }
}

/** What was said, to be joined with what was said elsewhere. */
export function toldOf(said: Said, text: TextOf): Told {
  const caused = causeOf(said, text)
  const { cause, place } = caused
  return { cause, place, finding: () => findingOf(said, caused, text) }
}

/** What was said in several pieces in the order in which it would have been said in one, one finding for each cause. */
export function joinedTold(told: Iterable<Told>): readonly Caused[] {
  const found = new Merging()
  for (const one of told) found.tell(one)
  return found.caused()
}

/** The findings of several readings, one for each cause, the worst first. */
export function joinedFindings(found: readonly Caused[]): readonly Finding[] {
  const joined = new Merging()
  for (const { cause, finding } of found) joined.add(cause, finding)
  return findingsInOrder(joined.findings())
}

/** One finding for each cause, with all of its places: the first that is found stands for the others. */
class Merging {
  readonly #known = new Map<string, Finding>()
  /** The places of those causes that were found more than once. */
  readonly #places = new Map<string, Places>()

  tell(told: Told): void {
    const known = this.#known.get(told.cause)
    if (known === undefined) this.#known.set(told.cause, told.finding())
    else this.#placesOf(told.cause, known).add([told.place])
  }

  add(cause: string, finding: Finding): void {
    const known = this.#known.get(cause)
    if (known === undefined) this.#known.set(cause, finding)
    else this.#placesOf(cause, known).add(finding.places)
  }

  findings(): readonly Finding[] {
    return this.caused().map(({ finding }) => finding)
  }

  caused(): readonly Caused[] {
    return Array.from(this.#known, ([cause, finding]) => ({ cause, finding: this.#whole(cause, finding) }))
  }

  #placesOf(cause: string, known: Finding): Places {
    const places = this.#places.get(cause) ?? new Places(known.places)
    this.#places.set(cause, places)
    return places
  }

  #whole(cause: string, finding: Finding): Finding {
    const places = this.#places.get(cause)?.all
    return places === undefined || places.length === finding.places.length ? finding : { ...finding, places }
  }
}

/** Places, each once. */
class Places {
  readonly all: FindingPlace[]
  readonly #roots: Set<string>
  /** Undefined as long as each root came at once, so that nothing could be there twice. */
  #keys: Set<string> | undefined

  constructor(first: readonly FindingPlace[]) {
    this.all = [...first]
    this.#roots = new Set(first.map(({ root }) => root))
  }

  add(places: readonly FindingPlace[]): void {
    if (this.#keys === undefined && this.#isOfNewRoot(places)) {
      for (const one of places) this.all.push(one)
      return
    }
    const keys = (this.#keys ??= new Set(this.all.map(placeKey)))
    for (const one of places) {
      const key = placeKey(one)
      if (keys.has(key)) continue
      keys.add(key)
      this.all.push(one)
    }
  }

  #isOfNewRoot(places: readonly FindingPlace[]): boolean {
    const [first] = places
    if (first === undefined || this.#roots.has(first.root)) return false
    this.#roots.add(first.root)
    return places.every(({ root }) => root === first.root)
  }
}

function placeKey({ root, variant, address }: FindingPlace): string {
  return `${root}\u0000${variant}\u0000${address}`
}

/** The worst first, then by place. Each severity apart, because its findings are nearly in order already. */
export function findingsInOrder(found: readonly Finding[]): readonly Finding[] {
  const bySeverity = new Map<Severity, Finding[]>(severities.map((one) => [one, []]))
  for (const one of found) bySeverity.get(one.severity)?.push(one)
  return [...bySeverity.values()].flatMap((some) => some.toSorted(byPlace))
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compared(a.span.file, b.span.file) ||
    a.span.start - b.span.start ||
    compared(a.rule, b.rule) ||
    compared(a.address, b.address) ||
    compared(a.path, b.path)
  )
}

function compared(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What tells one cause from another, and what a finding says of it. */
interface Cause {
  readonly cause: string
  readonly resource: Resource
  readonly sites: readonly Site[]
  readonly span: Span
  readonly place: FindingPlace
}

function causeOf({ rule, live, verdict: { fact, kind, message } }: Said, text: TextOf): Cause {
  const resource = resourceOf(fact)
  const sites = sitesOf(fact, resource).map((one) => headed(one, text))
  const span = sites[0]?.span ?? resource.span
  const root = sites.at(-1)?.span ?? span
  const said = saidText({ rule: rule.id, verdict: kind, message, path: fact.path })
  const cause = causeText(said, resource.span, root)
  return { cause, resource, sites, span, place: placeOf(live, resource) }
}

/** What makes two findings the same: what is said, of which declaration, and at which literal it can be changed. */
export function causeText(said: string, resource: Span, root: Span): string {
  const place = spanText(resource)
  const way = spanText(root)
  return `${said}\u0000${place}\u0000${way === place ? '' : way}`
}

/** What is said, as far as that tells causes apart. */
export function saidText(said: Pick<Finding, 'rule' | 'verdict' | 'message' | 'path'>): string {
  return [said.rule, said.verdict, said.message, withoutPositions(said.path)].join('\u0000')
}

function findingOf(
  { rule, live, verdict }: Said,
  { resource, sites, span, place }: Cause,
  text: TextOf,
): Finding {
  const { fact, kind, message, via } = verdict
  // All in one form: what is put together of others is slow to make and to look into.
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    verdict: kind,
    address: resource.address,
    path: fact.path,
    message,
    span,
    trace: via === undefined ? sites : [...sites, ...via.flatMap(hopOf)],
    because: kind === 'undecided' ? becauseOf(fact) : [],
    places: [place],
    aliases: aliasesOf(rule, resource),
    compliance: rule.compliance,
    why: rule.why,
    fix: rule.fix,
    wanted: verdict.wanted,
    repair: repairOf(rule, verdict),
    key: keyOf([
      rule.id,
      declaredName(live.reading, resource, text),
      withoutPositions(fact.path),
      message,
      markOf(fact, span, text),
    ]),
  }
}

/**
 * What tells a finding from others of its rule and path, and stays as it is when something else is edited: the literal as it
 * is written; for a block, and for what is missing in one, the names of the items that it is in. A resource that is a whole
 * file has no name of its own.
 */
function markOf({ live, path, value }: Fact, span: Span, text: TextOf): string {
  const isBlock = value.kind === 'absent' || value.kind === 'map' || path === '' || live.defaults.has(path)
  if (!isBlock) return sliceOf(span, text)
  return wholeFiles.has(live.reading.format) ? span.file : namesAlong(live, path).join('/')
}

/** Formats in which each file has a resource of the same address. */
const wholeFiles: ReadonlySet<string> = new Set(['dockerfile', 'github-actions'])

/** The names of the items of lists that a path leads through, such as those of containers. */
function namesAlong(live: Live, path: string): readonly string[] {
  const steps = parsePath(path) ?? []
  return steps.flatMap((step, place) => {
    if (typeof step !== 'number') return []
    const item = valueAt(live.values, steps.slice(0, place + 1))
    const name = item?.kind === 'map' ? item.entries.get('name') : undefined
    return name?.kind === 'scalar' && typeof name.scalar === 'string' ? [name.scalar] : []
  })
}

function placeOf({ reading }: Live, { address, span, extent = span }: Resource): FindingPlace {
  return { root: reading.root, variant: reading.variant, address, span, extent }
}

/** The source resource that a fact belongs to: the companion that says it, else the owner. */
function resourceOf({ live, path }: Fact): Resource {
  return partAt(live, path).resource
}

/** The line that says the value, or the block in which it is missing; then the way to the literal. */
function sitesOf(fact: Fact, resource: Resource): readonly Site[] {
  const { live, path, value } = fact
  const missing = value.kind === 'absent' || live.defaults.has(path)
  if (!missing && path !== '') {
    const trace = traceOf(live.reading.origins, value.origin).filter(({ span }) => span.file !== '')
    return trace.length === 0 ? [headOf(resource)] : trace
  }
  return [blockAround(live, parentOf(path), resource)]
}

const around = new WeakMap<Live, { readonly resource: Resource; readonly sites: Map<string, Site> }>()

/** Worked out once for all that is missing in one block: many rules look for something there. */
function blockAround(live: Live, block: string, resource: Resource): Site {
  const found = around.get(live)
  const known = found?.resource === resource ? found : { resource, sites: new Map<string, Site>() }
  if (known !== found) around.set(live, known)
  const site = known.sites.get(block) ?? blockAbove(live, block, resource)
  known.sites.set(block, site)
  return site
}

/** The innermost block at a path or above it, unless that is the resource itself. */
function blockAbove(live: Live, path: string, resource: Resource): Site {
  for (let above = path; above !== ''; above = parentOf(above)) {
    const { value } = at(live, above)
    if (value.kind === 'absent' || value.origin === 0 || value.origin === resource.values.origin) continue
    const node = live.reading.origins.get(value.origin)
    const isPart = live.madeOf.some(
      (part) => part.path !== '' && covers(part.path, above) && part.resource === resource,
    )
    if (node !== undefined && node.step !== 'service' && !isWhole(node.site, resource)) {
      return { step: node.step, span: node.site }
    }
    if (isPart) break
  }
  return headOf(resource)
}

/** Whether a place is the body of the whole declaration: its head says more. */
function isWhole(site: Span, { span, extent = span }: Resource): boolean {
  return site.file === extent.file && site.start <= span.end + 1 && site.end >= extent.end - 1
}

/** A block in braces is shown by its head, from the beginning of its line. */
function headed(site: Site, text: TextOf): Site {
  const { step, span } = site
  const whole = text(span.file)
  if (whole?.[span.start] !== '{' || !whole.slice(span.start, span.end).includes('\n')) return site
  const { start } = lineRange(whole, span.start)
  const indent = /^\s*/u.exec(whole.slice(start, span.start))?.[0].length ?? 0
  return { step, span: { file: span.file, start: start + indent, end: span.start + 1 } }
}

function sliceOf({ file, start, end }: Span, text: TextOf): string {
  return text(file)?.slice(start, end) ?? ''
}

/** The path without its last step; empty for one step, and for what is no path. */
function parentOf(path: string): string {
  const steps = path.includes('"') ? parsePath(path) : undefined
  if (steps !== undefined) return pathText(steps.slice(0, -1))
  const end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))
  return path.slice(0, Math.max(0, end))
}

function headOf(resource: Resource): Site {
  return { step: 'construct', span: resource.span }
}

/** What the rule says itself, else the one value that it asks for. */
function repairOf(rule: Rule, verdict: Verdict): Finding['repair'] {
  if (verdict.kind !== 'violated') return undefined
  const repair = rule.repair?.(verdict) ?? (verdict.wanted === undefined ? [] : [verdict.wanted])
  return repair.length === 0 ? undefined : repair
}

function hopOf(fact: Fact): readonly Site[] {
  return sitesOf(fact, resourceOf(fact)).slice(0, 1)
}

function aliasesOf(rule: Rule, { mode, type }: Resource): readonly string[] {
  const name = mode === 'data' ? `data.${type}` : type
  const known = aliases.get(rule) ?? new Map<string, readonly string[]>()
  aliases.set(rule, known)
  const found = known.get(name) ?? rule.aliases.filter(({ on }) => on.includes(name)).map(({ id }) => id)
  known.set(name, found)
  return found
}

/** What a rule is called for each type of resource: the same for all of its findings. */
const aliases = new WeakMap<Rule, Map<string, readonly string[]>>()

function withoutPositions(path: string): string {
  if (!path.includes('[')) return path
  return path.replaceAll(/\[\d+\]/gu, '[]')
}

function spanText({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`
}

function keyOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\u0000'), 'hex').slice(0, 16)
}
