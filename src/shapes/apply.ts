import type { OriginId } from '../kernel/origin.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { isUnsetIn, type Value } from '../kernel/value.ts'
import { choicesOf, withoutChoices } from '../model/choices.ts'
import { jsonIn } from '../model/json-in.ts'
import { parsePath, type PathStep } from '../model/path.ts'
import { scalarText } from '../model/scalar.ts'
import type { Conversion, Field, Fields, Plain } from './shape.ts'

/** A value of the source, and the address whose own attributes it may be unknown for. */
export interface Source {
  readonly address: string
  readonly value: Value
}

/** A map that grows: what a live shape is built with. */
export interface Draft {
  readonly entries: Map<string, Value | Draft>
  origin: OriginId
}

export function draft(origin: OriginId): Draft {
  return { entries: new Map(), origin }
}

/** Puts the fields of a table into a draft, taking their values from a source. */
export function applyFields(into: Draft, fields: Fields, source: Source): void {
  applyPlaced(into, placed(fields), source)
}

/** The same for some of the fields; gives the first of them that was put there. */
export function applyPlaced(into: Draft, fields: readonly Placed[], source: Source): Placed | undefined {
  let first: Placed | undefined
  for (const one of fields) {
    const { path, field } = one
    const value = fieldValue(field, source)
    if (value === undefined) continue
    first ??= one
    put(into, path, value, () => originAbove(field, source))
  }
  return first
}

/** A field of a table, its path taken apart. */
export interface Placed {
  /** Its place in the table. */
  readonly at: number
  readonly path: readonly string[]
  readonly field: Field
}

const known = new WeakMap<Fields, readonly Placed[]>()

/** The fields of a table with their paths taken apart, once for all resources. */
export function placed(fields: Fields): readonly Placed[] {
  const found = known.get(fields)
  if (found !== undefined) return found
  const made = Object.entries(fields).map(([target, field], at) => ({ at, path: target.split('.'), field }))
  known.set(fields, made)
  return made
}

/** The items that a companion adds to a list. */
export function itemsOf(
  fields: Fields,
  over: Readonly<Record<string, string>> | undefined,
  source: Source,
): readonly Value[] {
  return over === undefined ? [itemOf(fields, source)] : spreadOf(over, fields, source)
}

/** The finished map. */
export function finished({ entries, origin }: Draft): Value {
  const made = new Map<string, Value>()
  for (const [key, one] of entries) made.set(key, 'kind' in one ? one : finished(one))
  return { kind: 'map', entries: made, origin, marks: 0 }
}

/** The value at a path of the source: absent when null, when it isn't there, or when only the provider will fill it in. */
export function sourceAt(source: Source, path: string): Value {
  const found = foundAt(source, path)
  return typeof found === 'number' ? { kind: 'absent', origin: found, marks: 0 } : found
}

/** The value at a path of the source; undefined where it would be absent. */
function thereAt(source: Source, path: string): Value | undefined {
  const found = foundAt(source, path)
  return typeof found === 'number' ? undefined : found
}

/** The value at a path, or the origin of what is absent there: most of what a table asks for is. */
function foundAt({ address, value }: Source, path: string): Value | OriginId {
  const steps = parsePath(path) ?? noSteps
  let here = value
  let left = steps.length
  for (const step of steps) {
    // What lies below the choices of a condition is not looked for.
    if (here.kind === 'unknown') {
      here = withoutChoices(here)
      break
    }
    left--
    if (left === 0 && here.kind === 'map' && isUnsetIn(here.entries, String(step))) return value.origin
    const next = inner(here, step)
    if (next === undefined) return here.origin
    here = next
  }
  return isUnwritten(here, address) ? value.origin : here
}

const noSteps: readonly PathStep[] = []

/** Null, or unknown only because the provider decides it when nobody writes it. */
export function isUnwritten(value: Value, address: string): boolean {
  if (value.kind === 'scalar') return value.scalar === null
  if (value.kind !== 'unknown') return value.kind === 'absent'
  return (
    value.because.length > 0 &&
    value.because.every(
      ({ kind, what }) => kind === 'computed' && what.startsWith(address) && what[address.length] === '.',
    )
  )
}

