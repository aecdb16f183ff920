import { dynamicType, stringType } from '../../types.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { decodeJson } from './json-decode.ts'

export const jsondecode: HclFunction = {
  name: 'jsondecode',
  summary: 'The value that a JSON text says.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => dynamicType,
  refine: () => undefined,

  call([given]) {
    const value = decodeJson(textIn(given))
    return typeof value === 'string' ? failed(value) : value
  },
}
