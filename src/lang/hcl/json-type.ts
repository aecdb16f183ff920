import { unreachable } from '../../kernel/unreachable.ts'
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
  type Type,
} from './types.ts'
import { byBytes } from './value.ts'

/** A type as messages name it. */
export function friendlyName(type: Type): string {
  return named(type, { any: 'dynamic', anyElement: 'dynamic' })
}

/** A type as messages name it where it is what is wanted. */
export function constraintName(type: Type): string {
  return named(type, { any: 'any type', anyElement: 'any single type' })
}

interface Words {
  readonly any: string
  readonly anyElement: string
}

function named(type: Type, { any, anyElement }: Words): string {
  switch (type.kind) {
    case 'dynamic':
      return any
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind} of ${named(type.element, { any: anyElement, anyElement })}`
    case 'string':
    case 'number':
    case 'bool':
    case 'tuple':
    case 'object':
      return type.kind
    default:
      return unreachable(type)
  }
}

/** Terraform's JSON notation of types: `"string"`, `["list","number"]`, `["object",{…},["optional names"]]`. */
export function typeJson(type: Type): unknown {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, typeJson(type.element)]
    case 'tuple':
      return [type.kind, type.elements.map(typeJson)]
    case 'object':
      return objectJson(type)
    default:
      return unreachable(type)
  }
}

function objectJson({ attributes, optional }: Extract<Type, { readonly kind: 'object' }>): unknown {
  const parts = Object.fromEntries([...attributes].map(([name, type]) => [name, typeJson(type)]))
  return optional === undefined || optional.size === 0
    ? ['object', parts]
    : ['object', parts, [...optional].toSorted(byBytes)]
}

const primitives: ReadonlyMap<unknown, Type> = new Map<unknown, Type>([
  ['string', stringType],
  ['number', numberType],
  ['bool', boolType],
  ['dynamic', dynamicType],
])

const collections: ReadonlyMap<unknown, (element: Type) => Type> = new Map<unknown, (element: Type) => Type>([
  ['list', listOf],
  ['set', setOf],
  ['map', mapOf],
])

/** Reads the notation of `typeJson`; undefined for anything else. */
export function typeFromJson(json: unknown): Type | undefined {
  if (!Array.isArray(json)) return primitives.get(json)
  const [kind, parts, optional]: readonly unknown[] = json
  const collection = collections.get(kind)
  if (collection !== undefined) {
    const element = typeFromJson(parts)
    return element === undefined ? undefined : collection(element)
  }
  if (kind === 'tuple' && Array.isArray(parts)) return tupleFromJson(parts)
  if (kind !== 'object' || typeof parts !== 'object' || parts === null) return undefined
  return objectFromJson(parts, Array.isArray(optional) ? optional : [])
}

function tupleFromJson(parts: readonly unknown[]): Type | undefined {
  const elements: Type[] = []
  for (const part of parts) {
    const element = typeFromJson(part)
    if (element === undefined) return undefined
    elements.push(element)
  }
  return tupleOf(elements)
}

function objectFromJson(parts: object, optional: readonly unknown[]): Type | undefined {
  const attributes = new Map<string, Type>()
  for (const [name, part] of Object.entries(parts).toSorted(([left], [right]) => byBytes(left, right))) {
    const type = typeFromJson(part)
    if (type === undefined) return undefined
    attributes.set(name, type)
  }
  return objectOf(attributes, new Set(optional.filter((name) => typeof name === 'string')))
}
