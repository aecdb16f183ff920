import { numberType, stringType } from '../../types.ts'
import { unknown } from '../../value.ts'
import type { HclFunction } from '../function.ts'

/** Random, so never known before it is applied; Terraform looks at its arguments only then. */
export const bcrypt: HclFunction = {
  name: 'bcrypt',
  summary: 'The Blowfish digest of a text, with a random salt.',
  parameters: [{ name: 'str', type: stringType }],
  variadic: { name: 'cost', type: numberType },
  returns: () => stringType,
  call: (_, __, type) => unknown(type, [{ kind: 'random', what: 'bcrypt()' }]),
}
