import { refine } from '../../refine.ts'
import { withMarks } from '../../mark.ts'
import { fromLength } from '../../number.ts'
import { dynamicType, numberType } from '../../types.ts'
import { number, typeOf, unknown, type Refinement, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { graphemeCount } from '../graphemes.ts'
import { isSequence, lengthOf } from '../taken.ts'

export const length: HclFunction = {
  name: 'length',
  summary: 'How many items, entries or characters there are.',
  parameters: [
    { name: 'value', type: dynamicType, allowMarked: true, allowUnknown: true, allowDynamic: true },
  ],
  step: 'shape',

  returns([given]) {
    const { kind } = given === undefined ? dynamicType : typeOf(given)
    return kind === 'number' || kind === 'bool'
      ? failed('argument must be a string, a collection type, or a structural type')
      : numberType
  },

  call([given]) {
    if (given === undefined) return failed('a value is required')
    const count = countOf(given)
    return withMarks(count === undefined ? unknownLength(given) : number(fromLength(count)), given.marks)
  },
}

function countOf(value: Val): number | undefined {
  const type = typeOf(value)
  if (type.kind === 'tuple') return type.elements.length
  if (type.kind === 'object') return type.attributes.size
  if (type.kind === 'dynamic') return undefined
  if (value.kind === 'string') return graphemeCount(value.value)
  if (value.kind === 'map') return value.entries.size
  return isSequence(value) ? lengthOf(value) : undefined
}

function unknownLength(value: Val): Val {
  const because = value.kind === 'unknown' ? value.because : []
  const bounds = boundsOf(value)
  return refine(unknown(numberType, because), {
    notNull: true,
    min: { value: bounds.minLength ?? 0, inclusive: true },
    ...(bounds.maxLength === undefined ? {} : { max: { value: bounds.maxLength, inclusive: true } }),
  })
}

function boundsOf(value: Val): Refinement {
  if (value.kind === 'unknown') {
    const { prefix } = value.refinement ?? {}
    return prefix === undefined ? (value.refinement ?? {}) : { minLength: graphemeCount(prefix) }
  }
  return isSequence(value) ? { minLength: 1, maxLength: value.items.length } : {}
}
