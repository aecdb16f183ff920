import { unreachable } from '../../kernel/unreachable.ts'
import { unify } from './convertible.ts'
import { collapse, compact } from './refine.ts'
import { isCollection } from './type-relation.ts'
import { dynamicType, listOf, mapOf, objectOf, setOf, tupleOf, type Type } from './types.ts'
import { unknown, type Refinement, type Val, type ValOf } from './value.ts'

/** An unknown value of another type, with what stays known of it; that may be enough to know it. */
export function knownOfUnknown(value: ValOf<'unknown'>, type: Type): Val {
  const notNull = value.refinement?.notNull ?? false
  const refinement = compact({ notNull, ...lengthsAs(value, type) })
  const made = unknown(type, value.because, refinement, value.origin, value.marks)
  // An outline is one of a text, also where an error left its type open.
  if (type.kind === 'string' && value.outline !== undefined) return { ...made, outline: value.outline }
  if (isPlain(type) && value.outline?.kind === 'choice') return { ...made, outline: value.outline }
  return collapse(made)
}

function isPlain({ kind }: Type): boolean {
  return kind === 'number' || kind === 'bool'
}

/** How long a collection is follows from the structure or collection that it is made of; sets may be shorter. */
function lengthsAs({ type: from, refinement }: ValOf<'unknown'>, to: Type): Refinement {
  if (from.kind === 'object' && to.kind === 'map') return exactly(from.attributes.size)
  if (from.kind === 'tuple' && to.kind === 'list') return exactly(from.elements.length)
  if (from.kind === 'tuple' && to.kind === 'set') {
    const { length } = from.elements
    return { minLength: Math.min(length, 1), maxLength: length }
  }
  if (!isCollection(from) || !isCollection(to)) return {}
  const { minLength = 0, maxLength } = refinement ?? {}
  const least = to.kind === 'set' ? Math.min(minLength, 1) : minLength
  return maxLength === undefined ? { minLength: least } : { minLength: least, maxLength }
}

function exactly(length: number): Refinement {
  return { minLength: length, maxLength: length }
}

/** The wanted type, where it says "any" filled in from the given one. */
export function replaceDynamic(from: Type | undefined, to: Type): Type {
  if (from === undefined || from.kind === 'dynamic') return to
  switch (to.kind) {
    case 'dynamic':
      return from
    case 'map':
      return mapOf(replaceDynamic(elementOf(from), to.element))
    case 'set':
      return setOf(replaceDynamic(elementOf(from), to.element))
    case 'list':
      return listOf(replaceDynamic(elementOf(from), to.element))
    case 'tuple':
      return tupleOf(
        to.elements.map((type, at) =>
          replaceDynamic(from.kind === 'tuple' ? from.elements[at] : undefined, type),
        ),
      )
    case 'object':
      return objectOf(
        new Map(
          [...to.attributes].map(([name, type]) => [name, replaceDynamic(attributeOf(from, name), type)]),
        ),
      )
    case 'string':
    case 'number':
    case 'bool':
      return to
    default:
      return unreachable(to)
  }
}

function elementOf(type: Type): Type | undefined {
  if (isCollection(type)) return type.element
  if (type.kind === 'object') return unify([...type.attributes.values()])
  return type.kind === 'tuple' ? unify(type.elements) : dynamicType
}

function attributeOf(type: Type, name: string): Type | undefined {
  if (type.kind === 'map') return type.element
  return type.kind === 'object' ? type.attributes.get(name) : undefined
}
