import { marks } from '../../../../kernel/value.ts'
import { withMarks } from '../../mark.ts'
import { boolType, dynamicType } from '../../types.ts'
import { bool, typeOf, unknown } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'

const parameters = [
  {
    name: 'value',
    type: dynamicType,
    allowNull: true,
    allowUnknown: true,
    allowDynamic: true,
    allowMarked: true,
  },
]

export const sensitive: HclFunction = {
  name: 'sensitive',
  summary: 'The value, marked as sensitive.',
  parameters,
  refine: () => undefined,
  returns: ([value]) => (value === undefined ? dynamicType : typeOf(value)),
  call: ([value]) =>
    value === undefined ? badArgument(0, 'a value is required') : withMarks(value, marks.sensitive),
}

export const nonsensitive: HclFunction = {
  name: 'nonsensitive',
  summary: 'The value without its own mark as sensitive; what is inside keeps its marks.',
  parameters,
  refine: () => undefined,
  returns: ([value]) => (value === undefined ? dynamicType : typeOf(value)),

  call([value]) {
    if (value === undefined) return badArgument(0, 'a value is required')
    const { marks: own } = value
    return (own & marks.sensitive) === 0 ? value : { ...value, marks: own & ~marks.sensitive }
  },
}

export const issensitive: HclFunction = {
  name: 'issensitive',
  summary: 'Whether the value itself is marked as sensitive.',
  parameters,
  refine: () => undefined,
  returns: () => boolType,

  call([value]) {
    if (value !== undefined && (value.marks & marks.sensitive) !== 0) return bool(true)
    return value?.kind === 'unknown' ? unknown(boolType, value.because) : bool(false)
  },
}
