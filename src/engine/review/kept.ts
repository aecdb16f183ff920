import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Site } from '../../model/why.ts'
import type { Codec } from '../cache/cache.ts'
import { causeText, saidText, type Caused } from './findings.ts'
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

/** Places whose text no user gave: what a file says a release is called, Helm itself, and files of packed charts. */
function isOfFiles(place: FilePath): boolean {
  return /^<(?:release |Helm>$|[^>]+\.tgz>\/)/u.test(place)
}

interface KeptReview extends Omit<UnitReview, 'texts' | 'found'> {
  /** With the text, or with the number of the one that was given. */
  readonly places: readonly (readonly [FilePath, number | string])[]
  readonly found: Packed
}

/** Numbers are positions in the lists above them. Rows rather than objects: their names would be most of the text. */
export interface Packed {
  readonly names: readonly string[]
  readonly abouts: readonly About[]
  readonly answers: readonly Answered[]
  readonly places: readonly PackedPlace[]
  readonly findings: readonly PackedFinding[]
}

/** What a rule says of each of its findings. */
type About = Pick<Finding, 'rule' | 'title' | 'severity' | 'aliases' | 'compliance' | 'why' | 'fix'>

/** What a rule says in the same words of many resources. */
interface Answered extends Pick<Finding, 'verdict' | 'path' | 'message' | 'because' | 'repair'> {
  readonly about: number
  readonly wanted?: Finding['wanted']
}

type PackedSpan = readonly [file: number, start: number, end: number]

type PackedPlace = readonly [
  root: number,
  variant: number,
  address: FindingPlace['address'],
  ...span: PackedSpan,
  ...extent: PackedSpan,
]

type PackedFinding = readonly [
  answer: number,
  key: string,
  ...span: PackedSpan,
  /** Four numbers for each site: the step and its span. */
  trace: readonly number[],
  places: readonly number[],
  /** 0 for that of the first place. */
  address: Finding['address'] | 0,
  /** 0 for what it is in nearly all cases. */
  cause: string | 0,
]

export function packed(found: readonly Caused[]): Packed {
  const packing = new Packing()
  for (const one of found) packing.add(one)
  return packing.packed()
}

/** Writes findings down one after the other. */
export class Packing {
  readonly #names = new Table<string>((name) => name)
  readonly #abouts = new Table<About>(JSON.stringify)
  readonly #answers = new Table<Answered>(JSON.stringify)
  readonly #places = new Table<PackedPlace>((row) => row.join('\u0000'))
  readonly #findings: PackedFinding[] = []
  /** The last finding of each rule, since all say the same of it. */
  readonly #lastOf = new Map<string, { readonly finding: Finding; readonly about: number }>()

  add({ cause, finding }: Caused): void {
    const { verdict, path, message, because, wanted, repair, span, places } = finding
    const answer: Answered = {
      about: this.#about(finding),
      verdict,
      path,
      message,
      because,
      wanted,
      ...(repair && { repair }),
    }
    this.#findings.push([
      this.#answers.add(answer),
      finding.key,
      ...this.#span(span),
      finding.trace.flatMap((site) => [this.#names.add(site.step), ...this.#span(site.span)]),
      places.map((one) => this.place(one)),
      finding.address === places[0]?.address ? 0 : finding.address,
      cause === usualCause(saidText(finding), finding) ? 0 : cause,
    ])
  }

  place({ root, variant, address, span, extent }: FindingPlace): number {
    const { add } = this.#names
    return this.#places.add([add(root), add(variant), address, ...this.#span(span), ...this.#span(extent)])
  }

  packed(): Packed {
    return {
      names: this.#names.rows,
      abouts: this.#abouts.rows,
      answers: this.#answers.rows,
      places: this.#places.rows,
      findings: this.#findings,
    }
  }

  #about(finding: Finding): number {
    const { rule, title, severity, aliases, compliance, why, fix } = finding
    const last = this.#lastOf.get(rule)
    if (last !== undefined && isOfSameRule(last.finding, finding)) return last.about
    const about = this.#abouts.add({ rule, title, severity, aliases, compliance, why, fix })
    this.#lastOf.set(rule, { finding, about })
    return about
  }

  #span({ file, start, end }: Span): PackedSpan {
    return [this.#names.add(file), start, end]
  }
}

function isOfSameRule(one: Finding, other: Finding): boolean {
  return (
    one.why === other.why &&
    one.fix === other.fix &&
    one.title === other.title &&
    one.severity === other.severity &&
    one.compliance === other.compliance &&
    one.aliases.length === other.aliases.length &&
    one.aliases.every((alias, at) => alias === other.aliases[at])
  )
}

/** The cause of a finding whose trace has nothing but its own way to the literal. */
function usualCause(said: string, { places, trace, span }: Finding): string {
  return causeText(said, places[0]?.span ?? span, trace.at(-1)?.span ?? span)
}

/** The places of what is written down. */
export function unpackedPlaces({ names, places }: Pick<Packed, 'names' | 'places'>): readonly FindingPlace[] {
  return places.map(([root, variant, address, file, start, end, around, from, to]) => ({
    root: names[root] ?? '',
    variant: names[variant] ?? '',
    address,
    span: spanIn(names, file, start, end),
    extent: spanIn(names, around, from, to),
  }))
}

export function unpacked(all: Packed, places = unpackedPlaces(all)): readonly Caused[] {
  const { names, abouts, answers, findings } = all
  const found: Caused[] = []
  const saids = answers.map((one) => saidText({ ...one, rule: abouts[one.about]?.rule ?? '' }))
  for (const [answer, key, file, start, end, trace, at, address, cause] of findings) {
    const said = answers[answer]
    const about = said && abouts[said.about]
    const own = at.flatMap((one) => places[one] ?? [])
    const place = address === 0 ? own[0]?.address : address
    if (said === undefined || about === undefined || place === undefined) continue
    const finding: Finding = {
      rule: about.rule,
      title: about.title,
      severity: about.severity,
      verdict: said.verdict,
      address: place,
      path: said.path,
      message: said.message,
      span: spanIn(names, file, start, end),
      trace: sitesIn(names, trace),
      because: said.because,
      places: own,
      aliases: about.aliases,
      compliance: about.compliance,
      why: about.why,
      fix: about.fix,
      wanted: said.wanted,
      repair: said.repair,
      key,
    }
    found.push({ cause: cause === 0 ? usualCause(saids[answer] ?? '', finding) : cause, finding })
  }
  return found
}

function spanIn(names: readonly string[], file: number, start: number, end: number): Span {
  return { file: filePath(names[file] ?? ''), start, end }
}

function sitesIn(names: readonly string[], trace: readonly number[]): readonly Site[] {
  const sites: Site[] = []
  for (let at = 0; at + 3 < trace.length; at += 4) {
    const span = spanIn(names, trace[at + 1] ?? 0, trace[at + 2] ?? 0, trace[at + 3] ?? 0)
    // What is kept was written by this build.
    sites.push({ step: names[trace[at] ?? 0] as Site['step'], span })
  }
  return sites
}

/** Plain data in the order in which it was added, the same once. */
export class Table<Row> {
  readonly rows: Row[] = []
  readonly #keyOf: (row: Row) => string
  readonly #positions = new Map<string, number>()

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf
  }

  readonly add = (row: Row): number => {
    const key = this.#keyOf(row)
    const known = this.#positions.get(key)
    if (known !== undefined) return known
    const position = this.rows.push(row) - 1
    this.#positions.set(key, position)
    return position
  }
}
