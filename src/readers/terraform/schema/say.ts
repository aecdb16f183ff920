import type { Type } from '../../../lang/hcl/types.ts'
import type { BlockSchema } from './contract.ts'

/** What a schema says at a path of blocks and attributes, in words. */
export function said(block: BlockSchema | undefined, path: string): string {
  const [name = '', ...rest] = path.split('.')
  const attribute = block?.attributes.get(name)
  const nested = block?.blocks.get(name)
  if (rest.length > 0) {
    const inner = nested?.block ?? (attribute?.nested && { attributes: attribute.nested.attributes, blocks: new Map() })
    return said(inner, rest.join('.'))
  }
  if (nested) return `${nested.computed ? 'computed ' : ''}${nested.nesting} block ${nested.min}..${nested.max || ''}`
  if (!attribute) return 'nothing'
  const flags = (['required', 'optional', 'computed', 'sensitive', 'writeOnly'] as const).filter((one) => attribute[one])
  return [...flags, typeText(attribute.type)].join(' ')
}

export function typeText(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeText(type.element)})`
    case 'tuple':
      return `tuple(${type.elements.map(typeText).join(', ')})`
    case 'object': {
      const parts = [...type.attributes].map(([name, one]) => `${name}${type.optional?.has(name) ? '?' : ''}=${typeText(one)}`)
      return `{${parts.join(' ')}}`
    }
    default:
      return type.kind
  }
}
