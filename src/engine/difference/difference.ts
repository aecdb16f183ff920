import type { Span } from '../../kernel/span.ts'
import { marks, type Value } from '../../kernel/value.ts'
import type {
  CausedChanges,
  ChangeCause,
  Difference,
  ResourceChange,
  RootDifference,
} from '../../model/difference.ts'
import { nameAt, pathText } from '../../model/path.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import { byPosition, causeKey, Causes } from './cause.ts'
import { ChangedTexts } from './texts.ts'
import { stepsOf, valueChanges, type ValueChange } from './values.ts'

/** What is different between two states of a repository, root by root, by the lines that caused it. */
export function differenceOf(before: Estate, after: Estate): Difference {
  const texts = new ChangedTexts(
    (file) => before.text(file),
    (file) => after.text(file),
  )
  const old = new Map(before.readings.map((one) => [nameOf(one), one]))
  const now = new Set(after.readings.map(nameOf))
  const pairs = [
    ...after.readings.map((one) => ({ before: old.get(nameOf(one)), after: one })),
    ...before.readings
      .filter((one) => !now.has(nameOf(one)))
      .map((one) => ({ before: one, after: undefined })),
  ]
  return {
    roots: pairs.flatMap((pair) => rootDifference(texts, pair)),
    resources: after.readings.reduce((count, { resources }) => count + resources.length, 0),
  }
}

interface Pair {
  readonly before: Reading | undefined
  readonly after: Reading | undefined
}

function nameOf({ format, root, variant }: Reading): string {
  return `${format}\u0000${root}\u0000${variant}`
}

function rootDifference(texts: ChangedTexts, pair: Pair): readonly RootDifference[] {
  const one = pair.after ?? pair.before
  // What nobody touched was read once, and is the same for both.
  if (one === undefined || pair.before === pair.after) return []
  const caused = causedChanges(new Causes(texts, pair), pair)
  if (caused.length === 0) return []
  const state = pair.before === undefined ? 'added' : pair.after === undefined ? 'removed' : 'changed'
  return [{ format: one.format, root: one.root, variant: one.variant, state, groups: grouped(caused) }]
}

interface Caused {
  readonly causes: readonly ChangeCause[]
  readonly change: ResourceChange
}

/** Something with an address and a value: a resource, or an output of the root module. */
interface Thing {
  readonly address: string
  readonly values: Value
  readonly span: Span
}

function causedChanges(causes: Causes, { before, after }: Pair): readonly Caused[] {
  const [old, now] = [thingsIn(before), thingsIn(after)]
  const addresses = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return addresses.flatMap((address) => {
    const [was, is] = [old.get(address), now.get(address)]
    if (was !== undefined && is !== undefined) return changesOf(causes, was, is)
    if (is !== undefined) {
      return [{ causes: causes.ofResource('after', is), change: whole('added', is, absent, is.values) }]
    }
    return was === undefined
      ? []
      : [{ causes: causes.ofResource('before', was), change: whole('removed', was, was.values, absent) }]
  })
}

function thingsIn(reading: Reading | undefined): ReadonlyMap<string, Thing> {
  const outputs = (reading?.named ?? [])
    .filter(({ kind, module }) => kind === 'output' && module === '')
    .map(({ address, value, span }): Thing => ({ address, values: value, span }))
  return new Map([...(reading?.resources ?? []), ...outputs].map((one) => [one.address, one]))
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

function whole(kind: 'added' | 'removed', { address }: Thing, before: Value, after: Value): ResourceChange {
  return { kind, address, path: '', name: '', before, after }
}

function changesOf(causes: Causes, was: Thing, is: Thing): readonly Caused[] {
  return valueChanges(was.values, is.values).map((one) => {
    const [before, after] = [
      one.kind === 'added' ? absent : one.before,
      one.kind === 'removed' ? absent : one.after,
    ]
    return {
      causes: causes.ofValue(before, after, { before: was.span, after: is.span }),
      change: changeOf(one, is, was, { before, after }),
    }
  })
}

function changeOf(
  { kind, steps }: ValueChange,
  is: Thing,
  was: Thing,
  { before, after }: Pick<ResourceChange, 'before' | 'after'>,
): ResourceChange {
  const path = stepsOf(steps)
  const { address, values } = kind === 'removed' ? was : is
  return { kind, address, path: pathText(path), name: nameAt(values, path, address), before, after }
}

/** Changes of the same lines together, by place. */
function grouped(caused: readonly Caused[]): readonly CausedChanges[] {
  const groups = new Map<
    string,
    { readonly causes: readonly ChangeCause[]; readonly changes: ResourceChange[] }
  >()
  for (const { causes, change } of caused) {
    const key = causes.map(causeKey).join('\u0001')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { causes, changes: [change] })
    else known.changes.push(change)
  }
  return [...groups.values()].toSorted((one, other) => byCauses(one.causes, other.causes))
}

function byCauses(left: readonly ChangeCause[], right: readonly ChangeCause[]): number {
  const [one, other] = [left[0], right[0]]
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return byPosition(one, other) || left.length - right.length
}
