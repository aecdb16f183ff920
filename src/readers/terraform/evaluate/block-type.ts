import { listOf, mapOf, objectOf, setOf, type Type } from '../../../lang/hcl/types.ts'
import type { BlockSchema, NestedBlock } from '../schema/schema.ts'

const implied = new WeakMap<BlockSchema, Type>()

/** The type of the object that a block stands for. */
export function blockType(block: BlockSchema): Type {
  const known = implied.get(block)
  if (known !== undefined) return known
  const parts = new Map<string, Type>()
  for (const [name, { type }] of block.attributes) parts.set(name, type)
  for (const [name, one] of block.blocks) parts.set(name, collectionType(one.nesting, blockType(one.block)))
  const made = objectOf(new Map([...parts].toSorted(([left], [right]) => (left < right ? -1 : 1))))
  implied.set(block, made)
  return made
}

/** The type of all blocks of one type together. */
export function collectionType(nesting: NestedBlock['nesting'], type: Type): Type {
  if (nesting === 'list') return listOf(type)
  if (nesting === 'set') return setOf(type)
  return nesting === 'map' ? mapOf(type) : type
}
