import { marks, writtenIn, type Value } from '../../kernel/value.ts'
import type { PathStep } from '../../model/path.ts'
import { aligned } from './align.ts'
import { fingerprint } from './fingerprint.ts'

/** One step to a value in two states: a key of a map, or where an element of a list was and is. */
export type TwofoldStep =
  | string
  | { readonly before: number; readonly after: number }
  | { readonly before: number; readonly after: undefined }
  | { readonly before: undefined; readonly after: number }

/** What became of one part of a value. What is added or removed is told as a whole. */
export type ValueChange = { readonly steps: readonly TwofoldStep[] } & (
  | { readonly kind: 'added'; readonly after: Value }
  | { readonly kind: 'removed'; readonly before: Value }
  | { readonly kind: 'changed'; readonly before: Value; readonly after: Value }
  | {
      readonly kind: 'reordered'
      /** The old positions of the elements that stayed, in the new order. */
      readonly order: readonly number[]
      /** The names of the elements that stayed. */
      readonly before: Value
      readonly after: Value
    }
)

/** What turns one value into another: nothing for equal ones. */
export function valueChanges(before: Value, after: Value): readonly ValueChange[] {
  return [...changesAt([], before, after)]
}

/** The path of a change in the new value; of what is gone, in the old one. */
export function stepsOf(steps: readonly TwofoldStep[]): readonly PathStep[] {
  return steps.map((step) => (typeof step === 'string' ? step : (step.after ?? step.before)))
}

function* changesAt(steps: readonly TwofoldStep[], before: Value, after: Value): Generator<ValueChange> {
  if (before.kind === 'map' && after.kind === 'map') yield* entryChanges(steps, before, after)
  else if (before.kind === 'list' && after.kind === 'list') yield* itemChanges(steps, before, after)
  else if (before.kind === 'absent') {
    if (after.kind !== 'absent') yield { kind: 'added', steps, after }
  } else if (after.kind === 'absent') yield { kind: 'removed', steps, before }
  else if (fingerprint(before) !== fingerprint(after)) yield { kind: 'changed', steps, before, after }
}

type MapValue = Extract<Value, { readonly kind: 'map' }>
type ListValue = Extract<Value, { readonly kind: 'list' }>

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

/** What nobody wrote, in either state, doesn't count: it follows from what is written. */
function* entryChanges(
  steps: readonly TwofoldStep[],
  before: MapValue,
  after: MapValue,
): Generator<ValueChange> {
  const [old, now] = [writtenIn(before.entries), writtenIn(after.entries)]
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    yield* changesAt([...steps, name], old.get(name) ?? absent, now.get(name) ?? absent)
  }
}

function* itemChanges(
  steps: readonly TwofoldStep[],
  before: ListValue,
  after: ListValue,
): Generator<ValueChange> {
  const { kept, removed, added, names } = aligned(before.items, after.items)
  for (const one of removed) {
    const item = before.items[one]
    if (item !== undefined)
      yield { kind: 'removed', steps: [...steps, { before: one, after: undefined }], before: item }
  }
  for (const [one, other] of kept) {
    const [item, next] = [before.items[one], after.items[other]]
    if (item !== undefined && next !== undefined)
      yield* changesAt([...steps, { before: one, after: other }], item, next)
  }
  for (const one of added) {
    const item = after.items[one]
    if (item !== undefined)
      yield { kind: 'added', steps: [...steps, { before: undefined, after: one }], after: item }
  }
  const order = kept.map(([one]) => one)
  if (names === undefined || order.every((one, at) => at === 0 || (order[at - 1] ?? 0) < one)) return
  yield {
    kind: 'reordered',
    steps,
    order,
    before: namesAs(
      order.toSorted((a, b) => a - b).map((one) => names.before[one] ?? ''),
      before,
    ),
    after: namesAs(
      kept.map(([, other]) => names.after[other] ?? ''),
      after,
    ),
  }
}

/** Names as a list that comes from where the list does. */
function namesAs(names: readonly string[], { origin, marks: marked }: Value): Value {
  const items = names.map((scalar): Value => ({ kind: 'scalar', scalar, origin, marks: marked }))
  return { kind: 'list', items, origin, marks: marked }
}
