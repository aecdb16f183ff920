import { isCollection, isPrimitive, sameType } from './type-relation.ts'
import { typeKey } from './type-key.ts'
import { dynamicType, listOf, mapOf, objectOf, tupleOf, type Type } from './types.ts'

/** `unsafe` conversions may fail on some values (text to number, map to object); `safe` ones never do. */
export type Safety = 'safe' | 'unsafe'

/** Whether values of a type can be converted to another, or are of it. */
export function canConvert(from: Type, to: Type, safety: Safety = 'unsafe'): boolean {
  if (to.kind === 'dynamic' || sameType(from, to)) return true
  if (from.kind === 'dynamic') return safety === 'unsafe'
  switch (to.kind) {
    case 'string':
      return from.kind === 'number' || from.kind === 'bool'
    case 'number':
    case 'bool':
      return safety === 'unsafe' && from.kind === 'string'
    case 'list':
    case 'set':
      return toSequence(from, to, safety)
    case 'map':
      return toMap(from, to, safety)
    case 'tuple':
      return from.kind === 'tuple' && toTuple(from, to, safety)
    case 'object':
      return toObject(from, to, safety)
  }
}

type Of<Kind extends Type['kind']> = Extract<Type, { readonly kind: Kind }>

function toSequence(from: Type, to: Of<'list'> | Of<'set'>, safety: Safety): boolean {
  if (from.kind === 'tuple') return elementsInto(from.elements, to.element, safety)
  if (from.kind === 'list' && to.kind === 'set' && safety === 'safe') return false
  if (from.kind !== 'list' && from.kind !== 'set') return false
  return canConvert(from.element, to.element, safety)
}

/** A collection of "any" is one of the type that its elements have in common. */
function elementsInto(types: readonly Type[], element: Type, safety: Safety): boolean {
  if (types.length === 0) return true
  const distinct = distinctTypes(types)
  const common = element.kind === 'dynamic' ? unify(types, safety) : element
  if (common === undefined) return false
  if (element.kind === 'dynamic' && common.kind === 'dynamic') {
    return distinct.every((type) => type.kind === 'dynamic')
  }
  return distinct.every((type) => canConvert(type, common, safety))
}

function toMap(from: Type, to: Of<'map'>, safety: Safety): boolean {
  if (from.kind === 'map') return canConvert(from.element, to.element, safety)
  if (from.kind !== 'object') return false
  if (from.attributes.size === 0) return true
  const distinct = distinctTypes([...from.attributes.values()])
  const common = to.element.kind === 'dynamic' ? unify(distinct, safety) : to.element
  return common !== undefined && distinct.every((type) => canConvert(type, common, safety))
}

function toTuple(from: Of<'tuple'>, to: Of<'tuple'>, safety: Safety): boolean {
  if (from.elements.length !== to.elements.length) return false
  return from.elements.every((type, at) => canConvert(type, to.elements[at] ?? dynamicType, safety))
}

function toObject(from: Type, to: Of<'object'>, safety: Safety): boolean {
  if (from.kind === 'map') return safety === 'unsafe' && mapToObject(from, to)
  if (from.kind !== 'object') return false
  for (const [name, wanted] of to.attributes) {
    const given = from.attributes.get(name)
    if (given === undefined) {
      if (to.optional?.has(name) !== true) return false
    } else if (!canConvert(given, wanted, safety)) return false
  }
  return true
}

function mapToObject({ element }: Of<'map'>, to: Of<'object'>): boolean {
  for (const [name, wanted] of to.attributes) {
    if (to.optional?.has(name) !== true && !canConvert(element, wanted)) return false
  }
  return true
}

/** The type that all of these can be converted to, as conditionals and collections choose it; undefined when there is none. */
export function unify(types: readonly Type[], safety: Safety = 'unsafe'): Type | undefined {
  if (types.length < worthKeeping || safety === 'safe') return unifyDistinct(distinctTypes(types), safety)
  if (!unified.has(types)) unified.set(types, unifyDistinct(distinctTypes(types), safety))
  return unified.get(types)
}

/** What long lists of types share: whether they convert is asked first, then what to. */
const unified = new WeakMap<readonly Type[], Type | undefined>()

const worthKeeping = 32

