import { unreachable } from '../../kernel/unreachable.ts'
import { canConvert, unify } from './convertible.ts'
import { convertOpen } from './convert-open.ts'
import { knownOfUnknown, replaceDynamic } from './convert-unknown.ts'
import { mismatch } from './mismatch.ts'
import { isWhollyKnown } from './mark.ts'
import { formatNumber, parseNumber } from './number.ts'
import { problem, type Problem } from './problem.ts'
import { makeSet } from './set.ts'
import { hasDynamic, isCollection, isPrimitive, sameType, withoutOptional } from './type-relation.ts'
import { dynamicType, type Type } from './types.ts'
import {
  bool,
  list,
  map,
  nullOf,
  number,
  object,
  string,
  tuple,
  typeOf,
  unknown,
  type Val,
  type ValOf,
} from './value.ts'

export { canConvert } from './convertible.ts'

/** Why a value does not convert, and where inside it the reason lies: a path such as `.a[0]["k"]`, empty for the value itself. */
export interface ConversionProblem extends Problem {
  readonly path: string
}

/**
 * The value as one of the type, or why it is none: text and numbers, tuples and lists, objects and maps turn into
 * each other where Terraform does that. Marks, origins and causes stay; what need not change is handed on as it is.
 */
export function convert(value: Val, type: Type): Val | ConversionProblem {
  if (type.kind === value.kind && (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool'))
    return value
  const collected = collectionOf(value, type)
  if (collected !== undefined) return collected
  const given = typeOf(value)
  if (sameType(given, type)) return value
  if (!canConvert(given, type)) return unsuitable(mismatch(given, type))
  return into(value, type)
}

/** What is written in brackets as a collection of primitives, when all parts are of that kind: nothing else has to be looked at. */
function collectionOf(value: Val, type: Type): Val | undefined {
  if (!isCollection(type) || !isPrimitive(type.element)) return undefined
  const { element } = type
  if (value.kind === 'tuple' && value.open === undefined && type.kind !== 'map') {
    for (const { kind } of value.items) if (kind !== element.kind) return undefined
    const { items, origin, marks } = value
    return type.kind === 'list' ? list(element, items, origin, marks) : makeSet(element, items, origin, marks)
  }
  if (value.kind === 'object' && value.open === undefined && type.kind === 'map') {
    for (const { kind } of value.entries.values()) if (kind !== element.kind) return undefined
    return { kind: 'map', element, entries: value.entries, origin: value.origin, marks: value.marks }
  }
  return undefined
}

function unsuitable(detail: string): ConversionProblem {
  return { ...problem('Unsuitable value type', detail), path: '' }
}

function below(found: ConversionProblem, step: string): ConversionProblem {
  return { ...found, path: step + found.path }
}

/** The conversion itself, known to exist between the types. */
function into(value: Val, type: Type): Val | ConversionProblem {
  if (type.kind === 'dynamic') return value
  if (value.kind === 'null')
    return nullOf(replaceDynamic(value.type, withoutOptional(type)), value.origin, value.marks)
  if (value.kind === 'unknown')
    return knownOfUnknown(value, replaceDynamic(value.type, withoutOptional(type)))
  if ((value.kind === 'tuple' || value.kind === 'object') && value.open !== undefined) {
    return convertOpen(value, value.open, type, convert) ?? unsuitable(`${type.kind} required`)
  }
  switch (type.kind) {
    case 'string':
      return toText(value)
    case 'number':
      return toNumber(value)
    case 'bool':
      return toBool(value)
    case 'list':
      return toList(value, type.element)
    case 'set':
      return toSet(value, type.element)
    case 'map':
      return toMap(value, type.element)
    case 'tuple':
      return toTuple(value, type)
    case 'object':
      return toObject(value, type)
    default:
      return unreachable(type)
  }
}

function toText(value: Val): Val {
  if (value.kind === 'number') return string(formatNumber(value.value), value.origin, value.marks)
  if (value.kind === 'bool') return string(String(value.value), value.origin, value.marks)
  return value
}

function toNumber(value: Val): Val | ConversionProblem {
  if (value.kind !== 'string') return value
  const parsed = parseNumber(value.value)
  return parsed === undefined ? unsuitable('a number is required') : number(parsed, value.origin, value.marks)
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

function toBool(value: Val): Val | ConversionProblem {
  if (value.kind !== 'string') return value
  const truth = truths.get(value.value)
  if (truth !== undefined) return bool(truth, value.origin, value.marks)
  const lower = value.value.toLowerCase()
  if (lower !== 'true' && lower !== 'false') return unsuitable('a bool is required')
  return unsuitable(`a bool is required; to convert from string, use lowercase "${lower}"`)
}

type Sequence = ValOf<'list'> | ValOf<'set'> | ValOf<'tuple'>

function isSequence(value: Val): value is Sequence {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple'
}

function toList(value: Val, element: Type): Val | ConversionProblem {
  if (!isSequence(value)) return value
  const { origin, marks } = value
  if (value.kind === 'set' && value.items.length > 1 && !isWhollyKnown(value)) {
    return unknown(
      { kind: 'list', element: value.element },
      causesWithin(value.items),
      undefined,
      origin,
      marks,
    )
  }
  const items = itemsInto(value, element)
  if ('summary' in items) return items
  if (items.length === 0) return list(emptyElement(value, element), items, origin, marks)
  const common = value.kind === 'tuple' ? alike(items, element) : { items, type: commonType(items, element) }
  if ('summary' in common) return common
  const { type } = common
  if (type === undefined) return unsuitable('element types must all match for conversion to list')
  return list(type, typed(common.items, type), origin, marks)
}

function causesWithin(items: readonly Val[]): ValOf<'unknown'>['because'] {
  return items.flatMap((item) => (item.kind === 'unknown' ? item.because : []))
}

function toSet(value: Val, element: Type): Val | ConversionProblem {
  if (!isSequence(value)) return value
  const items = itemsInto(value, element)
  if ('summary' in items) return items
  if (items.length === 0) return makeSet(emptyElement(value, element), items, value.origin, value.marks)
  const type = commonType(items, element)
  if (type === undefined) return unsuitable('element types must all match for conversion to set')
  return makeSet(type, typed(items, type), value.origin, value.marks)
}

/** Each item converted; the very same array when none changed. */
function itemsInto(value: Sequence, wanted: Type): readonly Val[] | ConversionProblem {
  const { items } = value
  const element = wanted.kind === 'dynamic' ? sharedType(value) : wanted
  if ('element' in value && sameType(value.element, element)) return items
  const made: Val[] = []
  let changed = false
  for (const item of items) {
    const one = convertPart(item, element)
    if ('summary' in one) return below(one, `[${made.length}]`)
    changed ||= one !== item
    made.push(one)
  }
  return changed ? made : items
}

/** A part of a value whose conversion is known to exist: only its own type has to be looked at. */
function convertPart(item: Val, type: Type): Val | ConversionProblem {
  if (type.kind === item.kind && (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool'))
    return item
  if (type.kind === 'dynamic' || sameType(typeOf(item), type)) return item
  return into(item, type)
}

function sharedType(value: Sequence): Type {
  if (value.kind !== 'tuple') return value.element
  const type = typeOf(value)
  return (type.kind === 'tuple' ? unify(type.elements) : undefined) ?? dynamicType
}

function emptyElement(value: Sequence, element: Type): Type {
  const isOpenType = element.kind === 'dynamic' && value.kind !== 'tuple'
  return isOpenType ? value.element : withoutOptional(element)
}

interface Alike {
  readonly items: readonly Val[]
  readonly type: Type | undefined
}

/** Items of a tuple may still differ where the wanted type leaves something open: they are brought to what they share. */
function alike(items: readonly Val[], element: Type): Alike | ConversionProblem {
  if (!hasDynamic(element)) return { items, type: withoutOptional(element) }
  const type = unify(items.map(typeOf))
  if (type === undefined) return unsuitable('cannot find a common base type for all elements')
  const made: Val[] = []
  for (const [at, item] of items.entries()) {
    const one = convertPart(item, type)
    if ('summary' in one) return below(one, `[${at}]`)
    made.push(one)
  }
  return { items: made, type: commonType(made, type) }
}

/** The one type of all; items of unknown type fit any. Undefined when there are several. */
function commonType(items: Iterable<Val>, wanted: Type): Type | undefined {
  if (!hasDynamic(wanted)) return withoutOptional(wanted)
  let common: Type = dynamicType
  for (const item of items) {
    const type = typeOf(item)
    if (common.kind === 'dynamic') common = type
    else if (type.kind !== 'dynamic' && !sameType(common, type)) return undefined
  }
  return common
}

/** An untyped null or unknown value inside a collection is one of the element type. */
function typed(items: readonly Val[], type: Type): readonly Val[] {
  if (type.kind === 'dynamic' || !items.some(isUntyped)) return items
  return items.map((item) => ofType(item, type))
}

function isUntyped(item: Val): boolean {
  return (item.kind === 'null' || item.kind === 'unknown') && item.type.kind === 'dynamic'
}

function ofType(item: Val, type: Type): Val {
  return (item.kind === 'null' || item.kind === 'unknown') && item.type.kind === 'dynamic'
    ? { ...item, type }
    : item
}

function toMap(value: Val, wanted: Type): Val | ConversionProblem {
  if (value.kind !== 'map' && value.kind !== 'object') return value
  const { origin, marks } = value
  const element = wanted.kind === 'dynamic' ? sharedEntryType(value) : wanted
  const entries = entriesInto(value.entries, element)
  if ('summary' in entries) return entries
  if (entries.size === 0) {
    const isUntypedMap = wanted.kind === 'dynamic' && value.kind === 'map'
    return map(isUntypedMap ? value.element : withoutOptional(wanted), entries, origin, marks)
  }
  const common = alikeEntries(entries, element, value.kind === 'map' ? 'safe' : 'unsafe')
  if ('summary' in common) return common
  const type = commonType(common.values(), element)
  if (type === undefined) {
    const what = value.kind === 'map' ? 'element' : 'attribute'
    return unsuitable(`${what} types must all match for conversion to map`)
  }
  return { kind: 'map', element: type, entries: typedEntries(common, type), origin, marks }
}

function sharedEntryType(value: ValOf<'map'> | ValOf<'object'>): Type {
  if (value.kind === 'map') return value.element
  return unify([...value.entries.values()].map(typeOf)) ?? dynamicType
}

type Entries = ReadonlyMap<string, Val>

function entriesInto(entries: Entries, element: Type): Entries | ConversionProblem {
  const made = new Map<string, Val>()
  let changed = false
  for (const [key, entry] of entries) {
    const one = convertPart(entry, element)
    if ('summary' in one) return below(one, `[${JSON.stringify(key)}]`)
    changed ||= one !== entry
    made.set(key, one)
  }
  return changed ? made : entries
}

function alikeEntries(
  entries: Entries,
  element: Type,
  safety: 'safe' | 'unsafe',
): Entries | ConversionProblem {
  const isNested = element.kind !== 'dynamic' && hasDynamic(element) && element.kind !== 'tuple'
  if (!isNested) return entries
  const type = unify([...entries.values()].map(typeOf), safety)
  if (type === undefined) return unsuitable('cannot find a common base type for all elements')
  return entriesInto(entries, type)
}

function typedEntries(entries: Entries, type: Type): Entries {
  if (type.kind === 'dynamic' || ![...entries.values()].some(isUntyped)) return entries
  return new Map([...entries].map(([key, entry]) => [key, ofType(entry, type)]))
}

function toTuple(value: Val, type: Extract<Type, { readonly kind: 'tuple' }>): Val | ConversionProblem {
  if (value.kind !== 'tuple') return value
  const made: Val[] = []
  for (const [at, item] of value.items.entries()) {
    const one = convertPart(item, type.elements[at] ?? dynamicType)
    if ('summary' in one) return below(one, `[${at}]`)
    made.push(one)
  }
  return tuple(made, value.origin, value.marks)
}

function toObject(value: Val, type: Extract<Type, { readonly kind: 'object' }>): Val | ConversionProblem {
  if (value.kind !== 'map' && value.kind !== 'object') return value
  const made = new Map<string, Val>()
  for (const [name, wanted] of type.attributes) {
    const entry = value.entries.get(name)
    if (entry === undefined) {
      const missing = type.optional?.has(name) !== true
      if (missing) return unsuitable(`map has no element for required attribute ${JSON.stringify(name)}`)
      made.set(name, nullOf(withoutOptional(wanted)))
      continue
    }
    const one = value.kind === 'map' ? fromElement(name, entry, wanted) : convertPart(entry, wanted)
    if ('summary' in one) return below(one, value.kind === 'map' ? `[${JSON.stringify(name)}]` : `.${name}`)
    made.set(name, one)
  }
  return object(made, value.origin, value.marks)
}

/** An optional attribute is no reason to refuse a map's type, so whether its element fits shows only here. */
function fromElement(name: string, entry: Val, wanted: Type): Val | ConversionProblem {
  const given = typeOf(entry)
  if (canConvert(given, wanted)) return convertPart(entry, wanted)
  const why = mismatch(given, wanted)
  return unsuitable(`map element type is incompatible with attribute ${JSON.stringify(name)}: ${why}`)
}
