import type { Marks } from '../../kernel/value.ts'
import { hasKnownType, marksDeep } from './mark.ts'
import { compare, equalNumbers, type Num } from './number.ts'
import { setKey } from './set-key.ts'
import { conforms, sameType } from './type-relation.ts'
import { typeOf, type Refinement, type Val, type ValOf } from './value.ts'

export type Answer = 'yes' | 'no' | 'unknown'

/** Terraform's `==`: nothing is converted, so values of different types differ. Marks are not looked at. */
export function equal(left: Val, right: Val): Answer {
  const decided = unlessKnown(left, right)
  if (decided !== undefined) return decided
  const isHidden = !hasKnownType(left) || !hasKnownType(right)
  const [a, b] = [typeOf(left), typeOf(right)]
  if (isHidden) return conforms(a, b) || conforms(b, a) ? 'unknown' : 'no'
  return sameType(a, b) ? alike(left, right) : 'no'
}

/** The marks of such an answer: of all that is compared. With `shallowNull` only the outermost when exactly one side is null. */
export function marksOfEqual(left: Val, right: Val, shallowNull: boolean): Marks {
  const isShallow = shallowNull && (left.kind === 'null') !== (right.kind === 'null')
  return isShallow ? left.marks | right.marks : marksDeep(left) | marksDeep(right)
}

/** The answer where a side is null, unknown, or of a schema that is not known. */
function unlessKnown(left: Val, right: Val): Answer | undefined {
  if (left.kind === 'null' && right.kind === 'null') return 'yes'
  if (left.kind === 'null' || right.kind === 'null') return withNull(left.kind === 'null' ? right : left)
  if (left.kind === 'unknown') return withUnknown(left, right)
  if (right.kind === 'unknown') return withUnknown(right, left)
  return isOpen(left) || isOpen(right) ? withOpen(left, right) : undefined
}

function withNull(other: Val): Answer {
  if (other.kind !== 'unknown') return 'no'
  return other.refinement?.notNull === true ? 'no' : 'unknown'
}

function withUnknown({ type, refinement }: ValOf<'unknown'>, other: Val): Answer {
  if (other.kind === 'unknown') return 'unknown'
  if (!isOpen(other) && !conforms(typeOf(other), type)) return 'no'
  return refinement !== undefined && excludes(refinement, other) ? 'no' : 'unknown'
}

function excludes({ prefix = '', min, max, minLength = 0, maxLength }: Refinement, other: Val): boolean {
  if (other.kind === 'string') return !other.value.startsWith(prefix)
  if (other.kind === 'number') return beyond(other.value, min, 1) || beyond(other.value, max, -1)
  const [least, most] = lengthsOf(other)
  return most < minLength || least > (maxLength ?? Number.POSITIVE_INFINITY)
}

function beyond(value: Num, bound: Refinement['min'], side: 1 | -1): boolean {
  if (bound === undefined) return false
  const order = compare(value, bound.value) * side
  return order < 0 || (order === 0 && !bound.inclusive)
}

/** Items of a set that are unknown may turn out equal to others. */
function lengthsOf(value: Val): readonly [number, number] {
  if (value.kind === 'map') return [value.entries.size, value.entries.size]
  if (value.kind === 'list') return [value.items.length, value.items.length]
  if (value.kind !== 'set') return [0, Number.POSITIVE_INFINITY]
  const count = value.items.length
  return [value.items.some((item) => item.kind === 'unknown') ? Math.min(count, 1) : count, count]
}

function isOpen(value: Val): boolean {
  return (value.kind === 'tuple' || value.kind === 'object') && value.open !== undefined
}

/** What is not listed in an open object may be anything; what is listed may already differ. */
function withOpen(left: Val, right: Val): Answer {
  const isObject = left.kind === 'object' && right.kind === 'object'
  if (!isObject) return 'unknown'
  for (const [key, value] of left.entries) {
    const other = right.entries.get(key)
    if (other !== undefined && equal(value, other) === 'no') return 'no'
  }
  return 'unknown'
}

/** Compares values of which it is known that their types are one. */
function alike(left: Val, right: Val): Answer {
  const decided = unlessKnown(left, right)
  if (decided !== undefined) return decided
  if (left.kind === 'number' && right.kind === 'number') return answer(equalNumbers(left.value, right.value))
  if ('value' in left) return answer('value' in right && left.value === right.value)
  if (left.kind === 'set' && right.kind === 'set') return sets(left.items, right.items)
  if ('items' in left && 'items' in right) return sequences(left.items, right.items)
  return 'entries' in left && 'entries' in right ? entries(left.entries, right.entries) : 'no'
}

function answer(same: boolean): Answer {
  return same ? 'yes' : 'no'
}