function unifyDistinct(distinct: readonly Type[], safety: Safety): Type | undefined {
  const [first] = distinct
  if (first === undefined || distinct.length === 1) return first
  const kinds = new Set(distinct.map(({ kind }) => kind))
  return unifyAlike(distinct, kinds, safety)
}

function distinctTypes(types: readonly Type[]): readonly Type[] {
  const [first] = types
  if (types.every((type) => type === first)) return types.slice(0, 1)
  const byKey = new Map<string, Type>()
  for (const type of new Set(types)) {
    const key = typeKey(type)
    if (!byKey.has(key)) byKey.set(key, type)
  }
  return [...byKey.values()]
}

/** Types of one kind, with "any" among them or not, have ways of their own. */
function unifyAlike(
  types: readonly Type[],
  kinds: ReadonlySet<Type['kind']>,
  safety: Safety,
): Type | undefined {
  const any = kinds.has('dynamic')
  const structures = [...kinds]
    .filter((kind) => kind !== 'dynamic')
    .toSorted()
    .join(' ')
  switch (structures) {
    case 'list':
    case 'set':
    case 'map':
      return any ? dynamicType : unifyCollections(types, structures, safety)
    case 'object':
      return any ? dynamicType : unifyObjects(types.filter(isObject), safety)
    case 'tuple':
      return any ? dynamicType : unifyTuples(types.filter(isTuple), safety)
    case 'map object':
      return asMaps(types, safety) ?? preferred(types, safety)
    case 'list tuple':
      return asLists(types, safety) ?? preferred(types, safety)
    default:
      return kinds.has('object') && kinds.has('tuple') ? undefined : preferred(types, safety)
  }
}

function isObject(type: Type): type is Of<'object'> {
  return type.kind === 'object'
}

function isTuple(type: Type): type is Of<'tuple'> {
  return type.kind === 'tuple'
}

function unifyCollections(
  types: readonly Type[],
  kind: 'list' | 'set' | 'map',
  safety: Safety,
): Type | undefined {
  const element = unify(
    types.filter(isCollection).map((type) => type.element),
    safety,
  )
  if (element === undefined) return undefined
  const made: Type = { kind, element }
  return types.every((type) => canConvert(type, made, safety)) ? made : undefined
}

function unifyObjects(types: readonly Of<'object'>[], safety: Safety): Type | undefined {
  const [first] = types
  if (first === undefined) return undefined
  const names = [...first.attributes.keys()]
  const alike = types.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  )
  if (!alike) return objectsToMap(types, safety)
  const attributes = new Map<string, Type>()
  for (const name of names) {
    const common = unify(
      types.map((type) => type.attributes.get(name) ?? dynamicType),
      safety,
    )
    if (common === undefined) return undefined
    attributes.set(name, common)
  }
  const made = objectOf(attributes)
  return types.every((type) => canConvert(type, made, safety)) ? made : objectsToMap(types, safety)
}

function objectsToMap(types: readonly Of<'object'>[], safety: Safety): Type | undefined {
  const element = unify(
    types.flatMap(({ attributes }) => [...attributes.values()]),
    safety,
  )
  if (element === undefined) return undefined
  const made = mapOf(element)
  return types.every((type) => canConvert(type, made, safety)) ? made : undefined
}

function unifyTuples(types: readonly Of<'tuple'>[], safety: Safety): Type | undefined {
  const [first] = types
  if (first === undefined) return undefined
  const alike = types.every(({ elements }) => elements.length === first.elements.length)
  if (!alike) return tuplesToList(types, safety)
  const elements: Type[] = []
  for (const at of first.elements.keys()) {
    const common = unify(
      types.map((type) => type.elements[at] ?? dynamicType),
      safety,
    )
    if (common === undefined) return undefined
    elements.push(common)
  }
  const made = tupleOf(elements)
  return types.every((type) => canConvert(type, made, safety)) ? made : tuplesToList(types, safety)
}

function tuplesToList(types: readonly Of<'tuple'>[], safety: Safety): Type | undefined {
  const element = unify(
    types.flatMap(({ elements }) => elements),
    safety,
  )
  if (element === undefined) return undefined
  const made = listOf(element)
  return types.every((type) => canConvert(type, made, safety)) ? made : undefined
}

