import { createHash } from 'node:crypto'
import type { Plain } from '../../contract/nouns.ts'
import type {
  FileText,
  ReadingChunk,
  ResourceRecord,
  SiteRecord,
  ValueRecord,
} from '../../contract/records.ts'
import { tracesOf, type Trace } from '../../engine/why.ts'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import { edgesOf } from '../../model/graph.ts'
import { printJson, type Json } from '../../model/json-text.ts'
import { maskExcerpt } from '../../model/mask.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { isSensitive, valueJson } from '../../model/value-json.ts'
import type { Site } from '../../model/why.ts'
import { spanJson } from '../../report/source.ts'
import type { View } from '../../report/view.ts'

/** About as many resources as lie in one chunk, and as many as do at most. */
const usual = 400
const most = 800
/** As many places of one kind as are kept of a value. */
const mostSites = 12

/**
 * A reading in pieces that stay the same where it stays the same: a piece ends after a resource whose address says so,
 * so that a new one changes the piece that it lies in and no other.
 */
export function readingChunks(view: View, reading: Reading): readonly ReadingChunk[] {
  const uses = new Map<string, { readonly to: string; readonly path: string }[]>()
  for (const { from, to, path } of edgesOf(reading)) {
    const known = uses.get(from)
    if (known === undefined) uses.set(from, [{ to, path }])
    else known.push({ to, path })
  }
  return pieces(reading.resources).map((resources) => chunkOf(view, reading, resources, uses))
}

/** Things in pieces whose ends depend on nothing but the addresses there. */
export function pieces<Thing extends { readonly address: string }>(
  resources: readonly Thing[],
): readonly (readonly Thing[])[] {
  const all: Thing[][] = []
  let piece: Thing[] = []
  for (const one of resources) {
    piece.push(one)
    if (piece.length < most && !isLast(one.address)) continue
    all.push(piece)
    piece = []
  }
  return piece.length === 0 ? all : [...all, piece]
}

function isLast(address: string): boolean {
  return createHash('sha256').update(address).digest().readUInt32BE() % usual === 0
}

function chunkOf(
  view: View,
  reading: Reading,
  resources: readonly Resource[],
  uses: ReadonlyMap<string, ResourceRecord['uses']>,
): ReadingChunk {
  const places = new Places(view)
  const records = resources.map((one) => recordOf(places, view, reading, one, uses.get(one.address) ?? []))
  const { format, root, variant } = reading
  return { format, root, variant, files: places.files, sites: places.sites, resources: records }
}

function recordOf(
  places: Places,
  view: View,
  reading: Reading,
  resource: Resource,
  uses: ResourceRecord['uses'],
): ResourceRecord {
  const { address, type, name, module, values: whole } = resource
  const { file, startLine, endLine } = spanJson(view, resource.extent ?? resource.span)
  places.knows(resource.span.file)
  const values = tracesOf(reading, address, whole).map((one) => valueOf(places, one))
  const said = values.map(({ path, value, unknown, sensitive }) => [path, value, unknown, sensitive])
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16)
  return { address, type, name, module, file, startLine, endLine, digest, values, uses }
}

function valueOf(places: Places, { path, name, value, ...trace }: Trace): ValueRecord {
  const json = valueJson(value, false, name)
  const list = (sites: readonly Site[]): readonly number[] =>
    sites.slice(0, mostSites).map((one) => places.at(one))
  const because = trace.because.map(({ kind, what }) => ({ kind, what }))
  return {
    path,
    ...(json === undefined ? {} : { value: plain(json) }),
    ...(value.kind === 'unknown' ? { unknown: true } : {}),
    ...(isSensitive(value) ? { sensitive: true } : {}),
    ...(because.length === 0 ? {} : { because }),
    ...(trace.exact ? { exact: true } : {}),
    literals: list(trace.literals),
    ...(trace.hops.length === 0 ? {} : { hops: list(trace.hops) }),
    ...(trace.under.length === 0 ? {} : { under: list(trace.under) }),
    ...(trace.losers.length === 0 ? {} : { losers: list(trace.losers) }),
  }
}

/** A document as plain data; a number that a double can't hold is the nearest that it can. */
export function plain(json: Json): Plain {
  return JSON.parse(printJson(json)) as Plain
}

/**
 * A printed document as plain data of its form. The printers of `report` give JSON to their callers; that they keep to
 * their forms is tested there against the published schemas, so it isn't checked for each of thousands here.
 */
export function documentOf<Form extends object>(json: Json): Form {
  return plain(json) as unknown as Form
}

/** The places that a chunk speaks of, each once. */
class Places {
  readonly files: string[] = []
  readonly sites: SiteRecord[] = []
  readonly #view: View
  readonly #files = new Map<string, number>()
  readonly #sites = new Map<string, number>()

  constructor(view: View) {
    this.#view = view
  }

  knows(file: FilePath): number {
    const known = this.#files.get(file)
    if (known !== undefined) return known
    const at = this.files.push(file) - 1
    this.#files.set(file, at)
    return at
  }

  at({ step, span }: Site): number {
    const key = `${span.file}\n${span.start}\n${span.end}\n${step}`
    const known = this.#sites.get(key)
    if (known !== undefined) return known
    const { startLine, startColumn, endLine, endColumn } = spanJson(this.#view, span)
    const at = this.sites.push([this.knows(span.file), startLine, startColumn, endLine, endColumn, step]) - 1
    this.#sites.set(key, at)
    return at
  }
}

/** A line longer than this is a machine's. */
const longestLine = 2000

/** The texts of the files that chunks speak of, masked line by line, so that lines keep their numbers. */
export function fileTexts(view: View, chunks: readonly ReadingChunk[]): Readonly<Record<string, FileText>> {
  const names = [...new Set(chunks.flatMap(({ files }) => files))].toSorted()
  return Object.fromEntries(
    names.flatMap((name) => {
      const file = filePath(name)
      const text = file.startsWith('<') ? undefined : view.text(file)
      return text === undefined ? [] : [[name, { lines: maskedLines(view, file, text) }]]
    }),
  )
}

function maskedLines(view: View, file: Span['file'], text: string): readonly string[] {
  const secrets = view.secrets()
  let start = 0
  return text.split('\n').map((line) => {
    const shown = line.length > longestLine ? line.slice(0, longestLine) : line
    const masked = maskExcerpt(secrets, file, start, shown).text
    start += line.length + 1
    return masked.replace(/\r$/u, '')
  })
}
