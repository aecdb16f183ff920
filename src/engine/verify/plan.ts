import { marks, writtenIn, type Value } from '../../kernel/value.ts'
import type { PlanReading } from '../../model/change.ts'
import type { ResourceChange } from '../../model/difference.ts'
import { nameAt, pathText, type PathStep } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { VerifiedVerdict } from '../../model/verification.ts'
import { fingerprint } from '../difference/fingerprint.ts'

/**
 * Compares a reading of a root with the plan that Terraform made of it, value by value: what we know must be what is planned.
 * What we call unknown and the plan knows, from a provider or a state, is counted apart.
 */
export function verdictOfPlan(ours: Reading, plan: PlanReading): VerifiedVerdict {
  const own = managed(ours.resources)
  const theirs = managed(plan.resources)
  const counts: Counts = { equal: 0, unknown: 0 }
  const differences = [...new Set([...theirs.keys(), ...own.keys()])]
    .toSorted()
    .flatMap((address) => [
      ...compared(
        { address, path: [], whole: own.get(address) ?? absent },
        theirs.get(address) ?? absent,
        own.get(address) ?? absent,
        counts,
      ),
    ])
  return { kind: 'compared', ...counts, different: differences.length, differences }
}

function managed(resources: Reading['resources']): ReadonlyMap<string, Value> {
  return new Map(
    resources.flatMap(({ mode, address, values }) => (mode === 'managed' ? [[address, values]] : [])),
  )
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

interface Counts {
  equal: number
  unknown: number
}

interface Place {
  readonly address: string
  readonly path: readonly PathStep[]
  /** The resource as we have it. */
  readonly whole: Value
}

function* compared(place: Place, theirs: Value, ours: Value, counts: Counts): Generator<ResourceChange> {
  if (isNothing(theirs) && isNothing(ours)) return
  // What nobody wrote and our table of the provider doesn't have is of another version of it.
  if (ours.kind === 'unknown' || (ours.kind === 'absent' && place.path.length > 0)) {
    if (theirs.kind === 'unknown') counts.equal++
    else counts.unknown++
  } else if (theirs.kind === 'map' && ours.kind === 'map') {
    yield* comparedEntries(place, theirs, ours, counts)
  } else if (theirs.kind === 'list' && ours.kind === 'list' && theirs.items.length === ours.items.length) {
    yield* comparedItems(place, theirs, ours, counts)
  } else if (fingerprint(theirs) === fingerprint(ours)) {
    counts.equal++
  } else {
    yield differenceAt(place, theirs, ours)
  }
}

type Entries = Extract<Value, { readonly kind: 'map' }>

function* comparedEntries(
  place: Place,
  theirs: Entries,
  ours: Entries,
  counts: Counts,
): Generator<ResourceChange> {
  for (const key of new Set([...theirs.entries.keys(), ...writtenIn(ours.entries).keys()])) {
    const inner = { ...place, path: [...place.path, key] }
    yield* compared(inner, theirs.entries.get(key) ?? absent, ours.entries.get(key) ?? absent, counts)
  }
}

type List = Extract<Value, { readonly kind: 'list' }>

/** A set has no order, and a plan in JSON does not tell it from a list. */
function* comparedItems(place: Place, theirs: List, ours: List, counts: Counts): Generator<ResourceChange> {
  const asIs = trial(place, theirs.items, ours.items)
  const inOrder =
    asIs.differences.length === 0 ? asIs : trial(place, sorted(theirs.items), sorted(ours.items))
  const best = inOrder.differences.length === 0 ? inOrder : asIs
  counts.equal += best.counts.equal
  counts.unknown += best.counts.unknown
  yield* best.differences
}

function sorted(items: readonly Value[]): readonly Value[] {
  return items.toSorted((left, right) => (fingerprint(left) < fingerprint(right) ? -1 : 1))
}

function trial(
  place: Place,
  theirs: readonly Value[],
  ours: readonly Value[],
): { readonly counts: Counts; readonly differences: readonly ResourceChange[] } {
  const counts: Counts = { equal: 0, unknown: 0 }
  const differences = theirs.flatMap((one, at) => [
    ...compared({ ...place, path: [...place.path, at] }, one, ours[at] ?? absent, counts),
  ])
  return { counts, differences }
}

function isNothing(value: Value): boolean {
  switch (value.kind) {
    case 'absent':
      return true
    case 'scalar':
      return value.scalar === null
    case 'list':
      return value.items.length === 0
    case 'map':
      return value.entries.size === 0
    case 'unknown':
      return false
  }
}

function differenceAt({ address, path, whole }: Place, before: Value, after: Value): ResourceChange {
  const kind = before.kind === 'absent' ? 'added' : after.kind === 'absent' ? 'removed' : 'changed'
  return { kind, address, path: pathText(path), name: nameAt(whole, path, address), before, after }
}
