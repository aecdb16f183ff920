import { dynamicType } from '../../types.ts'
import { unknown } from '../../value.ts'
import type { HclFunction } from '../function.ts'
import { decodeTfvars, encodeExpr, encodeTfvars } from './builtin.ts'

/** Functions of the provider that is part of the tool itself. */
export const builtinFunctions: readonly HclFunction[] = [decodeTfvars, encodeExpr, encodeTfvars]

/**
 * A function that a provider defines, such as `provider::aws::arn_parse`: providers are not run, so its result is
 * unknown, because of it.
 */
export function providerFunction(name: string): HclFunction {
  return {
    name,
    summary: 'A function of a provider, which is not run.',
    parameters: [],
    variadic: {
      name: 'arguments',
      type: dynamicType,
      allowNull: true,
      allowUnknown: true,
      allowDynamic: true,
    },
    refine: () => undefined,
    returns: () => dynamicType,
    call: () => unknown(dynamicType, [{ kind: 'computed', what: `${name}()` }]),
  }
}
