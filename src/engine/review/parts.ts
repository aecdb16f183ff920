import type { RecordingSnapshot } from '../../kernel/recording.ts'
import type { Span } from '../../kernel/span.ts'
import type { FindingPlace } from '../../model/finding.ts'
import type { Live } from '../../model/live.ts'
import type { Graph } from '../../model/live-graph.ts'
import { literalsBehind, namedValue, openAmong, type NamedValue } from '../../model/mask.ts'
import type { Reading } from '../../model/reading.ts'
import type { MadePart, Part, PartialReading, Unit } from '../../readers/reader.ts'
import { liveTypes, livesOf, type ShapeTable } from '../../shapes/live.ts'
import { keptAside, proofOf, replayProof, standingOf, type Cache, type Proof } from '../cache/cache.ts'
import { readParts } from '../read.ts'
import { check, rulesFor, type RuleIndex } from './check.ts'
import { chosenParts, type Kinds } from './choice.ts'
import { joinedTold, lastText, toldOf, type Caused, type Told } from './findings.ts'
import { graphOf } from './graph.ts'
import { partsCodec } from './kept-parts.ts'
import { spansInOrder, type UnitReview } from './review.ts'

/** What a rule said of a live resource, with where that stands among the others. */
export interface Row {
  /** Declarations come after resources. */
  readonly isDeclared: boolean
  readonly live: string
  readonly cause: string
  readonly place: FindingPlace
}

/** What was worked out of a part, and what it takes to know whether it holds still. */
export interface KeptPart extends Part {
  readonly isTroubled: boolean
  /** What else was read to work it out; undefined where that can't be told. */
  readonly proof: Proof | undefined
  /** The types of its live resources. */
  readonly lives: readonly string[]
  readonly resources: number
  readonly rows: readonly Row[]
  /** The first finding of each cause, with its own place only. */
  readonly found: readonly Caused[]
  /** Literals that something sensitive was made of. */
  readonly hidden: readonly Span[]
  /** Those of the sensitive literals of the unit that are shown openly here. */
  readonly open: readonly Span[]
}

/** The parts of a unit, and what rules asked of the graph for the live resources of each type. */
export interface KeptParts {
  readonly parts: ReadonlyMap<string, KeptPart>
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>
}

/** A unit, and how it is reviewed. */
interface Reviewing {
  readonly unit: Unit
  readonly snapshot: RecordingSnapshot
  readonly cache: Cache
  readonly key: readonly unknown[]
  readonly table: ShapeTable
  readonly rules: RuleIndex
}

/** As often as it may turn out that rules look further than they did before. */
const mostAttempts = 4

/**
 * The review of a unit of which some parts were reviewed before: only what is different since, and what rules may say
 * something different about because of that, is worked out again. Undefined where the unit has no parts.
 */
export function reviewParts(reviewing: Reviewing): UnitReview | undefined {
  const { cache, key } = reviewing
  const aside = keptAside(cache, key, partsCodec)
  let before = aside.get()
  const further = new Set<string>()
  for (let attempt = 1; ; attempt++) {
    if (attempt > mostAttempts) before = undefined
    const attempted = new Attempt(reviewing, before, further).review()
    if (attempted === undefined) return undefined
    if (attempted.kind === 'further') {
      for (const type of attempted.types) further.add(type)
    } else if (attempted.kind === 'whole') {
      before = undefined
    } else {
      if (attempted.parts !== undefined) aside.put(attempted.parts)
      return attempted.review
    }
  }
}

type Attempted =
  | { readonly kind: 'done'; readonly review: UnitReview; readonly parts: KeptParts | undefined }
  /** Rules ask for live resources of types of which not all were worked out. */
  | { readonly kind: 'further'; readonly types: ReadonlySet<string> }
  /** What was kept doesn't tell enough. */
  | { readonly kind: 'whole' }