/** Tuples beside lists are taken for lists. */
function asLists(types: readonly Type[], safety: Safety): Type | undefined {
  const common = tuplesToList(types.filter(isTuple), safety)
  if (common === undefined) return undefined
  const made = unify([...types.filter((type) => type.kind !== 'tuple'), common], safety)
  return made?.kind === 'list' ? made : undefined
}

/** Objects beside maps are taken for maps. */
function asMaps(types: readonly Type[], safety: Safety): Type | undefined {
  const common = objectsToMap(types.filter(isObject), safety)
  if (common === undefined) return undefined
  const made = unify([...types.filter((type) => type.kind !== 'object'), common], safety)
  return made?.kind === 'map' ? made : undefined
}

/** The first of the types, the most general ones leading, that all others convert to. */
function preferred(types: readonly Type[], safety: Safety): Type | undefined {
  const groups = new Set(types.map(groupOf))
  groups.delete('any')
  if (groups.size > 1) return types.find(({ kind }) => kind === 'dynamic')
  return byPreference(types).find((wanted) => types.every((type) => canConvert(type, wanted, safety)))
}

/** No type converts to one of another group. */
function groupOf(type: Type): string {
  if (type.kind === 'dynamic') return 'any'
  if (isPrimitive(type)) return 'primitive'
  return type.kind === 'map' || type.kind === 'object' ? 'named' : 'sequence'
}

/** Sorted so that each stands after those preferred to it, otherwise as they came. */
function byPreference(types: readonly Type[]): readonly Type[] {
  const after: number[][] = types.map(() => [])
  const waiting = types.map(() => 0)
  for (const [left, a] of types.entries()) {
    for (let right = left + 1; right < types.length; right++) {
      const order = preference(a, types[right] ?? dynamicType)
      if (order === 0) continue
      const [before, later] = order < 0 ? [left, right] : [right, left]
      after[before]?.push(later)
      waiting[later] = (waiting[later] ?? 0) + 1
    }
  }
  const queue = [...types.keys()].filter((at) => waiting[at] === 0)
  for (const at of queue) {
    for (const later of after[at] ?? []) {
      const left = (waiting[later] ?? 0) - 1
      waiting[later] = left
      if (left === 0) queue.push(later)
    }
  }
  return queue.map((at) => types[at] ?? dynamicType)
}

/** Below zero when the left type is preferred: the other converts to it, not the other way round. */
function preference(left: Type, right: Type): number {
  if (left.kind === 'dynamic' || right.kind === 'dynamic') {
    return Number(left.kind === 'dynamic') - Number(right.kind === 'dynamic')
  }
  if (isPrimitive(left) && isPrimitive(right)) {
    return Number(right.kind === 'string') - Number(left.kind === 'string')
  }
  if (isCollection(left) && isCollection(right) && left.kind === right.kind) {
    return preference(left.element, right.element)
  }
  if (isObject(left) && isObject(right)) return objectPreference(left, right)
  if (isTuple(left) && isTuple(right)) return tuplePreference(left, right)
  return generality(left, right)
}

const generalities: Partial<Record<Type['kind'], number>> = { list: 0, tuple: 1, set: 2, map: 10, object: 11 }

function generality(left: Type, right: Type): number {
  const a = generalities[left.kind]
  const b = generalities[right.kind]
  if (a === undefined || b === undefined || Math.floor(a / 10) !== Math.floor(b / 10)) return 0
  return Math.sign(a - b)
}

function objectPreference(left: Of<'object'>, right: Of<'object'>): number {
  if (left.attributes.size !== right.attributes.size) return 0
  const orders: number[] = []
  for (const [name, type] of left.attributes) {
    const other = right.attributes.get(name)
    if (other === undefined) return 0
    orders.push(preference(type, other))
  }
  return agreed(orders)
}

function tuplePreference(left: Of<'tuple'>, right: Of<'tuple'>): number {
  if (left.elements.length !== right.elements.length) return 0
  return agreed(left.elements.map((type, at) => preference(type, right.elements[at] ?? dynamicType)))
}

function agreed(orders: readonly number[]): number {
  const less = orders.some((order) => order < 0)
  const more = orders.some((order) => order > 0)
  return Number(more) - Number(less)
}
