import { unreachable } from '../../kernel/unreachable.ts'
import type { Type } from './types.ts'

const keys = new WeakMap<object, string>()

/** A text that two types share exactly when they are one (which attributes are optional does not count). */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case 'string':
      return 's'
    case 'number':
      return 'n'
    case 'bool':
      return 'b'
    case 'dynamic':
      return '*'
    case 'list':
      return `[${typeKey(type.element)}`
    case 'set':
      return `(${typeKey(type.element)}`
    case 'map':
      return `{${typeKey(type.element)}`
    case 'tuple':
    case 'object':
      return structureKey(type)
    default:
      return unreachable(type)
  }
}

function structureKey(type: Extract<Type, { readonly kind: 'tuple' | 'object' }>): string {
  const kept = keys.get(type)
  if (kept !== undefined) return kept
  const made =
    type.kind === 'tuple'
      ? `<${type.elements.map(typeKey).join('')}>`
      : `"${[...type.attributes].map(([name, one]) => JSON.stringify(name) + typeKey(one)).join('')}"`
  keys.set(type, made)
  return made
}
