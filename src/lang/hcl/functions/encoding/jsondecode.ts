import type { Problem } from '../../problem.ts'
import { boolType, dynamicType, numberType, stringType, type Type } from '../../types.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { decodeJson } from './json-decode.ts'

export const jsondecode: HclFunction = {
  name: 'jsondecode',
  summary: 'The value that a JSON text says.',
  parameters: [{ name: 'str', type: stringType }],
  returns: ([given]) => (given?.kind === 'unknown' ? typeFrom(given.refinement?.prefix) : dynamicType),
  refine: () => undefined,

  call([given]) {
    const value = decodeJson(textIn(given))
    return typeof value === 'string' ? failed(value) : value
  },
}

/** What the first character of a text that is not known yet says of the type of its value. */
function typeFrom(prefix = ''): Type | Problem {
  const [first] = prefix.trim()
  if (first === undefined || first === '{' || first === '[' || first === 'n') return dynamicType
  if (first === '"') return stringType
  if (first === 't' || first === 'f') return boolType
  if (/[-0-9]/u.test(first)) return numberType
  return badArgument(0, `a JSON document cannot begin with the character '${first}'`)
}