class Attempt {
  readonly #reviewing: Reviewing
  readonly #before: KeptParts | undefined
  readonly #further: ReadonlySet<string>
  readonly #kinds: Kinds
  /** What was read on the way to the parts that stand, as it is now. */
  readonly #proofs = new Map<string, Proof>()
  #wanted: ReadonlySet<string> = new Set()

  constructor(reviewing: Reviewing, before: KeptParts | undefined, further: ReadonlySet<string>) {
    this.#reviewing = reviewing
    this.#before = before
    this.#further = further
    const known = new Map<string, readonly string[]>()
    this.#kinds = {
      livesOf: (type) => {
        const found = known.get(type) ?? liveTypes(type, reviewing.table)
        known.set(type, found)
        return found
      },
      isCompanion: (type) => reviewing.table.companions.has(type),
    }
  }

  review(): Attempted | undefined {
    const { snapshot, unit } = this.#reviewing
    const partial = readParts(snapshot, unit, (parts) => {
      const { wanted, present } = chosenParts(parts, this.#before, this.#further, {
        ...this.#kinds,
        stands: (one) => this.#stands(one),
      })
      this.#wanted = wanted
      return present
    })
    if (partial === undefined) return undefined
    return this.#judged(partial)
  }

  #stands({ id, proof }: KeptPart): boolean {
    if (proof === undefined) return false
    if (isEmpty(proof)) return true
    const { snapshot, cache } = this.#reviewing
    const standing = standingOf(proof, snapshot, cache)
    if (standing === undefined) return false
    this.#proofs.set(id, standing.proof)
    return true
  }

  #judged(partial: PartialReading): Attempted {
    const { table, rules, snapshot } = this.#reviewing
    const { reading, made, partOf } = partial
    const text = lastText((file) => reading.texts.get(file) ?? snapshot.text(file))
    const lives = livesOf(reading, table)
    const asked = new Asked(graphOf(reading, lives))
    const isWanted = (address: string): boolean => {
      const part = partOf.get(address)
      return made === undefined || part === undefined || this.#wanted.has(part)
    }
    const checked = check(
      lives,
      {
        isAsked: ({ sources: [first] }) => first === undefined || isWanted(first.address),
        graphFor: (live) => asked.graphFor(live.type),
      },
      rules,
    )
    const types = this.#incomplete(partial, asked.all())
    if (types.size > 0) return { kind: 'further', types }
    const pieces = new Pieces(partial)
    for (const one of checked.said) pieces.say(one.live, toldOf(one, text))
    for (const live of lives) pieces.live(live)
    const { diagnostics } = checked
    return this.#joined(partial, pieces, {
      diagnostics,
      failed: diagnostics.length > 0,
      asked: asked.byType,
    })
  }

  /** Types that were asked for and of which not everything was there. */
  #incomplete({ made, parts }: PartialReading, asked: ReadonlySet<string>): ReadonlySet<string> {
    const found = new Set<string>()
    if (made === undefined || asked.size === 0) return found
    for (const { id, type } of parts.values()) {
      if (type === undefined || made.has(id)) continue
      for (const live of this.#kinds.livesOf(type)) if (asked.has(live)) found.add(live)
    }
    return found
  }

  #joined(partial: PartialReading, pieces: Pieces, judged: Judged): Attempted {
    const { reading, made, parts } = partial
    const wanted = [...(made?.values() ?? [])].filter(({ id }) => this.#wanted.has(id))
    const hiddenIn = (id: string | undefined): readonly Span[] =>
      spansInOrder(literalsBehind(reading, pieces.valuesOf(id)))
    const hidden = new Map(wanted.map(({ id }) => [id, hiddenIn(id)]))
    const kept = this.#keptOf(parts)
    if (kept === undefined) return { kind: 'whole' }
    const literals = spansInOrder([
      ...hiddenIn(undefined),
      ...[...hidden.values()].flat(),
      ...kept.flatMap((one) => one.hidden),
    ])
    if (!this.#knows(literals)) return { kind: 'whole' }
    const openIn = (id: string | undefined): readonly Span[] =>
      literals.length === 0 ? [] : openAmong(reading, literals, pieces.valuesOf(id))
    const fresh = wanted.map((part): KeptPart => ({
      ...this.#basisOf(part),
      ...pieces.piece(part.id),
      hidden: hidden.get(part.id) ?? [],
      open: openIn(part.id),
      isTroubled: part.isTroubled || judged.failed,
    }))
    const rest = { ...pieces.piece(undefined), open: openIn(undefined) }
    const all = [...fresh, ...kept]
    const review = this.#reviewOf([rest, ...all], literals, reading, judged)
    if (made === undefined) return { kind: 'done', review, parts: undefined }
    const byId = new Map(all.map((one) => [one.id, one]))
    return {
      kind: 'done',
      review,
      parts: { parts: byId, asked: joinedAsked(this.#before?.asked, judged.asked) },
    }
  }

  #reviewOf(
    pieces: readonly Piece[],
    literals: readonly Span[],
    reading: Reading,
    { diagnostics }: Judged,
  ): UnitReview {
    const { rules } = this.#reviewing
    const open = new Set(pieces.flatMap((one) => one.open).map(spanKey))
    const types = new Set(pieces.flatMap((one) => one.lives))
    const asked = new Set([...types].flatMap((type) => rulesFor(type, rules).map(({ id }) => id)))
    return {
      found: joinedTold(inOrder(pieces)),
      diagnostics: [...reading.diagnostics, ...diagnostics],
      asked: [...asked].toSorted(),
      resources: pieces.reduce((sum, one) => sum + one.resources, 0),
      plan: undefined,
      secrets: literals.filter((one) => !open.has(spanKey(one))),
      texts: [...reading.texts],
    }
  }

  /** The parts that stand; undefined when one is missing, which can't be. */
  #keptOf(parts: PartialReading['parts']): readonly KeptPart[] | undefined {
    const found: KeptPart[] = []
    for (const { id } of parts.values()) {
      if (this.#wanted.has(id)) continue
      const one = this.#before?.parts.get(id)
      if (one === undefined) return undefined
      const proof = this.#proofs.get(id) ?? one.proof
      if (proof !== undefined && !isEmpty(proof)) replayProof(proof, this.#reviewing.snapshot)
      found.push(proof === one.proof ? one : { ...one, proof })
    }
    return found
  }

  /** Whether it is known of all parts that stand which of these they show openly. */
  #knows(literals: readonly Span[]): boolean {
    if (literals.length === 0 || this.#before === undefined) return true
    const known = new Set([...this.#before.parts.values()].flatMap((one) => one.hidden).map(spanKey))
    return literals.every((one) => known.has(spanKey(one)))
  }

  #basisOf(part: MadePart): Pick<KeptPart, keyof Part | 'proof'> {
    const { id, place, recipe, type, reads } = part
    const { snapshot, cache } = this.#reviewing
    return { id, place, recipe, type, proof: proofOf(reads, snapshot, cache) }
  }
}

type Piece = Pick<KeptPart, 'rows' | 'found' | 'lives' | 'resources' | 'open'>

interface Judged {
  readonly diagnostics: UnitReview['diagnostics']
  /** Whether a rule failed, so that all are to be judged again the next time. */
  readonly failed: boolean
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>
}

function isEmpty({ lists, files, summaries, facts }: Proof): boolean {
  return lists.length + files.length + summaries.length + facts.length === 0
}

/** What was worked out, part by part; what belongs to no part is under undefined. */
class Pieces {
  readonly #partial: PartialReading
  readonly #rows = new Map<string | undefined, Row[]>()
  readonly #found = new Map<string | undefined, Map<string, Caused>>()
  readonly #lives = new Map<string | undefined, Set<string>>()
  readonly #values: ReadonlyMap<string | undefined, readonly NamedValue[]>
  readonly #resources = new Map<string | undefined, number>()

  constructor(partial: PartialReading) {
    this.#partial = partial
    const { reading } = partial
    const values = new Map<string | undefined, NamedValue[]>()
    const add = (one: Reading['named'][number] | Reading['resources'][number]): void => {
      const part = partial.partOf.get(one.address)
      const list = values.get(part)
      if (list === undefined) values.set(part, [namedValue(one)])
      else list.push(namedValue(one))
    }
    for (const one of [...reading.named, ...reading.resources, ...(reading.declarations ?? [])]) add(one)
    this.#values = values
    for (const { address } of reading.resources) {
      const part = partial.partOf.get(address)
      this.#resources.set(part, (this.#resources.get(part) ?? 0) + 1)
    }
  }

  valuesOf(part: string | undefined): readonly NamedValue[] {
    return this.#values.get(part) ?? []
  }

  live(live: Live): void {
    const part = this.#partOf(live)
    const known = this.#lives.get(part)
    if (known === undefined) this.#lives.set(part, new Set([live.type]))
    else known.add(live.type)
  }

  say(live: Live, told: Told): void {
    const { cause, place } = told
    const part = this.#partOf(live)
    const isDeclared = live.sources[0]?.mode === 'declaration'
    const rows = this.#rows.get(part) ?? []
    rows.push({ isDeclared, live: live.address, cause, place })
    this.#rows.set(part, rows)
    const found = this.#found.get(part) ?? new Map<string, Caused>()
    this.#found.set(part, found)
    if (!found.has(cause)) found.set(cause, { cause, finding: told.finding() })
  }

  piece(part: string | undefined): Pick<KeptPart, 'rows' | 'found' | 'lives' | 'resources'> {
    return {
      rows: this.#rows.get(part) ?? [],
      found: [...(this.#found.get(part)?.values() ?? [])],
      lives: [...(this.#lives.get(part) ?? [])],
      resources: this.#resources.get(part) ?? 0,
    }
  }

  #partOf({ sources: [first] }: Live): string | undefined {
    return first && this.#partial.partOf.get(first.address)
  }
}

/** The graph as the rules of each live type see it, with what they ask of it. */
class Asked {
  readonly #graph: Graph
  readonly #graphs = new Map<string, Graph>()
  readonly byType = new Map<string, Set<string>>()

  constructor(graph: Graph) {
    this.#graph = graph
  }

  graphFor(type: string): Graph {
    const known = this.#graphs.get(type)
    if (known !== undefined) return known
    const asked = new Set<string>()
    this.byType.set(type, asked)
    const graph = this.#graph
    const made: Graph = {
      all: (wanted) => graph.all(noted(asked, wanted)),
      uses: (live, wanted) => graph.uses(live, noted(asked, wanted)),
      usedBy: (live, wanted) => graph.usedBy(live, noted(asked, wanted)),
    }
    this.#graphs.set(type, made)
    return made
  }

  all(): ReadonlySet<string> {
    return new Set([...this.byType.values()].flatMap((one) => [...one]))
  }
}

function noted(asked: Set<string>, type: string): string {
  asked.add(type)
  return type
}

function joinedAsked(
  before: ReadonlyMap<string, ReadonlySet<string>> | undefined,
  now: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const joined = new Map(before)
  for (const [type, asked] of now) joined.set(type, new Set([...(joined.get(type) ?? []), ...asked]))
  return joined
}

/** What all pieces say, in the order of a review that works out everything: resources before declarations, by address. */
function inOrder(pieces: readonly Pick<KeptPart, 'rows' | 'found'>[]): readonly Told[] {
  const all = pieces.flatMap(({ rows, found }) => {
    const findings = new Map(found.map((one) => [one.cause, one.finding]))
    return rows.flatMap((row) => {
      const finding = findings.get(row.cause)
      return finding === undefined ? [] : [{ ...row, finding: () => finding }]
    })
  })
  return all.toSorted(
    (a, b) => Number(a.isDeclared) - Number(b.isDeclared) || (a.live < b.live ? -1 : Number(a.live > b.live)),
  )
}

function spanKey({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`
}
