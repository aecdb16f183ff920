import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import type { ChangeCause } from '../../model/difference.ts'
import { leavesOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { sourceOf } from '../why.ts'
import type { ChangedTexts, Side } from './texts.ts'

/** As many places as are looked at for one value. */
const mostPlaces = 2000
/** As many lines as one change is put down to. */
const mostCauses = 4
/** As many parts of a whole as are asked where they come from. */
const mostParts = 200

/** Says which changed lines a change comes from: those that the new value is made from, else those that the old one was. */
export class Causes {
  readonly #texts: ChangedTexts
  readonly #readings: Readonly<Record<Side, Reading | undefined>>
  readonly #known = {
    before: new Map<OriginId, readonly ChangeCause[]>(),
    after: new Map<OriginId, readonly ChangeCause[]>(),
  }

  constructor(texts: ChangedTexts, readings: Readonly<Record<Side, Reading | undefined>>) {
    this.#texts = texts
    this.#readings = readings
  }

  /** The causes of a change of a value; `holder` is the resource it is a part of, where it has no origin of its own. */
  ofValue(
    before: Value,
    after: Value,
    holders: Readonly<Record<Side, Span | undefined>>,
  ): readonly ChangeCause[] {
    const found = this.#ofPart('after', after)
    if (found.length > 0) return before.kind === 'absent' ? this.#firstOfRuns(found) : found
    const old = this.#ofPart('before', before)
    if (old.length > 0) return after.kind === 'absent' ? this.#firstOfRuns(old) : old
    return this.#untouched(
      after.kind === 'absent' ? 'before' : 'after',
      after.kind === 'absent' ? before : after,
      holders,
    )
  }

  /** Why there is a resource, or is none any more: its own lines, what let it exist, or what it is made of. */
  ofResource(side: Side, resource: Pick<Resource, 'span' | 'values'>): readonly ChangeCause[] {
    const { span, values } = resource
    const own = this.#texts.changeAt(side, span)
    if (own !== undefined) return [own]
    const origins = this.#origins(side)
    const under = origins === undefined ? [] : this.#changed(side, undersOf(origins, values.origin))
    const found = under.length > 0 ? under : this.#ofPart(side, values)
    return found.length > 0
      ? this.#firstOfRuns(found)
      : this.#untouched(side, values, { before: span, after: span })
  }

  #ofPart(side: Side, value: Value): readonly ChangeCause[] {
    if (value.kind === 'absent') return []
    if (value.kind === 'scalar' || value.kind === 'unknown') return this.#ofOrigin(side, value.origin)
    const own = this.#ofOrigin(side, value.origin)
    if (own.length > 0) return this.#firstOfRuns(own)
    for (const { value: leaf } of firstOf(leavesOf(value), mostParts)) {
      const found = this.#ofOrigin(side, leaf.origin)
      if (found.length > 0) return found
    }
    return []
  }

  #ofOrigin(side: Side, id: OriginId): readonly ChangeCause[] {
    const known = this.#known[side].get(id)
    if (known !== undefined) return known
    const origins = this.#origins(side)
    const found = origins === undefined || id === 0 ? [] : this.#foundFor(side, origins, id)
    this.#known[side].set(id, found)
    return found
  }

  /** What it is made from comes before what let it exist, and the line where something begins before the others. */
  #foundFor(side: Side, origins: Origins, id: OriginId): readonly ChangeCause[] {
    const made = madeFrom(origins, [id])
    const first = this.#changed(
      side,
      made.map((one) => origins.site(one)),
    )
    if (first.length > 0) return first
    const inside = unique(
      made
        .filter((one) => origins.inputs(one).length === 0)
        .flatMap((one) => this.#texts.changeInside(side, origins.site(one)) ?? []),
    )
    return inside.length > 0 ? inside : this.#changed(side, undersOf(origins, id))
  }

  #changed(side: Side, sites: readonly Span[]): readonly ChangeCause[] {
    return unique(sites.flatMap((site) => this.#texts.changeAt(side, site) ?? []))
  }

  /** A whole is put down to the first line of each run of changed ones. */
  #firstOfRuns(causes: readonly ChangeCause[]): readonly ChangeCause[] {
    return causes.filter((one, at) => !causes.slice(0, at).some((other) => this.#texts.isSameRun(one, other)))
  }

  /** Nobody changed a line of it: what sets it now is named, as for `why`. */
  #untouched(
    side: Side,
    value: Value,
    holders: Readonly<Record<Side, Span | undefined>>,
  ): readonly ChangeCause[] {
    const origins = this.#origins(side)
    const source = origins === undefined ? undefined : sourceOf(origins, value.origin)
    const span = (source?.literals[0] ?? source?.last)?.span ?? holders[side]
    if (span === undefined) return []
    return [
      {
        kind: 'unchanged',
        before: side === 'before' ? span : undefined,
        after: side === 'after' ? span : undefined,
      },
    ]
  }

  #origins(side: Side): Origins | undefined {
    return this.#readings[side]?.origins
  }
}

/** Everything that something was computed from, itself first. */
function madeFrom(origins: Origins, from: readonly OriginId[]): readonly OriginId[] {
  const seen = new Set<OriginId>(from)
  for (const id of seen) {
    if (seen.size > mostPlaces) break
    for (const input of origins.inputs(id)) seen.add(input)
  }
  seen.delete(0)
  return [...seen]
}

/** The places of the conditions, loops and counts that let something exist, and of what these were computed from. */
function undersOf(origins: Origins, id: OriginId): readonly Span[] {
  const conditions = madeFrom(origins, [id]).flatMap((one) => {
    const { under = 0, through = 0 } = origins.get(one) ?? {}
    return [under, through].filter((other) => other !== 0)
  })
  const all = new Set<OriginId>(conditions)
  for (const one of all) {
    if (all.size > mostPlaces) break
    for (const input of [...origins.inputs(one), origins.under(one)]) if (input !== 0) all.add(input)
  }
  return [...all].map((one) => origins.site(one))
}

/** Each line once, by place. */
function unique(causes: readonly ChangeCause[]): readonly ChangeCause[] {
  const byPlace = new Map(causes.map((one) => [causeKey(one), one]))
  return [...byPlace.values()].toSorted(byPosition).slice(0, mostCauses)
}

/** What is the same for the same line only. */
export function causeKey({ kind, before, after }: ChangeCause): string {
  const { file, start } = after ?? before ?? { file: '', start: 0 }
  return `${file}\u0000${kind}\u0000${after === undefined ? 'before' : 'after'}\u0000${start}`
}

/** By file, and by line inside of it. */
export function byPosition(one: ChangeCause, other: ChangeCause): number {
  const [left, right] = [one.after ?? one.before, other.after ?? other.before]
  if (left === undefined || right === undefined) return 0
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  return left.start - right.start
}

function* firstOf<One>(all: Iterable<One>, most: number): Generator<One> {
  let count = 0
  for (const one of all) {
    if (count++ >= most) return
    yield one
  }
}
