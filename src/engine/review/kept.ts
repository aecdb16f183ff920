import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Site } from '../../model/why.ts'
import type { Codec } from '../cache/cache.ts'
import type { Caused } from './findings.ts'
import type { UnitReview } from './review.ts'

/**
 * How the review of a unit is written down. What many findings share (what their rule says, places, names of files)
 * stands there once, because what is kept is read in every run. What the user gives on the command line and in the
 * environment may be secret, so it is not written down: only which of it a place is.
 */
export function reviewCodec({ layers, environment }: ReadOptions): Codec<UnitReview> {
  const given = [
    ...layers.map((one) => (one.kind === 'option' ? one.text : undefined)),
    ...environment.values(),
  ]
  return {
    encode({ texts, found, ...review }) {
      const all = packed(found)
      const shown = new Set([...all.names, ...review.secrets.map(({ file }) => file)])
      const places = texts.flatMap(([place, text]): KeptReview['places'] =>
        isOfFiles(place) ? (shown.has(place) ? [[place, text]] : []) : [[place, given.indexOf(text)]],
      )
      if (places.some(([, at]) => at === -1)) return undefined
      return { ...review, places, found: all } satisfies KeptReview
    },
    decode(kept) {
      const { places, found, ...review } = kept as KeptReview
      const texts = places.map(
        ([place, at]) => [place, typeof at === 'string' ? at : (given[at] ?? '')] as const,
      )
      return { ...review, texts, found: unpacked(found) }
    },
  }
}

/** Places whose text no user gave: what a file says a release is called, and files of packed charts. */
function isOfFiles(place: FilePath): boolean {
  return place.startsWith('<release ') || /^<[^>]+\.tgz>\//u.test(place)
}

interface KeptReview extends Omit<UnitReview, 'texts' | 'found'> {
  /** With the text, or with the number of the one that was given. */
  readonly places: readonly (readonly [FilePath, number | string])[]
  readonly found: Packed
}

/** Numbers are positions in the lists above them. */
export interface Packed {
  readonly names: readonly string[]
  readonly abouts: readonly About[]
  readonly places: readonly PackedPlace[]
  readonly findings: readonly PackedFinding[]
}

/** What a rule says of each of its findings. */
type About = Pick<Finding, 'rule' | 'title' | 'severity' | 'aliases' | 'compliance' | 'why' | 'fix'>

type PackedSpan = readonly [file: number, start: number, end: number]

type PackedPlace = readonly [
  root: number,
  variant: number,
  address: FindingPlace['address'],
  span: PackedSpan,
  extent: PackedSpan,
]

interface PackedFinding extends Omit<Finding, keyof About | 'span' | 'trace' | 'places'> {
  readonly cause: string
  readonly about: number
  readonly span: PackedSpan
  readonly trace: readonly (readonly [Site['step'], PackedSpan])[]
  readonly places: readonly number[]
}

export function packed(found: readonly Caused[]): Packed {
  const names = new Table<string>()
  const abouts = new Table<About>()
  const places = new Table<PackedPlace>()
  const spanOf = ({ file, start, end }: Span): PackedSpan => [names.add(file), start, end]
  const findings = found.map(({ cause, finding }): PackedFinding => {
    const { rule, title, severity, aliases, compliance, why, fix, ...own } = finding
    return {
      ...own,
      cause,
      about: abouts.add({ rule, title, severity, aliases, compliance, why, fix }),
      span: spanOf(own.span),
      trace: own.trace.map(({ step, span }) => [step, spanOf(span)]),
      places: own.places.map(({ root, variant, address, span, extent }) =>
        places.add([names.add(root), names.add(variant), address, spanOf(span), spanOf(extent)]),
      ),
    }
  })
  return { names: names.rows, abouts: abouts.rows, places: places.rows, findings }
}

export function unpacked({ names, abouts, places: packedPlaces, findings }: Packed): readonly Caused[] {
  const spanOf = ([file, start, end]: PackedSpan): Span => ({
    file: filePath(names[file] ?? ''),
    start,
    end,
  })
  const places = packedPlaces.map(([root, variant, address, span, extent]): FindingPlace => ({
    root: names[root] ?? '',
    variant: names[variant] ?? '',
    address,
    span: spanOf(span),
    extent: spanOf(extent),
  }))
  return findings.flatMap(({ cause, about: at, ...own }) => {
    const about = abouts[at]
    if (about === undefined) return []
    const finding: Finding = {
      rule: about.rule,
      title: about.title,
      severity: about.severity,
      verdict: own.verdict,
      address: own.address,
      path: own.path,
      message: own.message,
      span: spanOf(own.span),
      trace: own.trace.map(([step, span]) => ({ step, span: spanOf(span) })),
      because: own.because,
      places: own.places.flatMap((one) => places[one] ?? []),
      aliases: about.aliases,
      compliance: about.compliance,
      why: about.why,
      fix: about.fix,
      wanted: own.wanted,
      ...(own.repair && { repair: own.repair }),
      key: own.key,
    }
    return [{ cause, finding }]
  })
}

/** Plain data in the order in which it was added, the same once. */
export class Table<Row> {
  readonly rows: Row[] = []
  readonly #positions = new Map<string, number>()

  add(row: Row): number {
    const text = JSON.stringify(row)
    const known = this.#positions.get(text)
    if (known !== undefined) return known
    const position = this.rows.push(row) - 1
    this.#positions.set(text, position)
    return position
  }
}
