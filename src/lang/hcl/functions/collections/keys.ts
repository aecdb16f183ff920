import { withMarks } from '../../mark.ts'
import { dynamicType, listOf, stringType, tupleOf } from '../../types.ts'
import { list, string, tuple, typeOf, unknown } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isMapping, taken } from '../taken.ts'

export const keys: HclFunction = {
  name: 'keys',
  summary: 'The keys of a map or object, in their order.',
  parameters: [{ name: 'inputMap', type: dynamicType, allowMarked: true, allowUnknown: true }],
  step: 'shape',

  returns([given]) {
    const type = given === undefined ? dynamicType : typeOf(given)
    if (type.kind === 'map') return listOf(stringType)
    if (type.kind === 'object') return tupleOf([...type.attributes].map(() => stringType))
    return badArgument(0, 'must have map or object type')
  },

  call([given], _, type) {
    if (given === undefined) return failed('a map is required')
    const from = typeOf(given)
    if (from.kind === 'object') {
      return withMarks(tuple([...from.attributes.keys()].map((key) => string(key))), given.marks)
    }
    if (!isMapping(given)) return withMarks(unknown(type, []), given.marks)
    return withMarks(
      list(
        stringType,
        [...given.entries.keys()].map((key) => string(key)),
      ),
      given.marks,
    )
  },
}

export const values: HclFunction = {
  name: 'values',
  summary: 'The values of a map or object, in the order of their keys.',
  parameters: [{ name: 'mapping', type: dynamicType, allowMarked: true }],

  returns([given]) {
    const type = given === undefined ? dynamicType : typeOf(given)
    if (type.kind === 'map') return listOf(type.element)
    if (type.kind === 'object') return tupleOf([...type.attributes.values()])
    return failed('values() requires a map as the first argument')
  },

  call([given], _, type) {
    if (!isMapping(given)) return unknown(type, [])
    const items = [...given.entries.values()].map((entry) => taken(entry, given))
    return withMarks(given.kind === 'map' ? list(given.element, items) : tuple(items), given.marks)
  },
}
