import type { Marks } from '../../../../kernel/value.ts'
import { convert } from '../../convert.ts'
import { friendlyName } from '../../json-type.ts'
import { withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, tupleOf, type Type } from '../../types.ts'
import { list, tuple, typeOf, type Val } from '../../value.ts'
import { unify } from '../../unify.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { itemsOf } from '../taken.ts'

export const concat: HclFunction = {
  name: 'concat',
  summary: 'The items of all lists, one list after the other.',
  parameters: [],
  variadic: { name: 'seqs', type: dynamicType, allowMarked: true },

  returns(args) {
    if (args.length === 0) return failed('at least one argument is required')
    const types = args.map(typeOf)
    const unified = types.every(({ kind }) => kind === 'list') ? unify(types) : undefined
    return unified ?? tupleOfAll(args)
  },

  call(args, _, type) {
    const items: Val[] = []
    let marks: Marks = 0
    for (const [at, arg] of args.entries()) {
      const value = type.kind === 'list' ? convert(arg, type) : arg
      if (value.kind === 'problem') return badArgument(at, value.detail)
      for (const item of itemsOf(value)) items.push(item)
      marks |= value.marks
    }
    return withMarks(type.kind === 'list' ? list(type.element, items) : tuple(items), marks)
  },
}

function tupleOfAll(args: readonly Val[]): Type | Problem {
  const elements: Type[] = []
  for (const [at, arg] of args.entries()) {
    const type = typeOf(arg)
    if (type.kind === 'tuple') for (const element of type.elements) elements.push(element)
    else if (type.kind !== 'list') {
      return badArgument(at, `all arguments must be lists or tuples; got ${friendlyName(type)}`)
    } else if (arg.kind !== 'list') return dynamicType
    else for (let count = arg.items.length; count > 0; count--) elements.push(type.element)
  }
  return tupleOf(elements)
}