function inner(value: Value, step: PathStep): Value | undefined {
  if (value.kind === 'map') return value.entries.get(String(step))
  if (value.kind !== 'list') return undefined
  if (typeof step === 'number') return value.items[step]
  const [first] = value.items
  return first === undefined ? undefined : inner(first, step)
}

function fieldValue(field: Field, source: Source): Value | undefined {
  if (typeof field === 'string') return thereAt(source, field)
  if ('as' in field) {
    const value = thereAt(source, field.from)
    return value === undefined ? undefined : there(converted(value, field.as))
  }
  if ('first' in field) return firstOf(field.first, source)
  if ('empty' in field) return emptyIn(source, field.when)
  if ('given' in field) {
    const value = thereAt(source, field.when)
    return value && plain(field.given, value.origin)
  }
  if ('item' in field) return listOfOne(field.item, source)
  if ('joined' in field) return joinedOf(field.joined, source)
  const blocks = thereAt(source, 'each' in field ? field.each : field.spread)
  if (blocks === undefined || blocks.kind === 'unknown') return blocks
  const items = blocks.kind === 'list' ? blocks.items : [blocks]
  const made = items.flatMap((item) => {
    const from: Source = { address: source.address, value: item }
    return 'each' in field ? [itemOf(field.of, from)] : spreadOf(field.over, field.of, from)
  })
  return { kind: 'list', items: made, origin: blocks.origin, marks: blocks.marks }
}

function emptyIn(source: Source, when: string | undefined): Value | undefined {
  const found = when === undefined ? source.value : thereAt(source, when)
  if (found === undefined || (found.kind === 'list' && found.items.length === 0)) return undefined
  const block = found.kind === 'list' ? found.items[0] : found
  if (when !== undefined && block?.kind === 'unknown') return block
  return { kind: 'map', entries: new Map(), origin: found.origin, marks: 0 }
}

function listOfOne(fields: Fields, source: Source): Value | undefined {
  const item = itemOf(fields, source)
  if (item.kind === 'map' && item.entries.size === 0) return undefined
  return { kind: 'list', items: [item], origin: item.origin, marks: 0 }
}

function firstOf(fields: readonly Field[], source: Source): Value | undefined {
  for (const one of fields) {
    const value = fieldValue(one, source)
    if (value !== undefined) return value
  }
  return undefined
}

/** The lists of several fields as one; one that isn't known stands as an item that isn't. */
function joinedOf(fields: readonly Field[], source: Source): Value | undefined {
  let first: Value | undefined
  const items: Value[] = []
  for (const field of fields) {
    const one = fieldValue(field, source)
    if (one === undefined) continue
    first ??= one
    if (one.kind === 'list') for (const item of one.items) items.push(item)
    else items.push(one)
  }
  return first && { kind: 'list', items, origin: first.origin, marks: first.marks }
}

function itemOf(fields: Fields, source: Source): Value {
  if (source.value.kind === 'unknown') return source.value
  const item = draft(source.value.origin)
  applyFields(item, fields, source)
  return finished(item)
}

/** One item for each value of each of the lists; a list that isn't known gives one item with that unknown, no list gives one without. */
function spreadOf(over: Readonly<Record<string, string>>, fields: Fields, source: Source): readonly Value[] {
  if (source.value.kind === 'unknown') return [source.value]
  const items = Object.entries(over).flatMap(([target, path]) => {
    const list = thereAt(source, path)
    if (list === undefined) return []
    const values = list.kind === 'list' ? list.items : [list]
    return values.map((value) => {
      const item = draft(source.value.origin)
      applyFields(item, fields, source)
      item.entries.set(target, value)
      return finished(item)
    })
  })
  return items.length === 0 ? [itemOf(fields, source)] : items
}

