import { dynamicType, type Type } from '../../types.ts'
import type { Problem } from '../../problem.ts'
import { nullOf, typeOf, unknown } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, lengthOf, taken } from '../taken.ts'

export const one: HclFunction = {
  name: 'one',
  summary: 'The only item of a list, or null when there is none.',
  parameters: [{ name: 'list', type: dynamicType }],
  refine: () => undefined,

  returns([list]): Type | Problem {
    const type = list === undefined ? dynamicType : typeOf(list)
    if (type.kind === 'list' || type.kind === 'set') return type.element
    if (type.kind !== 'tuple' || type.elements.length > 1) return tooMany()
    return type.elements[0] ?? dynamicType
  },

  call([list], _, type) {
    if (!isSequence(list)) return tooMany()
    const length = lengthOf(list)
    if (length === undefined) return unknown(type, [])
    const [item] = list.items
    if (item === undefined) return nullOf(type)
    return length === 1 ? taken(item, list) : tooMany()
  },
}

function tooMany(): Problem {
  return badArgument(0, 'must be a list, set, or tuple value with either zero or one elements')
}