function sequences(left: readonly Val[], right: readonly Val[]): Answer {
  if (left === right) return knownAlike(left)
  if (left.length !== right.length) return 'no'
  for (const [at, item] of left.entries()) {
    const other = right[at]
    const same = other === undefined ? 'no' : alike(item, other)
    if (same !== 'yes') return same
  }
  return 'yes'
}

function knownAlike(items: readonly Val[]): Answer {
  for (const item of items) {
    const same = alike(item, item)
    if (same !== 'yes') return same
  }
  return 'yes'
}

/** A part that surely differs decides, wherever it stands: Terraform looks at them in no fixed order. */
function entries(left: ReadonlyMap<string, Val>, right: ReadonlyMap<string, Val>): Answer {
  if (left.size !== right.size) return 'no'
  let answered: Answer = 'yes'
  for (const [key, value] of left) {
    const other = right.get(key)
    const same = other === undefined ? 'no' : alike(value, other)
    if (same === 'no') return 'no'
    if (same === 'unknown') answered = 'unknown'
  }
  return answered
}

function sets(left: readonly Val[], right: readonly Val[]): Answer {
  if ([...left, ...right].some((item) => item.kind === 'unknown')) return 'unknown'
  if (left.length !== right.length) return 'no'
  const buckets = grouped(right)
  return answer(
    left.every((item) => buckets.get(setKey(item))?.some((other) => equal(item, other) === 'yes') === true),
  )
}

function grouped(items: readonly Val[]): ReadonlyMap<string, readonly Val[]> {
  const buckets = new Map<string, Val[]>()
  for (const item of items) {
    const key = setKey(item)
    const bucket = buckets.get(key)
    if (bucket) bucket.push(item)
    else buckets.set(key, [item])
  }
  return buckets
}

/** Whether two values are the same in every respect: type, what is known of the unknown, and marks unless they are left aside. */
export function sameValue(left: Val, right: Val, marks: Marking = 'marks'): boolean {
  if (left === right) return true
  if (left.kind !== right.kind || (marks === 'marks' && left.marks !== right.marks)) return false
  if ('type' in left) return 'type' in right && sameLess(left, right)
  if ('value' in left) return 'value' in right && sameScalar(left.value, right.value)
  return sameContainer(left, right, marks)
}

type Marking = 'marks' | 'no marks'
type Container = Extract<Val, { readonly items: unknown } | { readonly entries: unknown }>

function sameContainer(left: Container, right: Val, marks: Marking): boolean {
  if ('element' in left && !('element' in right && sameType(left.element, right.element))) return false
  if (isOpen(left) !== isOpen(right)) return false
  if ('items' in left) return 'items' in right && sameItems(left.items, right.items, marks)
  return 'entries' in right && sameEntries(left.entries, right.entries, marks)
}

type Scalar = string | boolean | Num

function sameScalar(left: Scalar, right: Scalar): boolean {
  const areNumbers = isNumber(left) && isNumber(right)
  return areNumbers ? equalNumbers(left, right) : left === right
}

function isNumber(scalar: Scalar): scalar is Num {
  return typeof scalar === 'number' || typeof scalar === 'object'
}

/** Null and unknown values. */
function sameLess(left: ValOf<'null' | 'unknown'>, right: ValOf<'null' | 'unknown'>): boolean {
  if (left.kind === 'null' || right.kind === 'null') return sameType(left.type, right.type)
  return sameUnknown(left, right)
}

function sameUnknown(left: ValOf<'unknown'>, right: ValOf<'unknown'>): boolean {
  return sameType(left.type, right.type) && sameRefinement(left.refinement ?? {}, right.refinement ?? {})
}

function sameRefinement(left: Refinement, right: Refinement): boolean {
  return (
    left.notNull === right.notNull &&
    left.prefix === right.prefix &&
    left.minLength === right.minLength &&
    left.maxLength === right.maxLength &&
    sameBound(left.min, right.min) &&
    sameBound(left.max, right.max)
  )
}

function sameBound(left: Refinement['min'], right: Refinement['min']): boolean {
  if (left === undefined || right === undefined) return left === right
  return left.inclusive === right.inclusive && equalNumbers(left.value, right.value)
}

function sameItems(left: readonly Val[], right: readonly Val[], marks: Marking): boolean {
  if (left === right) return true
  if (left.length !== right.length) return false
  return left.every((item, at) => {
    const other = right[at]
    return other !== undefined && sameValue(item, other, marks)
  })
}

function sameEntries(
  left: ReadonlyMap<string, Val>,
  right: ReadonlyMap<string, Val>,
  marks: Marking,
): boolean {
  if (left === right) return true
  if (left.size !== right.size) return false
  for (const [key, value] of left) {
    const other = right.get(key)
    if (other === undefined || !sameValue(value, other, marks)) return false
  }
  return true
}
