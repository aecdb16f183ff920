import { canConvert } from './convertible.ts'
import { constraintName } from './json-type.ts'
import { isCollection, type Collection } from './type-relation.ts'
import type { Type } from './types.ts'

type Of<Kind extends Type['kind']> = Extract<Type, { readonly kind: Kind }>

/** Why a type does not convert to another, as Terraform says it; no full stop at the end. */
export function mismatch(given: Type, wanted: Type): string {
  if (given.kind === 'object' && wanted.kind === 'object') return objects(given, wanted)
  if (isCollection(wanted)) {
    if (given.kind === 'tuple' || given.kind === 'object') return structure(given, wanted)
    if (isCollection(given)) return collections(given, wanted)
  }
  return `${constraintName(wanted)} required`
}

function objects(given: Of<'object'>, wanted: Of<'object'>): string {
  const missing = [...wanted.attributes.keys()].filter(
    (name) => !given.attributes.has(name) && wanted.optional?.has(name) !== true,
  )
  if (missing.length > 0) return required(missing.map((name) => JSON.stringify(name)))
  for (const [name, type] of wanted.attributes) {
    const own = given.attributes.get(name)
    if (own === undefined || canConvert(own, type)) continue
    return `attribute ${JSON.stringify(name)}: ${mismatch(own, type)}`
  }
  return 'incorrect object attributes'
}

function required(names: readonly string[]): string {
  if (names.length === 1) return `attribute ${names.join('')} is required`
  if (names.length === 2) return `attributes ${names.join(' and ')} are required`
  return `attributes ${names.slice(0, -1).join(', ')}, and ${names.at(-1) ?? ''} are required`
}

function structure(given: Of<'tuple'> | Of<'object'>, wanted: Collection): string {
  const fits = (wanted.kind === 'map') === (given.kind === 'object')
  if (fits && wanted.element.kind === 'dynamic') return `all ${wanted.kind} elements must have the same type`
  if (!fits) return `${constraintName(wanted)} required`
  const parts: Iterable<readonly [string | number, Type]> =
    given.kind === 'tuple' ? given.elements.entries() : given.attributes
  for (const [key, type] of parts) {
    if (canConvert(type, wanted.element)) continue
    return `element ${JSON.stringify(key)}: ${mismatch(type, wanted.element)}`
  }
  return `all elements must be ${constraintName(wanted.element)}`
}

function collections(given: Collection, wanted: Collection): string {
  if ((wanted.kind === 'map') !== (given.kind === 'map')) return `${constraintName(wanted)} required`
  return `incorrect ${wanted.kind} element type: ${mismatch(given.element, wanted.element)}`
}
