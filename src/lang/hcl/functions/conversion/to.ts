import { canConvert, convert } from '../../convert.ts'
import { constraintName, friendlyName } from '../../json-type.ts'
import type { Problem } from '../../problem.ts'
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  setOf,
  stringType,
  type Type,
} from '../../types.ts'
import { typeOf, type Val } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { quoted } from '../quoted.ts'

export const tobool: HclFunction = to('tobool', 'The value as a bool.', boolType)
export const tolist: HclFunction = to('tolist', 'The value as a list.', listOf(dynamicType))
export const tomap: HclFunction = to('tomap', 'The value as a map.', mapOf(dynamicType))
export const tonumber: HclFunction = to('tonumber', 'The value as a number.', numberType)
export const toset: HclFunction = to(
  'toset',
  'The value as a set: each item once, in no order.',
  setOf(dynamicType),
)
export const tostring: HclFunction = to('tostring', 'The value as a string.', stringType)

function to(name: string, summary: string, wanted: Type): HclFunction {
  return {
    name,
    summary,
    parameters: [
      { name: 'v', type: dynamicType, allowNull: true, allowMarked: 'when known', allowDynamic: true },
    ],
    refine: () => undefined,
    returns: ([given]) =>
      given === undefined || canConvert(typeOf(given), wanted) ? wanted : incompatible(given, wanted),
    call([given]) {
      if (given === undefined) return badArgument(0, 'a value is required')
      const value = convert(given, wanted)
      return value.kind === 'problem' ? refused(given, wanted) : value
    },
  }
}

function incompatible(given: Val, wanted: Type): Problem {
  return badArgument(0, `cannot convert ${friendlyName(typeOf(given))} to ${constraintName(wanted)}`)
}

/** Why a value does not convert although others of its type would. */
function refused(given: Val, wanted: Type): Problem {
  if (given.kind !== 'string') return incompatible(given, wanted)
  const name = constraintName(wanted)
  if (given.marks !== 0) return badArgument(0, `cannot convert this sensitive string to ${name}`)
  const only =
    wanted.kind === 'bool'
      ? 'only the strings "true" or "false" are allowed'
      : 'given string must be a decimal representation of a number'
  return badArgument(0, `cannot convert ${quoted(given.value)} to ${name}; ${only}`)
}
