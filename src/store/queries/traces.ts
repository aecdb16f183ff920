import type { Excerpt, OriginSite, TracedValue } from '../../contract/nouns.ts'
import type { FileTable, FileText, ReadingChunk, ValueRecord } from '../../contract/records.ts'
import { blobOf, blobsOf } from '../blobs.ts'
import type { Database } from '../connection.ts'

/** Lines that are shown around what is meant. */
const margin = 3
/** As many lines as are shown of one thing. */
const mostLines = 60

/** The masked texts of the files that a chunk speaks of, as one commit has them. */
export class Sources {
  readonly #texts: ReadonlyMap<string, FileText>

  private constructor(texts: ReadonlyMap<string, FileText>) {
    this.#texts = texts
  }

  static async of(
    db: Database,
    project: string,
    { source, sha, chunk }: { readonly source: string; readonly sha: string; readonly chunk: ReadingChunk },
  ): Promise<Sources> {
    const commit = await db
      .selectFrom('commits')
      .select('files')
      .where('project', '=', project)
      .where('source', '=', source)
      .where('sha', '=', sha)
      .executeTakeFirst()
    if (commit === undefined || commit.files === null) return new Sources(new Map())
    const { files } = await blobOf<FileTable>(db, project, commit.files)
    const named = chunk.files.flatMap((file) => {
      const hash = files[file]
      return hash === undefined ? [] : [{ file, hash }]
    })
    const blobs = await blobsOf<FileText>(
      db,
      project,
      named.map(({ hash }) => hash),
    )
    return new Sources(
      new Map(
        named.flatMap(({ file, hash }) => {
          const text = blobs.get(hash)
          return text === undefined ? [] : [[file, text] as const]
        }),
      ),
    )
  }

  line(file: string, number: number): string | undefined {
    return this.#texts.get(file)?.lines[number - 1]
  }

  excerpt(file: string, from: number, to: number): Excerpt | undefined {
    const text = this.#texts.get(file)
    if (text === undefined || from === 0) return undefined
    const first = Math.max(1, from - margin)
    const last = Math.min(text.lines.length, to + margin, first + mostLines)
    const lines = text.lines.slice(first - 1, last).map((line, at) => {
      const number = first + at
      return { number, text: line, isMarked: number >= from && number <= to }
    })
    return { file, firstLine: first, lines }
  }
}

/** A value with the places that it comes from. */
export function tracedValue(chunk: ReadingChunk, sources: Sources, one: ValueRecord): TracedValue {
  const sitesOf = (sites: readonly number[] = []): readonly OriginSite[] =>
    sites.flatMap((at) => {
      const site = siteAt(chunk, at)
      return site === undefined ? [] : [{ ...site, source: sources.line(site.file, site.startLine)?.trim() }]
    })
  return {
    path: one.path,
    value: one.value,
    unknown: one.unknown === true,
    sensitive: one.sensitive === true,
    because: one.because ?? [],
    exact: one.exact === true,
    literals: sitesOf(one.literals),
    hops: sitesOf(one.hops),
    under: sitesOf(one.under),
    losers: sitesOf(one.losers),
  }
}

/** The place whose line is of interest: the one that set the value. */
export function winnerOf({ literals, hops }: TracedValue): OriginSite | undefined {
  return literals[0] ?? hops[0]
}

/** The first place that set a value. */
export function literalOf(chunk: ReadingChunk, value: ValueRecord): OriginSite | undefined {
  const [first] = value.literals
  return first === undefined ? undefined : siteAt(chunk, first)
}

function siteAt({ sites, files }: ReadingChunk, at: number): OriginSite | undefined {
  const site = sites[at]
  if (site === undefined) return undefined
  const [file, startLine, startColumn, endLine, endColumn, step] = site
  return { file: files[file] ?? '', startLine, startColumn, endLine, endColumn, step, source: undefined }
}
