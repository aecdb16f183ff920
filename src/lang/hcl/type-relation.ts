import { unreachable } from '../../kernel/unreachable.ts'
import { objectOf, tupleOf, type Type } from './types.ts'

export type Collection = Extract<Type, { readonly kind: 'list' | 'set' | 'map' }>

export function isPrimitive({ kind }: Type): boolean {
  return kind === 'string' || kind === 'number' || kind === 'bool'
}

export function isCollection(type: Type): type is Collection {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map'
}

/** Whether two types are one; which attributes are optional does not count. */
export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true
  switch (left.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return left.kind === right.kind
    case 'list':
    case 'set':
    case 'map':
      return isCollection(right) && left.kind === right.kind && sameType(left.element, right.element)
    case 'tuple':
      return right.kind === 'tuple' && sameElements(left.elements, right.elements, sameType)
    case 'object':
      return right.kind === 'object' && sameAttributes(left.attributes, right.attributes, sameType)
    default:
      return unreachable(left)
  }
}

/** Whether a type is what is wanted, where "any type" in the wanted one takes anything. */
export function conforms(given: Type, wanted: Type): boolean {
  if (given === wanted || wanted.kind === 'dynamic') return true
  switch (wanted.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return given.kind === wanted.kind
    case 'list':
    case 'set':
    case 'map':
      return isCollection(given) && given.kind === wanted.kind && conforms(given.element, wanted.element)
    case 'tuple':
      return given.kind === 'tuple' && sameElements(given.elements, wanted.elements, conforms)
    case 'object':
      return given.kind === 'object' && sameAttributes(given.attributes, wanted.attributes, conforms)
    default:
      return unreachable(wanted)
  }
}

type Relation = (left: Type, right: Type) => boolean

function sameElements(left: readonly Type[], right: readonly Type[], relation: Relation): boolean {
  if (left === right) return true
  if (left.length !== right.length) return false
  return left.every((type, at) => {
    const other = right[at]
    return other !== undefined && relation(type, other)
  })
}

function sameAttributes(
  left: ReadonlyMap<string, Type>,
  right: ReadonlyMap<string, Type>,
  relation: Relation,
): boolean {
  if (left === right) return true
  if (left.size !== right.size) return false
  for (const [name, type] of left) {
    const other = right.get(name)
    if (other === undefined || !relation(type, other)) return false
  }
  return true
}

/** Whether "any type" stands anywhere in it. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element)
    case 'tuple':
      return remembered(dynamics, type, () => type.elements.some(hasDynamic))
    case 'object':
      return remembered(dynamics, type, () => [...type.attributes.values()].some(hasDynamic))
    case 'string':
    case 'number':
    case 'bool':
      return false
    default:
      return unreachable(type)
  }
}

const dynamics = new WeakMap<object, boolean>()
const bare = new WeakMap<object, Type>()

function remembered<Fact>(facts: WeakMap<object, Fact>, type: object, find: () => Fact): Fact {
  const kept = facts.get(type)
  if (kept !== undefined) return kept
  const fact = find()
  facts.set(type, fact)
  return fact
}

/** The type without the word of which attributes may be left out, at every depth: the type that values have. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = withoutOptional(type.element)
      return element === type.element ? type : { kind: type.kind, element }
    }
    case 'tuple':
      return remembered(bare, type, () => bareTuple(type))
    case 'object':
      return remembered(bare, type, () => bareObject(type))
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type
    default:
      return unreachable(type)
  }
}

function bareTuple(type: Extract<Type, { kind: 'tuple' }>): Type {
  const elements = type.elements.map(withoutOptional)
  return elements.every((element, at) => element === type.elements[at]) ? type : tupleOf(elements)
}

function bareObject(type: Extract<Type, { kind: 'object' }>): Type {
  let changed = type.optional !== undefined
  const attributes = new Map<string, Type>()
  for (const [name, attribute] of type.attributes) {
    const without = withoutOptional(attribute)
    changed ||= without !== attribute
    attributes.set(name, without)
  }
  return changed ? objectOf(attributes) : type
}
