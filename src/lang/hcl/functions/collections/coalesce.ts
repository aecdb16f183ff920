import { convert } from '../../convert.ts'
import { dynamicType } from '../../types.ts'
import { typeOf, unknown, type Val } from '../../value.ts'
import { unify } from '../../unify.ts'
import { sameType } from '../../type-relation.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence } from '../taken.ts'

const variadic = { name: 'vals', type: dynamicType, allowNull: true, allowUnknown: true, allowDynamic: true }

export const coalesce: HclFunction = {
  name: 'coalesce',
  summary: 'The first argument that is neither null nor an empty string.',
  parameters: [],
  variadic,

  returns(args) {
    const type = args.length === 0 ? undefined : unify(args.map(typeOf))
    return type ?? failed('all arguments must have the same type')
  },

  call(args, _, type) {
    for (const arg of args) {
      const value = convert(arg, type)
      if (value.kind === 'problem') return failed('all arguments must have the same type')
      if (value.kind === 'unknown') return unknown(type, value.because)
      if (value.kind !== 'null' && !(value.kind === 'string' && value.value === '')) return value
    }
    return failed('no non-null, non-empty-string arguments')
  },
}

export const coalescelist: HclFunction = {
  name: 'coalescelist',
  summary: 'The first argument that is not an empty list.',
  parameters: [],
  variadic,

  returns(args) {
    const [first] = args
    if (first === undefined) return failed('at least one argument is required')
    for (const arg of args) {
      if (arg.kind === 'unknown') return dynamicType
      const { kind } = typeOf(arg)
      if (kind !== 'list' && kind !== 'tuple' && !isSequence(arg)) return failed(notLists)
      if (arg.kind === 'set') return failed(notLists)
    }
    const type = typeOf(first)
    return args.every((arg) => sameType(typeOf(arg), type)) ? type : dynamicType
  },

  call(args, _, type) {
    const found = args.find((arg) => arg.kind === 'unknown' || hasItems(arg))
    if (found === undefined) return failed('no non-null arguments')
    return found.kind === 'unknown' ? unknown(type, found.because) : found
  },
}

const notLists = 'coalescelist arguments must be lists or tuples'

function hasItems(value: Val): boolean {
  return isSequence(value) && value.items.length > 0
}