function converted(value: Value, as: Conversion): Value {
  if (typeof as === 'function') return as(value.kind === 'unknown' ? withoutChoices(value) : value)
  if (as === 'json') return jsonIn(value)
  if (as === 'list') return value.kind === 'list' ? value : { ...value, kind: 'list', items: [value] }
  if (as === 'tags') return tagsOf(value)
  const choices = choicesOf(value)
  if (value.kind === 'unknown' && choices.length > 0)
    return { ...value, outline: { kind: 'choice', values: choices.map((one) => converted(one, as)) } }
  if (value.kind !== 'scalar') return value
  const scalar = as[scalarText(value) ?? '']
  return scalar === undefined ? value : { ...value, scalar }
}

function tagsOf(value: Value): Value {
  if (value.kind !== 'map') return value
  const items = [...value.entries].map(([key, one]): Value => {
    const text: Value = { kind: 'scalar', scalar: key, origin: one.origin, marks: 0 }
    return {
      kind: 'map',
      entries: new Map([
        ['Key', text],
        ['Value', one],
      ]),
      origin: one.origin,
      marks: 0,
    }
  })
  return { kind: 'list', items, origin: value.origin, marks: value.marks }
}

function there(value: Value): Value | undefined {
  return value.kind === 'absent' ? undefined : value
}

/** The containers of a property stand where the block of its attribute stands. */
function originAbove(field: Field, source: Source): OriginId {
  const path = pathOf(field, source)
  const above = path.includes('.') ? sourceAt(source, path.slice(0, path.lastIndexOf('.'))) : source.value
  const block = above.kind === 'list' ? (above.items[0] ?? above) : above
  return block.origin === 0 ? source.value.origin : block.origin
}

/** The attribute that a field comes from; of several the first, or the first that is written. */
function pathOf(field: Field, source: Source): string {
  if (typeof field === 'string') return field
  if ('first' in field) {
    const written = field.first.find((one) => fieldValue(one, source) !== undefined) ?? field.first[0]
    return written === undefined ? '' : pathOf(written, source)
  }
  if ('joined' in field) return field.joined[0] === undefined ? '' : pathOf(field.joined[0], source)
  if ('as' in field) return field.from
  if ('each' in field) return field.each
  if ('spread' in field) return field.spread
  if ('given' in field) return field.when
  if ('empty' in field || 'item' in field) return ''
  return unreachable(field)
}

/** Puts a value at a path of a draft; maps on the way are made. */
export function put(into: Draft, path: readonly string[], value: Value, origin: () => OriginId): void {
  let here = into
  for (const key of path.slice(0, -1)) {
    const next = here.entries.get(key)
    if (next !== undefined && !('kind' in next)) {
      here = next
      continue
    }
    const made = next?.kind === 'map' ? opened(next) : draft(origin())
    here.entries.set(key, made)
    here = made
  }
  here.entries.set(path.at(-1) ?? '', value)
}

/** A finished map as a draft again, so that more can be put into it. */
export function opened(value: Extract<Value, { kind: 'map' }>): Draft {
  return { entries: new Map(value.entries), origin: value.origin }
}

/** Whether a draft has something at a path, an unknown above it included. */
export function reaches(from: Draft, path: readonly string[]): 'there' | 'room' | 'no-parent' {
  let here: Value | Draft = from
  for (const [position, key] of path.entries()) {
    const entries: ReadonlyMap<string, Value | Draft> | undefined = entriesOf(here)
    if (entries === undefined) return 'there'
    const next = entries.get(key)
    if (next === undefined) return position === path.length - 1 ? 'room' : 'no-parent'
    here = next
  }
  return 'there'
}

function entriesOf(one: Value | Draft): ReadonlyMap<string, Value | Draft> | undefined {
  if (!('kind' in one)) return one.entries
  return one.kind === 'map' ? one.entries : undefined
}

/** A plain value as the service gives it. */
export function plain(scalar: Plain, origin: OriginId): Value {
  return { kind: 'scalar', scalar, origin, marks: 0 }
}
