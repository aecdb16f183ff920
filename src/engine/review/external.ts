import { createHash } from 'node:crypto'
import { addressOf, filePath, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import { linesOf, rangeOfLine, type Lines } from '../../lang/text/lines.ts'
import type { Value } from '../../kernel/value.ts'
import type { External } from '../../model/external.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import { printJson } from '../../model/json-text.ts'
import { leavesOf, pathText } from '../../model/path.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { becauseJson, valueJson } from '../../model/value-json.ts'
import type { Site } from '../../model/why.ts'
import { traceOf } from '../why.ts'
import type { Before } from './assess.ts'
import { findingsInOrder } from './findings.ts'
import type { Review } from './review.ts'

/** One state of the repository: what was read of it, and its files. */
interface State {
  readonly estate: Estate
  text(file: FilePath): string | undefined
}

/** What other tools found, joined with what we did. */
interface Joined {
  /** Ours, with the tools that say the same, and theirs. */
  readonly findings: readonly Finding[]
  /** Those of theirs that the change cannot have made: nothing that they speak of is different from before. */
  readonly known: readonly Finding[]
}

/** Where the paths of a report may begin. */
interface Bases {
  /** The top folder of the repository on this machine. */
  readonly root: string
  /** The folders that are reviewed. */
  readonly folders: readonly FilePath[]
}

/** The review with what other tools found, and the one before the change with what of that was known. */
export function withExternals(
  review: Review,
  externals: readonly External[],
  bases: Bases,
  { now, before }: { readonly now: State; readonly before: (Before & State) | undefined },
): { readonly review: Review; readonly before: (Before & State) | undefined } {
  if (externals.length === 0) return { review, before }
  const { findings, known } = joinExternals(review.findings, externals, bases, { now, before })
  const old = before && { ...before.review, findings: [...before.review.findings, ...known] }
  return { review: { ...review, findings }, before: before && old && { ...before, review: old } }
}

/**
 * Joins the findings of other tools with ours: each is matched to the resource it speaks of, traced to the literal, and
 * left to ours where one of our findings on that resource has its id as an alias. A report speaks of the present state
 * only, so what was known before is told by what changed.
 */
function joinExternals(
  ours: readonly Finding[],
  externals: readonly External[],
  bases: Bases,
  { now, before }: { readonly now: State; readonly before: State | undefined },
): Joined {
  const places = new Places(now)
  const seen = new Map<Finding, Set<string>>()
  const theirs = new Map<string, Finding>()
  const known = new Set<string>()
  for (const external of externals) {
    const spot = places.spotOf(external, bases)
    const same = ours.filter((one) => isSame(one, external, spot))
    for (const one of same) seen.set(one, (seen.get(one) ?? new Set()).add(external.tool))
    if (same.length > 0) continue
    const finding = findingOf(external, spot, now)
    const cause = `${idText(external.id)}\u0000${finding.span.file}\u0000${finding.span.start}\u0000${spot.match?.resource.address ?? ''}`
    const first = theirs.get(cause)
    theirs.set(cause, first === undefined ? finding : withTool(first, external.tool))
    if (before !== undefined && wasThere(finding, spot, now, before)) known.add(cause)
  }
  const marked = ours.map((one) => {
    const tools = seen.get(one)
    return tools === undefined ? one : { ...one, seenBy: [...tools].toSorted() }
  })
  return {
    findings: findingsInOrder([...marked, ...theirs.values()]),
    known: [...theirs].flatMap(([cause, finding]) => (known.has(cause) ? [finding] : [])),
  }
}

interface Match {
  readonly reading: Reading
  readonly resource: Resource
}

/** Where a finding of another tool is in what we read. */
interface Spot {
  readonly match: Match | undefined
  /** The lines that it names; undefined when it names none, or no file of ours. */
  readonly lines: Span | undefined
  /** The lines are fewer than the whole resource. */
  readonly isPart: boolean
  readonly file: FilePath | undefined
}

/** Finds resources by address and by line. */
class Places {
  readonly #now: State
  readonly #byAddress = new Map<string, Match[]>()
  readonly #byFile = new Map<FilePath, Match[]>()
  readonly #lines = new Map<FilePath, Lines>()

  constructor(now: State) {
    this.#now = now
    for (const reading of now.estate.readings) {
      for (const resource of reading.resources) {
        pushTo(this.#byAddress, resource.address, { reading, resource })
        pushTo(this.#byFile, extentOf(resource).file, { reading, resource })
      }
    }
  }

  spotOf(external: External, bases: Bases): Spot {
    const file = this.#fileOf(external.files, bases)
    const lines = file === undefined ? undefined : this.#span(file, external)
    const named = external.address === undefined ? [] : (this.#byAddress.get(external.address) ?? [])
    const inFile = named.find(({ resource }) => extentOf(resource).file === file)
    const match = inFile ?? this.#around(lines) ?? (named.length === 1 ? named[0] : undefined)
    const whole = match === undefined ? undefined : extentOf(match.resource)
    const isPart =
      lines !== undefined && whole !== undefined && lines.start > whole.start && isIn(lines, whole)
    return { match, lines, isPart, file }
  }

  /** The innermost resource whose declaration holds the lines. */
  #around(lines: Span | undefined): Match | undefined {
    if (lines === undefined) return undefined
    const holding = (this.#byFile.get(lines.file) ?? []).filter(({ resource }) =>
      isIn(lines, extentOf(resource)),
    )
    return holding.toSorted((a, b) => lengthOf(a.resource) - lengthOf(b.resource))[0]
  }

  #fileOf(files: readonly string[], { root, folders }: Bases): FilePath | undefined {
    const candidates = files
      .map((one) => one.replaceAll('\\', '/'))
      .flatMap((path) => {
        const inside = path.startsWith(`${root}/`)
          ? path.slice(root.length + 1)
          : path.replace(/^(?:\.?\/)+/u, '')
        return [inside, ...folders.map((folder) => (folder === '' ? inside : `${folder}/${inside}`))]
      })
    return candidates.map(filePath).find((one) => this.#now.text(one) !== undefined)
  }

  #span(file: FilePath, { startLine, endLine }: External): Span | undefined {
    const text = this.#now.text(file)
    if (text === undefined || startLine === 0) return undefined
    const lines = this.#lines.get(file) ?? linesOf(text)
    this.#lines.set(file, lines)
    if (startLine > lines.starts.length) return undefined
    const from = rangeOfLine(text, lines, startLine)
    const to = rangeOfLine(text, lines, Math.min(Math.max(startLine, endLine), lines.starts.length))
    const [indent = ''] = /^\s*/u.exec(text.slice(from.start, to.end)) ?? []
    return { file, start: Math.min(from.start + indent.length, to.end), end: to.end }
  }
}

function findingOf(external: External, spot: Spot, now: State): Finding {
  const { match } = spot
  const { span, trace } = placed(external, spot)
  const address = match?.resource.address ?? addressOf(external.address ?? '')
  const said = now.text(span.file)?.slice(span.start, span.end) ?? ''
  return {
    rule: `${external.tool}/${external.id}`,
    title: external.title,
    severity: external.severity,
    verdict: 'violated',
    address,
    path: '',
    message: external.message,
    span,
    trace,
    because: [],
    places: match === undefined ? [] : [placeOf(match)],
    aliases: [external.id],
    compliance: [],
    seenBy: [external.tool],
    why: `${external.tool} found it.`,
    fix: external.fix,
    wanted: undefined,
    key: digest([external.tool, idText(external.id), address, external.message, said]),
  }
}

/** The line that it speaks of and the way to the literal; the head of the resource where it speaks of all of it. */
function placed({ files }: External, { match, lines, isPart, file }: Spot): Pick<Finding, 'span' | 'trace'> {
  const trace = match !== undefined && isPart ? traceOfLines(match, lines) : []
  const [first] = trace
  if (first !== undefined) return { span: first.span, trace }
  const head = isPart ? undefined : match?.resource.span
  const span = head ?? lines ?? { file: file ?? filePath(files[0] ?? ''), start: 0, end: 0 }
  return { span, trace: [{ step: 'construct', span }] }
}

/** From the first value that the lines say, if they say one, to its literal. */
function traceOfLines({ reading, resource }: Match, lines: Span | undefined): readonly Site[] {
  if (lines === undefined) return []
  for (const { value } of leavesIn(resource.values)) {
    const trace = traceOf(reading.origins, value.origin).filter(({ span }) => span.file !== '')
    const [first] = trace
    if (first !== undefined && isIn(first.span, lines)) return trace
  }
  return []
}

function placeOf({ reading, resource }: Match): FindingPlace {
  const { address, span } = resource
  return { root: reading.root, variant: reading.variant, address, span, extent: extentOf(resource) }
}

/** Ours says the same of the same resource under another name. */
function isSame(ours: Finding, external: External, { match, lines }: Spot): boolean {
  if (!ours.aliases.some((alias) => idText(alias) === idText(external.id))) return false
  if (match === undefined) return lines !== undefined && isIn(ours.span, lines)
  const { resource, reading } = match
  return ours.places.some(
    ({ address, root, extent }) =>
      (root === reading.root && address === resource.address) ||
      (extent.file === extentOf(resource).file && extent.start === extentOf(resource).start),
  )
}

/** Whether nothing that the finding speaks of is different from before: its lines, and the values that they give. */
function wasThere({ span }: Finding, { match, lines, isPart }: Spot, now: State, before: State): boolean {
  const text = lines === undefined ? undefined : now.text(lines.file)?.slice(lines.start, lines.end)
  if (match === undefined) {
    const old = before.text(span.file)
    // A finding of a whole file is as old as the file.
    return old !== undefined && (text === undefined ? old === now.text(span.file) : old.includes(text))
  }
  const old = sameBefore(match, before.estate)
  if (old === undefined) return false
  const names = isPart && lines !== undefined ? pathsIn(match, lines) : []
  if (names.length === 0) return valuesText(match.resource) === valuesText(old)
  const place = extentOf(old)
  const declaration = before.text(place.file)?.slice(place.start, place.end) ?? ''
  return declaration.includes(text ?? '') && leavesText(match.resource, names) === leavesText(old, names)
}

function sameBefore({ reading, resource }: Match, { readings }: Estate): Resource | undefined {
  return readings
    .filter(({ root, variant }) => root === reading.root && variant === reading.variant)
    .flatMap(({ resources }) => resources)
    .find(({ address }) => address === resource.address)
}

/** The paths of the values that the lines say. */
function pathsIn({ reading, resource }: Match, lines: Span): readonly string[] {
  return [...leavesIn(resource.values)].flatMap(({ path, value }) => {
    const site = value.origin === 0 ? undefined : reading.origins.get(value.origin)?.site
    return site !== undefined && isIn(site, lines) ? [path] : []
  })
}

function valuesText({ values, settings }: Resource): string {
  return printJson(
    [
      valueJson(values, true),
      becauseJson(values),
      settings === undefined ? null : valueJson(settings, true),
    ].map((one) => one ?? null),
  )
}

function leavesText({ values }: Resource, paths: readonly string[]): string {
  const leaves = new Map([...leavesIn(values)].map(({ path, value }) => [path, value]))
  return paths
    .map((path) => {
      const value = leaves.get(path)
      return value === undefined ? '' : printJson([valueJson(value, true) ?? null, becauseJson(value)])
    })
    .join('\u0000')
}

/** Every value that is there and holds no other, in order. */
function* leavesIn(whole: Value): Generator<{ readonly path: string; readonly value: Value }> {
  for (const { steps, value } of leavesOf(whole)) {
    if (value.kind !== 'absent') yield { path: pathText(steps), value }
  }
}

function withTool(finding: Finding, tool: string): Finding {
  const tools = new Set([...(finding.seenBy ?? []), tool])
  return { ...finding, seenBy: [...tools].toSorted() }
}

/** Trivy says the same id with and without a prefix. */
function idText(id: string): string {
  return id.toLowerCase().replace(/^avd-/u, '')
}

function extentOf({ span, extent = span }: Resource): Span {
  return extent
}

function lengthOf(resource: Resource): number {
  const { start, end } = extentOf(resource)
  return end - start
}

function isIn(inner: Span, outer: Span): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end
}

function pushTo<Key>(index: Map<Key, Match[]>, key: Key, match: Match): void {
  const list = index.get(key)
  if (list === undefined) index.set(key, [match])
  else list.push(match)
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16)
}
