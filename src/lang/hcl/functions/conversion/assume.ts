import { convert } from '../../convert.ts'
import { equal } from '../../equal.ts'
import type { Problem } from '../../problem.ts'
import { refine, safePrefix } from '../../refine.ts'
import { dynamicType, listOf, mapOf, numberType, setOf, stringType, type Type } from '../../types.ts'
import { typeOf, type Refinement, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction, Parameter } from '../function.ts'
import { quoted } from '../quoted.ts'
import { isMapping, isSequence, lengthOf } from '../taken.ts'
import { positionIn, textIn } from '../whole.ts'

/** What every assumption takes: it hands its argument on, and tells more of it where it is unknown. */
const any = { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true }

export const assumeequal: HclFunction = {
  name: 'assumeequal',
  summary: 'The second value, which the first is equal to once it is known.',
  parameters: [
    { name: 'actual_value', type: dynamicType, ...any },
    { name: 'expected_value', type: dynamicType, ...any },
  ],
  only: 'opentofu',
  refine: () => undefined,
  returns: ([, expected]) => (expected === undefined ? dynamicType : typeOf(expected)),

  call([actual, expected]) {
    if (actual === undefined || expected === undefined) return failed('two values are required')
    const value = convert(actual, typeOf(expected))
    if (value.kind === 'problem') return badArgument(0, value.detail)
    return equal(value, expected) === 'no'
      ? badArgument(0, 'value is not equal to what was assumed')
      : expected
  },
}

export const assumenotnull: HclFunction = {
  name: 'assumenotnull',
  summary: 'The value, which is not null once it is known.',
  parameters: [{ name: 'value', type: dynamicType, ...any }],
  only: 'opentofu',
  refine: () => undefined,
  returns: ([value]) => (value === undefined ? dynamicType : typeOf(value)),

  call([value]) {
    if (value === undefined || value.kind === 'null') return badArgument(0, 'value must not be null')
    return refine(value, { notNull: true })
  },
}

export const assumestringprefix: HclFunction = {
  name: 'assumestringprefix',
  summary: 'The string, which begins with a text once it is known.',
  parameters: [
    { name: 'string', type: stringType, ...any },
    { name: 'expected_prefix', type: stringType },
  ],
  only: 'opentofu',
  refine: () => undefined,
  returns: () => stringType,

  call([value, expected]) {
    if (value === undefined) return failed('a string is required')
    const prefix = textIn(expected)
    if (value.kind === 'string' && !value.value.startsWith(prefix)) {
      return badArgument(0, `string does not begin with ${quoted(prefix)}`)
    }
    return refine(value, { prefix: safePrefix(prefix) })
  },
}

type Side = 'both' | 'min' | 'max'

const kinds: readonly (readonly [string, Type])[] = [
  ['list', listOf(dynamicType)],
  ['set', setOf(dynamicType)],
  ['map', mapOf(dynamicType)],
]

/** `assumelistlength(list, min, max)`, `assumelistlengthmin(list, min)` and so on for sets and maps. */
export const assumedLengths: readonly HclFunction[] = kinds.flatMap(([kind, type]) => [
  ofLength(kind, type, 'both'),
  ofLength(kind, type, 'min'),
  ofLength(kind, type, 'max'),
])

function ofLength(kind: string, type: Type, side: Side): HclFunction {
  const bounds: Parameter[] = []
  if (side !== 'max') bounds.push({ name: 'min_length', type: numberType })
  if (side !== 'min') bounds.push({ name: 'max_length', type: numberType })
  return {
    name: `assume${kind}length${side === 'both' ? '' : side}`,
    summary: `The ${kind}, whose length is within bounds once it is known.`,
    parameters: [{ name: kind, type, ...any }, ...bounds],
    only: 'opentofu',
    refine: () => undefined,
    returns: ([value]) => (value === undefined ? type : typeOf(value)),

    call([value, ...given]) {
      if (value === undefined) return failed(`a ${kind} is required`)
      const wanted = boundsOf(side, given)
      if ('kind' in wanted) return wanted
      return withinBounds(value, wanted) ?? refine(value, wanted)
    },
  }
}

function boundsOf(side: Side, [first, second]: readonly Val[]): Refinement | Problem {
  const one = positionIn(first, '', 1)
  if (typeof one !== 'number') return one
  if (side === 'min') return { minLength: one }
  if (side === 'max') return { maxLength: one }
  const other = positionIn(second, '', 2)
  if (typeof other !== 'number') return other
  return { minLength: one, maxLength: other }
}

/** The problem when a known length is out of bounds. */
function withinBounds(value: Val, { minLength = 0, maxLength = Infinity }: Refinement): Problem | undefined {
  const length = isMapping(value) ? value.entries.size : isSequence(value) ? lengthOf(value) : undefined
  if (length === undefined || (length >= minLength && length <= maxLength)) return undefined
  return badArgument(
    0,
    length < minLength ? `length must be at least ${minLength}` : `length must be at most ${maxLength}`,
  )
}
