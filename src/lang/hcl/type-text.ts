import { unreachable } from '../../kernel/unreachable.ts'
import type { Type } from './types.ts'

/** A type as Terraform's console prints it for `type()`. */
export function typeText(type: Type, indent = ''): string {
  const inner = `${indent}    `
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind
    case 'list':
    case 'set':
    case 'map': {
      const { kind, element } = type
      if (element.kind !== 'tuple' && element.kind !== 'object')
        return `${kind}(${typeText(element, indent)})`
      return `${kind}(\n${inner}${typeText(element, inner)},\n${indent})`
    }
    case 'tuple': {
      const lines = type.elements.map((one) => `${inner}${typeText(one, inner)},\n`)
      return lines.length === 0 ? 'tuple([])' : `tuple([\n${lines.join('')}${indent}])`
    }
    case 'object': {
      const lines = Array.from(
        type.attributes,
        ([name, one]) => `${inner}${name}: ${typeText(one, inner)},\n`,
      )
      return lines.length === 0 ? 'object({})' : `object({\n${lines.join('')}${indent}})`
    }
    default:
      return unreachable(type)
  }
}
