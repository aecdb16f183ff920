import { add, compare, equalNumbers, multiply, subtract, type Num } from './number.ts'
import { makeSet } from './set.ts'
import type { Type } from './types.ts'
import { list, map, number, unknown, type Refinement, type Val, type ValOf } from './value.ts'

type Bound = NonNullable<Refinement['min']>

/** What is known when both are known of the same value. */
export function both(left: Refinement | undefined, right: Refinement | undefined): Refinement | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return compact({
    notNull: left.notNull === true || right.notNull === true,
    prefix: longer(left.prefix, right.prefix),
    min: narrower(left.min, right.min, 1),
    max: narrower(left.max, right.max, -1),
    minLength: Math.max(left.minLength ?? 0, right.minLength ?? 0),
    maxLength: Math.min(left.maxLength ?? endless, right.maxLength ?? endless),
  })
}

const endless = Number.POSITIVE_INFINITY

interface Wide {
  readonly notNull?: boolean | undefined
  readonly prefix?: string | undefined
  readonly min?: Bound | undefined
  readonly max?: Bound | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
}

/** Only the parts that say something; undefined when none does. */
export function compact(wide: Wide): Refinement | undefined {
  const { notNull = false, prefix = '', min, max, minLength = 0, maxLength = endless } = wide
  const refinement: Refinement = {
    ...(notNull ? { notNull } : {}),
    ...(prefix === '' ? {} : { prefix }),
    ...(min === undefined || min.value === -endless ? {} : { min }),
    ...(max === undefined || max.value === endless ? {} : { max }),
    ...(minLength === 0 ? {} : { minLength }),
    ...(maxLength === endless ? {} : { maxLength }),
  }
  return Object.keys(refinement).length === 0 ? undefined : refinement
}

function longer(left = '', right = ''): string {
  return left.length >= right.length ? left : right
}

function narrower(left: Bound | undefined, right: Bound | undefined, side: 1 | -1): Bound | undefined {
  if (left === undefined || right === undefined) return left ?? right
  const order = compare(left.value, right.value) * side
  if (order === 0) return left.inclusive ? right : left
  return order > 0 ? left : right
}

/** The value with more known of it. Nothing can be known of a value whose type is not known; a known value stays. */
export function refine(value: Val, refinement: Refinement | undefined): Val {
  if (value.kind !== 'unknown' || value.type.kind === 'dynamic' || refinement === undefined) return value
  return collapse({ ...value, refinement: both(value.refinement, refinement) })
}

/** The value, known never to be null. */
export function refineNotNull(value: Val): Val {
  if (value.kind === 'unknown' && value.refinement?.notNull === true) return value
  return refine(value, { notNull: true })
}

/** Where what is known leaves only one value, that value. */
export function collapse(value: ValOf<'unknown'>): Val {
  const { type, refinement } = value
  if (refinement?.notNull !== true) return value
  if (type.kind === 'number') return onlyNumber(value, refinement)
  const isCollection = type.kind === 'list' || type.kind === 'set' || type.kind === 'map'
  const { minLength = 0, maxLength } = refinement
  return isCollection && minLength === maxLength ? ofLength(value, type, minLength) : value
}

function onlyNumber(value: ValOf<'unknown'>, { min, max }: Refinement): Val {
  const isClosed = min?.inclusive === true && max?.inclusive === true
  if (!isClosed || !equalNumbers(min.value, max.value)) return value
  return number(min.value, value.origin, value.marks)
}

type Collection = Extract<Type, { readonly kind: 'list' | 'set' | 'map' }>

function ofLength(value: ValOf<'unknown'>, { kind, element }: Collection, length: number): Val {
  const { because, origin, marks } = value
  if (kind === 'map') return length === 0 ? map(element, new Map(), origin, marks) : value
  if (kind === 'set' && length > 1) return value
  const items = Array.from({ length }, () => unknown(element, because))
  return kind === 'list' ? list(element, items, origin, marks) : makeSet(element, items, origin, marks)
}

/**
 * The part of a known beginning that stays whatever follows: what is appended may join the last character (an accent,
 * a flag's second half), so that one goes, unless it is a separator that nothing joins.
 */
export function safePrefix(text: string): string {
  // In ASCII nothing joins what stands before it but the second half of an end of line.
  if (/^[\0-\x7F]*$/u.test(text)) return safeAscii(text)
  const normal = text.normalize('NFC')
  const start = Math.max(0, normal.length - longestCharacter)
  const last = [...segmenter().segment(normal.slice(start))].at(-1)
  if (last === undefined || separator.test(last.segment)) return normal
  return normal.slice(0, start + last.index)
}

function safeAscii(text: string): string {
  if (text === '' || separator.test(text.at(-1) ?? '')) return text
  return text.slice(0, text.endsWith('\r\n') ? -2 : -1)
}

const longestCharacter = 256
const separator = /^[-_:;/\\,.(){}[\]|?!~ \t@#$%^&*+"']$/u

/** Made when a text needs it: it reads the tables of Unicode, which takes as long as the rest of a short run. */
function segmenter(): Intl.Segmenter {
  return (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }))
}

let made: Intl.Segmenter | undefined

/** The least and greatest of a number, known or not. */
export interface Range {
  readonly min: Bound
  readonly max: Bound
}

/** The bounds of a number, infinite where none is known. */
export function rangeOf(value: Val): Range {
  if (value.kind === 'number') {
    const only = { value: value.value, inclusive: true }
    return { min: only, max: only }
  }
  const { min, max } = (value.kind === 'unknown' ? value.refinement : undefined) ?? {}
  return {
    min: min ?? { value: -endless, inclusive: true },
    max: max ?? { value: endless, inclusive: true },
  }
}

const operations = { add, subtract, multiply }

/** What is known of the sum, difference or product of two numbers of which only bounds are known. */
export function refineArithmetic(name: keyof typeof operations, left: Val, right: Val): Refinement {
  const a = rangeOf(left)
  const b = rangeOf(right)
  let min: Num = endless
  let max: Num = -endless
  for (const x of [a.min.value, a.max.value]) {
    for (const y of [b.min.value, b.max.value]) {
      const corner = operations[name](x, y)
      if (typeof corner === 'object' && 'kind' in corner) return { notNull: true }
      if (compare(corner, min) < 0) min = corner
      if (compare(corner, max) > 0) max = corner
    }
  }
  return (
    compact({ notNull: true, min: { value: min, inclusive: true }, max: { value: max, inclusive: true } }) ??
    {}
  )
}
